package org.muriel.datafile;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.LongFunction;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.audience.Condition;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A datafile that nobody downloads, with one flag that whoever is of an audience gets: by it a condition is tried out as it
 * would decide in services, before anything uses it.
 */
public final class TrialDatafile {
    /** The key of the flag. */
    public static final String FLAG = "trial";

    private static final JsonFactory JSON = new JsonFactory();
    private static final String EXPERIMENT = "1";
    private static final String VARIATION = "2";

    private TrialDatafile() {}

    /**
     * @param audiences those that the condition names
     * @param attributeKeys id of an attribute → its key
     */
    public static byte[] of(List<Audience> audiences, Condition<Long> condition, LongFunction<String> attributeKeys) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            for (String member : List.of("version", "revision", "projectId", "accountId")) {
                out.writeStringProperty(member, "4");
            }
            experiment(out, condition);
            flag(out);
            new Audiences(JSON, out, audiences, attributeKeys).write();
            for (String member : List.of("rollouts", "groups", "attributes", "events")) {
                out.writeArrayPropertyStart(member);
                out.writeEndArray();
            }
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void experiment(JsonGenerator out, Condition<Long> condition) {
        out.writeArrayPropertyStart("experiments");
        out.writeStartObject();
        out.writeStringProperty("id", EXPERIMENT);
        out.writeStringProperty("key", FLAG);
        out.writeStringProperty("layerId", EXPERIMENT);
        out.writeStringProperty("status", "Running");
        out.writeArrayPropertyStart("audienceIds");
        out.writeEndArray();
        out.writeName("audienceConditions");
        Audiences.tree(condition, out, it -> out.writeString(Long.toString(it)));
        out.writeObjectPropertyStart("forcedVariations");
        out.writeEndObject();
        out.writeArrayPropertyStart("variations");
        out.writeStartObject();
        out.writeStringProperty("id", VARIATION);
        out.writeStringProperty("key", FLAG);
        out.writeBooleanProperty("featureEnabled", true);
        out.writeEndObject();
        out.writeEndArray();
        out.writeArrayPropertyStart("trafficAllocation");
        out.writeStartObject();
        out.writeStringProperty("entityId", VARIATION);
        out.writeNumberProperty("endOfRange", 10_000);
        out.writeEndObject();
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndArray();
    }

    private static void flag(JsonGenerator out) {
        out.writeArrayPropertyStart("featureFlags");
        out.writeStartObject();
        out.writeStringProperty("id", FLAG);
        out.writeStringProperty("key", FLAG);
        out.writeStringProperty("rolloutId", "");
        out.writeArrayPropertyStart("experimentIds");
        out.writeString(EXPERIMENT);
        out.writeEndArray();
        out.writeArrayPropertyStart("variables");
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndArray();
    }
}
