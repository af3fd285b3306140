package org.muriel.datafile;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.Variable;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;
import org.muriel.experiment.traffic.Range;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The datafile of an environment, version 4 (SDK contract, 1.1 to 1.7). A pure function: the same configuration gives
 * the same bytes, everything in ascending order of ids. What has no value is left out, never null; every id is text;
 * nothing refers to what is not there.
 */
public final class Datafile {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator out;
    private final Contents contents;
    private final Rules rules;

    private Datafile(JsonGenerator out, Contents contents) {
        this.out = out;
        this.contents = contents;
        this.rules = new Rules(out, contents);
    }

    /** The document as UTF-8 JSON without white space; nobody else has the array. */
    public static byte[] render(Snapshot snapshot, Environment environment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            new Datafile(out, new Contents(snapshot, environment)).write(snapshot, environment);
        }
        return bytes.toByteArray();
    }

    private void write(Snapshot snapshot, Environment environment) {
        Project project = snapshot.get(Project.class, environment.projectId());
        out.writeStartObject();
        out.writeStringProperty("version", "4");
        out.writeStringProperty("accountId", Long.toString(project.accountId()));
        out.writeStringProperty("projectId", Long.toString(project.id()));
        out.writeStringProperty(
                "revision",
                Long.toString(snapshot.datafileRevision(environment.id()).number()));
        out.writeStringProperty("sdkKey", environment.sdkKey());
        out.writeStringProperty("environmentKey", environment.key());
        out.writeBooleanProperty("anonymizeIP", false);
        project.botFiltering().ifPresent(it -> out.writeBooleanProperty("botFiltering", it));
        out.writeBooleanProperty("sendFlagDecisions", true);
        attributes();
        events();
        new Audiences(
                        JSON,
                        out,
                        contents.audiences,
                        it -> contents.attribute(it).key())
                .write();
        experiments();
        groups();
        flags();
        rollouts();
        empty("integrations");
        empty("variables");
        out.writeEndObject();
    }

    private void attributes() {
        out.writeArrayPropertyStart("attributes");
        contents.attributes.forEach(it -> {
            begin(it.id(), it.key());
            out.writeEndObject();
        });
        out.writeEndArray();
    }

    private void events() {
        Map<Long, List<Experiment>> byEvent = contents.experimentsByEvent();
        out.writeArrayPropertyStart("events");
        for (EventType event : contents.events) {
            begin(event.id(), event.key());
            experimentIds(byEvent.getOrDefault(event.id(), List.of()));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void experiments() {
        Set<Long> grouped = contents.groupedExperiments();
        out.writeArrayPropertyStart("experiments");
        contents.experiments.stream().filter(it -> !grouped.contains(it.id())).forEach(rules::experiment);
        out.writeEndArray();
    }

    private void groups() {
        Map<Long, List<Experiment>> byGroup = contents.experimentsByGroup();
        out.writeArrayPropertyStart("groups");
        for (ExclusionGroup group : contents.groups) {
            List<Experiment> running = byGroup.getOrDefault(group.id(), List.of());
            out.writeStartObject();
            out.writeStringProperty("id", Long.toString(group.id()));
            out.writeStringProperty("policy", group.isOverlapping() ? "overlapping" : "random");
            rules.ranges(held(group.ranges(), running));
            out.writeArrayPropertyStart("experiments");
            running.forEach(rules::experiment);
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** What belongs to an experiment that does not run here is nobody's here. */
    private static List<Range> held(List<Range> ranges, List<Experiment> running) {
        Set<Long> ids = running.stream().map(Experiment::id).collect(Collectors.toSet());
        return ranges.stream()
                .map(it -> new Range(it.holder().filter(ids::contains), it.end()))
                .toList();
    }

    private void flags() {
        Map<Long, List<Experiment>> byFeature = contents.experimentsByFeature();
        out.writeArrayPropertyStart("featureFlags");
        for (Feature feature : contents.features) {
            begin(feature.id(), feature.key());
            out.writeStringProperty("rolloutId", contents.rolloutId(feature));
            experimentIds(byFeature.getOrDefault(feature.id(), List.of()));
            out.writeArrayPropertyStart("variables");
            feature.variables().stream().filter(it -> !it.archived()).forEach(this::variable);
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void variable(Variable variable) {
        begin(variable.id(), variable.key());
        // clients from before JSON variables take one for text
        boolean json = variable.type() == Variable.Type.JSON;
        Variable.Type type = json ? Variable.Type.STRING : variable.type();
        out.writeStringProperty("type", type.name().toLowerCase(Locale.ROOT));
        if (json) {
            out.writeStringProperty("subType", "json");
        }
        out.writeStringProperty("defaultValue", variable.defaultValue());
        out.writeEndObject();
    }

    private void rollouts() {
        out.writeArrayPropertyStart("rollouts");
        for (Feature feature : contents.features) {
            String id = contents.rolloutId(feature);
            if (!id.isEmpty()) {
                out.writeStartObject();
                out.writeStringProperty("id", id);
                out.writeArrayPropertyStart("experiments");
                contents.rules(feature).forEach(it -> rules.rollout(it, feature));
                if (contents.isMadeHere(feature)) {
                    rules.everyoneElse(feature);
                }
                out.writeEndArray();
                out.writeEndObject();
            }
        }
        out.writeEndArray();
    }

    private void begin(long id, String key) {
        out.writeStartObject();
        out.writeStringProperty("id", Long.toString(id));
        out.writeStringProperty("key", key);
    }

    private void experimentIds(List<Experiment> experiments) {
        out.writeArrayPropertyStart("experimentIds");
        experiments.forEach(it -> out.writeString(Long.toString(it.id())));
        out.writeEndArray();
    }

    private void empty(String name) {
        out.writeArrayPropertyStart(name);
        out.writeEndArray();
    }
}
