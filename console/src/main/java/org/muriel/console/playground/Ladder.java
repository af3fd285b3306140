package org.muriel.console.playground;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Words;
import tools.jackson.databind.JsonNode;

/**
 * Why a visitor gets what they get: one rule after the other, until one gives something.
 *
 * @param rungs the rules that were looked at, in order
 */
public record Ladder(List<Rung> rungs) {
    /**
     * A rule and what was found there.
     *
     * @param title such as {@code Experiment checkout_test}
     */
    public record Rung(String title, List<Step> steps) {}

    /** How a step or a condition came out. */
    public enum Outcome {
        YES("yes", "chip good"),
        NO("no", "chip"),
        UNKNOWN("unknown", "chip warn"),
        NOTE("", "chip");

        private final String words;
        private final String css;

        Outcome(String words, String css) {
            this.words = words;
            this.css = css;
        }

        static Outcome of(String truth) {
            return switch (truth) {
                case "true" -> YES;
                case "false" -> NO;
                case "unknown" -> UNKNOWN;
                default -> NOTE;
            };
        }

        static Outcome of(boolean yes) {
            return yes ? YES : NO;
        }

        public String words() {
            return words;
        }

        public String css() {
            return css;
        }
    }

    /**
     * @param conditions of an audience, what each says
     * @param line of traffic, where the visitor stands on it
     */
    public record Step(Outcome outcome, String text, Optional<Condition> conditions, Optional<Line> line) {}

    /** @param text such as {@code plan is "pro", found "free"} */
    public record Condition(Outcome outcome, String text, List<Condition> parts) {}

    /**
     * The line of 10 000 buckets.
     *
     * @param hashed the text that was hashed
     * @param spans in words, such as {@code 0–4 999: treatment}
     */
    public record Line(String hashed, long hash, int bucket, List<Span> spans) {}

    /** @param hit whether the visitor's bucket is in it */
    public record Span(String words, boolean hit) {}

    /** @param names what ids of experiments and variations are called */
    static Ladder of(JsonNode explanation, Map<String, String> names) {
        return new Ladder(Answer.elements(
                explanation.path("path"),
                it -> new Rung(title(it.path("rule")), Answer.elements(it.path("steps"), step -> step(step, names)))));
    }

    private static String title(JsonNode rule) {
        if (rule.isMissingNode()) {
            return "The flag itself";
        }
        return switch (rule.path("source").asString("")) {
                    case "rollout" -> "Rollout rule ";
                    case "holdout" -> "Holdout ";
                    default -> "Experiment ";
                }
                + rule.path("key").asString("");
    }

    /** The last rule of a rollout, which is for everyone else, has a key that says no more than that. */
    static String rollout(String key) {
        return key.startsWith("default-") ? "Rollout, for everyone else" : "Rollout rule " + key;
    }

    private static Step step(JsonNode step, Map<String, String> names) {
        return new Step(
                outcome(step),
                sentence(step),
                isForSome(step) ? Optional.of(condition(step.path("tree"))) : Optional.empty(),
                step.has("bucket") ? Optional.of(line(step, names)) : Optional.empty());
    }

    private static boolean isForSome(JsonNode step) {
        return !step.path("tree").path("operands").isEmpty();
    }

    private static String sentence(JsonNode step) {
        return switch (step.path("step").asString("")) {
            case "audiences" ->
                switch (step.path("result").asString("")) {
                    case "true" -> isForSome(step) ? "The visitor is in its audience." : "It is for everybody.";
                    case "false" -> "The visitor is not in its audience.";
                    default -> "Whether the visitor is in its audience cannot be told, which counts as no.";
                };
            case "traffic" ->
                step.has("variation_key")
                        ? "Its traffic gives the visitor variation "
                                + step.path("variation_key").asString("") + "."
                        : "Its traffic leaves the visitor out.";
            default -> step.path("text").asString("");
        };
    }

    private static Outcome outcome(JsonNode step) {
        return switch (step.path("step").asString("")) {
            case "audiences" -> Outcome.of(step.path("result").asString(""));
            case "group", "traffic" ->
                Outcome.of(Answer.elements(step.path("ranges")).stream()
                        .anyMatch(it -> it.path("hit").asBoolean()));
            case "forced_decision", "override", "whitelist", "profile" ->
                Outcome.of(step.path("known").asBoolean());
            case "predicted" -> Outcome.YES;
            case "no_such_flag", "no_such_experiment", "not_running", "not_predicted" -> Outcome.NO;
            default -> Outcome.NOTE;
        };
    }

    private static Condition condition(JsonNode node) {
        String operator = node.path("operator").asString("");
        if (node.path("operands").size() == 1 && (operator.equals("and") || operator.equals("or"))) {
            return condition(node.path("operands").path(0));
        }
        return new Condition(
                Outcome.of(node.path("result").asString("")),
                words(node),
                Answer.elements(node.path("operands"), Ladder::condition));
    }

    private static String words(JsonNode node) {
        return switch (node.path("operator").asString("")) {
            case "and" -> "all of these";
            case "or" -> "one of these at least";
            case "not" -> "not this";
            case "audience" -> "audience “" + node.path("audience_name").asString("") + "”";
            case "unknown_audience" ->
                "an audience that is not here: " + node.path("audience_id").asString("");
            case "test" -> test(node);
            default -> "no condition";
        };
    }

    private static String test(JsonNode node) {
        String match = node.path("match").asString("exact");
        return node.path("attribute").asString("")
                + (match.equals("exists")
                        ? " is there"
                        : " " + relation(match) + " " + node.path("expected").toString())
                + (node.has("found") ? "; found " + node.path("found") : "; the visitor has none");
    }

    private static String relation(String match) {
        return switch (match) {
            case "exact" -> "is";
            case "substring" -> "contains";
            case "gt" -> ">";
            case "ge" -> "≥";
            case "lt" -> "<";
            case "le" -> "≤";
            case "semver_eq" -> "is version";
            case "semver_gt" -> "is a version after";
            case "semver_ge" -> "is at least version";
            case "semver_lt" -> "is a version before";
            case "semver_le" -> "is at most version";
            default -> match;
        };
    }

    private static Line line(JsonNode step, Map<String, String> names) {
        List<Span> spans = new ArrayList<>();
        for (JsonNode range : Answer.elements(step.path("ranges"))) {
            String id = range.path("entity_id").asString("");
            boolean hit = range.path("hit").asBoolean();
            String name = id.isEmpty()
                    ? "nobody"
                    : names.getOrDefault(id, hit ? step.path("variation_key").asString(id) : id);
            if (range.path("end").asLong() > range.path("begin").asLong()) {
                spans.add(new Span(
                        Words.count(range.path("begin").asLong()) + "–"
                                + Words.count(range.path("end").asLong() - 1) + ": " + name,
                        hit));
            }
        }
        return new Line(
                step.path("hash_input").asString(""),
                step.path("hash").asLong(),
                step.path("bucket").asInt(),
                spans);
    }
}
