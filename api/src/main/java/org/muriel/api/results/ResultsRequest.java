package org.muriel.api.results;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.audience.ConditionGrammar;
import org.muriel.api.json.Json;
import org.muriel.api.json.Words;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Run;
import org.muriel.experiment.Variation;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.problem.Violations;
import org.muriel.result.Course;
import org.muriel.result.History;
import org.muriel.result.Question;
import org.muriel.result.Segment;
import org.muriel.result.Segment.AttributeTest;
import org.muriel.result.Window;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a request for results asks for, checked (REST specification, 10). */
final class ResultsRequest {
    private static final Set<String> BROWSERS = Set.of("firefox", "chrome", "internet_explorer", "opera", "safari");
    private static final Set<String> DEVICES = Set.of("desktop", "ipad", "iphone", "mobile", "tablet");
    private static final Set<String> SOURCES = Set.of("campaign", "direct", "referral", "search");
    private static final Words<Segment.Match> MATCHES = Words.of(Segment.Match.class);

    private ResultsRequest() {}

    /** The query of every route that shows results. */
    static List<Parameter> parameters() {
        return List.of(
                Parameter.optional("baseline_variation_id", Parameter.Type.ID),
                Parameter.optional("start_time", Parameter.Type.TIME),
                Parameter.optional("end_time", Parameter.Type.TIME),
                Parameter.oneOf("browser", BROWSERS),
                Parameter.oneOf("device", DEVICES),
                Parameter.oneOf("source", SOURCES),
                Parameter.optional("attribute_id", Parameter.Type.ID),
                Parameter.optional("attribute_value", Parameter.Type.TEXT),
                Parameter.optional("segment_conditions", Parameter.Type.TEXT),
                Parameter.optional("x_stats", Parameter.Type.TRUTH),
                Parameter.optional("x_explain", Parameter.Type.TRUTH));
    }

    /**
     * @param run the experiment's course in the primary environment, where it has been started
     * @param history of the experiment
     */
    static Outcome<Question> read(
            Call call, Experiment experiment, Run run, History history, Snapshot snapshot, Instant now) {
        Violations violations = new Violations();
        Optional<Variation> baseline = baseline(call, experiment, violations);
        Optional<Window> window = window(call, run, now, violations);
        Optional<Segment> segment = segment(call, experiment, snapshot, violations);
        if (baseline.isEmpty() || window.isEmpty() || segment.isEmpty()) {
            return Outcome.refused(new Problem.Malformed(violations.list()));
        }
        Course course = history.course(
                window.get(),
                snapshot.primaryEnvironment(experiment.projectId()).id());
        return Outcome.done(new Question(experiment, baseline.get(), window.get(), segment.get(), course));
    }

    private static Optional<Variation> baseline(Call call, Experiment experiment, Violations violations) {
        Optional<Long> asked = call.idIfGiven("baseline_variation_id");
        Optional<Variation> baseline = asked.isPresent()
                ? experiment.design().variation(asked.get())
                : experiment.design().baseline();
        if (baseline.isEmpty()) {
            violations.add(
                    "baseline_variation_id",
                    "the id of a variation of this experiment",
                    asked.map(String::valueOf).orElse("nothing, and the experiment has none"));
        }
        return baseline;
    }

    private static Optional<Window> window(Call call, Run run, Instant now, Violations violations) {
        Instant activeFrom = run.earliest().orElseThrow();
        Instant activeTo =
                run.status() == Run.Status.RUNNING ? now : run.latest().orElse(now);
        Optional<Window> window = Window.of(activeFrom, activeTo, call.time("start_time"), call.time("end_time"));
        if (window.isEmpty()) {
            String at = call.time("start_time").isPresent() ? "start_time" : "end_time";
            violations.add(
                    at,
                    "an interval with time in it, after rounding the start up and the end down to 5 minutes",
                    call.text("start_time").orElse("the first start") + " to "
                            + call.text("end_time").orElse("the last activity"));
        }
        return window;
    }

    private static Optional<Segment> segment(
            Call call, Experiment experiment, Snapshot snapshot, Violations violations) {
        List<String> families = new ArrayList<>();
        for (String family : List.of("browser", "device", "source", "segment_conditions")) {
            call.text(family).ifPresent(it -> families.add(family));
        }
        boolean byAttribute = call.text("attribute_id").isPresent()
                || call.text("attribute_value").isPresent();
        if (byAttribute) {
            families.add("attribute_id");
        }
        if (families.size() > 1) {
            violations.add(families.get(1), "one way of segmenting per request", String.join(" and ", families));
            return Optional.empty();
        }
        if (families.isEmpty()) {
            return Optional.of(new Segment.Everyone());
        }
        return switch (families.getFirst()) {
            case "browser" -> builtIn(call, "browser", Segment.Family.BROWSER);
            case "device" -> builtIn(call, "device", Segment.Family.DEVICE);
            case "source" -> builtIn(call, "source", Segment.Family.SOURCE);
            case "attribute_id" -> byAttribute(call, experiment, snapshot, violations);
            default -> byConditions(call.text("segment_conditions").orElse(""), experiment, snapshot, violations);
        };
    }

    private static Optional<Segment> builtIn(Call call, String parameter, Segment.Family family) {
        return call.text(parameter).map(it -> new Segment.BuiltIn(family, it));
    }

    private static Optional<Segment> byAttribute(
            Call call, Experiment experiment, Snapshot snapshot, Violations violations) {
        Optional<Long> id = call.idIfGiven("attribute_id");
        Optional<String> value = call.text("attribute_value");
        if (id.isEmpty() || value.isEmpty()) {
            violations.add(
                    id.isEmpty() ? "attribute_id" : "attribute_value",
                    "attribute_id and attribute_value together",
                    "one of them");
            return Optional.empty();
        }
        if (!isAttribute(id.get(), experiment, snapshot)) {
            violations.add("attribute_id", "the id of an attribute of this project", String.valueOf(id.get()));
            return Optional.empty();
        }
        return Optional.of(new Segment.ByAttributes(
                new Condition.Leaf<>(new AttributeTest(id.get(), value.get(), Segment.Match.EXACT))));
    }

    /** JSON as it is, or in the URL-safe alphabet of Base64. */
    private static Optional<Segment> byConditions(
            String text, Experiment experiment, Snapshot snapshot, Violations violations) {
        String at = "segment_conditions";
        try {
            String written = text.strip();
            boolean isJson = written.startsWith("[") || written.startsWith("{");
            JsonNode json = Json.parse(
                    isJson ? written : new String(Base64.getUrlDecoder().decode(written), StandardCharsets.UTF_8));
            Violations within = new Violations();
            Optional<Condition<AttributeTest>> parsed = new ConditionGrammar<AttributeTest>(
                            (leaf, place, found) -> test(leaf, place, experiment, snapshot, found), it -> Json.object())
                    .parse(json, within);
            within.list().forEach(it -> violations.add(at + it.at(), it.expected(), it.found()));
            return parsed.map(Segment.ByAttributes::new);
        } catch (Json.NotJson | IllegalArgumentException e) {
            violations.add(at, "JSON, or JSON in URL-safe Base64", "'" + Json.excerpt(text) + "'");
            return Optional.empty();
        }
    }

    private static Optional<AttributeTest> test(
            ObjectNode leaf, String at, Experiment experiment, Snapshot snapshot, Violations violations) {
        JsonNode id = leaf.path("attribute_id");
        JsonNode value = leaf.path("attribute_value");
        JsonNode type = leaf.path("match_type");
        boolean idIsGood =
                id.isIntegralNumber() && id.canConvertToLong() && isAttribute(id.longValue(), experiment, snapshot);
        if (!idIsGood) {
            violations.add(at + "/attribute_id", "the id of an attribute of this project", found(id));
        }
        boolean valueIsGood = value.isString() || value.isNumber() || value.isBoolean();
        if (!valueIsGood) {
            violations.add(at + "/attribute_value", "text", found(value));
        }
        Optional<Segment.Match> match = type.isMissingNode() || type.isNull()
                ? Optional.of(Segment.Match.EXACT)
                : type.isString() ? MATCHES.find(type.stringValue()) : Optional.empty();
        if (match.isEmpty()) {
            violations.add(at + "/match_type", "one of " + String.join(", ", MATCHES.all()), found(type));
        }
        return idIsGood && valueIsGood && match.isPresent()
                ? Optional.of(new AttributeTest(id.longValue(), value.asString(), match.get()))
                : Optional.empty();
    }

    private static boolean isAttribute(long id, Experiment experiment, Snapshot snapshot) {
        return snapshot.find(Attribute.class, experiment.projectId(), id).isPresent();
    }

    private static String found(JsonNode json) {
        return json.isMissingNode() ? "nothing" : Json.excerpt(json);
    }
}
