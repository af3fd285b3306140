package org.muriel.console.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Words;
import org.muriel.console.plot.Interval;
import tools.jackson.databind.JsonNode;

/**
 * The results of an experiment, read for a page.
 *
 * @param confidence the level asked for, such as 0.95
 * @param relative whether lifts are relative to the baseline, rather than in the metric's unit
 * @param visitors all of them
 * @param split how well visitors are split: {@code ok}, {@code warn}, {@code unhealthy}; empty: nothing is known
 * @param splitP p-value of the check of the split
 */
public record Shown(
        double confidence,
        boolean relative,
        String engine,
        String end,
        long visitors,
        String split,
        double splitP,
        long crossovers,
        long late,
        List<String> warnings,
        List<Metric> metrics) {

    public record Metric(String name, String what, List<Arm> arms) {
        /** With what it measures, since several may be of one event. */
        public String title() {
            return name + ", " + what;
        }

        public Optional<Arm> baseline() {
            return arms.stream().filter(Arm::baseline).findFirst();
        }

        public List<Arm> others() {
            return arms.stream().filter(it -> !it.baseline()).toList();
        }
    }

    /**
     * A variation by one metric.
     *
     * @param rate value of one sample; not a number: none
     * @param lift what it differs by; nothing of the baseline, and while nobody can tell
     */
    public record Arm(
            String id, String name, boolean baseline, double samples, double value, double rate, Optional<Lift> lift) {}

    /**
     * @param value not a number: none
     * @param low an infinite end is one nobody knows
     * @param status {@code better}, {@code worse} or {@code equal}, as the metric wants it
     * @param significance how sure one can be that there is a difference
     * @param remaining visitors until it is significant, as things are; nothing when nobody knows
     */
    public record Lift(
            double value,
            double low,
            double high,
            String status,
            boolean significant,
            double significance,
            Optional<Long> remaining,
            boolean gated,
            List<String> warnings) {

        public String tone() {
            return !significant ? "calm" : status.equals("better") ? "good" : "bad";
        }
    }

    /** @param names variation id → how it is called */
    public static Shown of(JsonNode json, Map<String, String> names) {
        JsonNode stats = json.path("x_stats");
        return new Shown(
                json.path("confidence_threshold").asDouble(0.95),
                !json.path("stats_config")
                        .path("difference_type")
                        .asString("relative")
                        .equals("absolute"),
                stats.path("engine").asString("sequential"),
                json.path("end_time").asString(""),
                json.path("reach").path("total_count").asLong(),
                stats.path("srm").path("status").asString(""),
                stats.path("srm").path("p_value").asDouble(1),
                stats.path("crossover_count").asLong(0),
                stats.path("late_events").asLong(0),
                Answer.elements(stats.path("warnings"), JsonNode::asString),
                Answer.elements(json.path("metrics"), it -> metric(it, names)));
    }

    private static Metric metric(JsonNode json, Map<String, String> names) {
        List<Arm> arms = new ArrayList<>();
        names.keySet().stream()
                .filter(json.path("results")::has)
                .forEach(it -> arms.add(arm(it, json.path("results").path(it), names)));
        json.path("results").properties().stream()
                .filter(it -> !names.containsKey(it.getKey()))
                .forEach(it -> arms.add(arm(it.getKey(), it.getValue(), names)));
        arms.sort(java.util.Comparator.comparing(it -> !it.baseline()));
        String title = json.path("display_title").asString("");
        return new Metric(title.isEmpty() ? json.path("name").asString(title(json)) : title, what(json), arms);
    }

    private static String title(JsonNode metric) {
        return metric.path("aggregator").asString("").equals("ratio") ? "Ratio" : "All events";
    }

    /** What a metric measures, such as {@code revenue per visitor}. */
    private static String what(JsonNode metric) {
        String scope = metric.path("scope").asString("visitor");
        return switch (metric.path("aggregator").asString("")) {
            case "unique" -> "share of " + scope + "s who did it";
            case "count" -> "how often per " + scope;
            case "sum" -> metric.path("field").asString("value") + " per " + scope;
            default -> "ratio";
        };
    }

    private static Arm arm(String id, JsonNode json, Map<String, String> names) {
        return new Arm(
                id,
                names.getOrDefault(id, json.path("name").asString(id)),
                json.path("is_baseline").asBoolean(),
                json.path("samples").asDouble(0),
                json.path("value").asDouble(0),
                json.path("rate").asDouble(Double.NaN),
                json.has("lift") ? Optional.of(lift(json.path("lift"), json.path("x_stats"))) : Optional.empty());
    }

    static Lift lift(JsonNode json, JsonNode stats) {
        JsonNode interval = json.path("confidence_interval");
        long remaining = json.path("visitors_remaining").asLong(Long.MAX_VALUE);
        return new Lift(
                json.path("value").asDouble(Double.NaN),
                interval.path(0).asDouble(Double.NaN),
                interval.path(1).asDouble(Double.NaN),
                json.path("lift_status").asString("equal"),
                json.path("is_significant").asBoolean(),
                json.path("significance").asDouble(0),
                remaining == Long.MAX_VALUE ? Optional.empty() : Optional.of(remaining),
                stats.path("gated").asBoolean(false),
                Answer.elements(stats.path("warnings"), JsonNode::asString));
    }

    /** What stands around the lift: what it promises is the engine's promise. */
    String band() {
        return switch (engine) {
            case "sequential" -> "its band that holds at every moment";
            case "bayesian" -> "its credible interval";
            default -> "its confidence interval";
        };
    }

    /** How sure one can be, never said to be all. */
    public String sure(Lift lift) {
        long basisPoints = (long) Math.floor(lift.significance() * 10_000);
        return lift.significance() > 0.9999 ? "> 99.99 %" : Words.percent(basisPoints);
    }

    /** A lift as it is written: a percentage, or a figure in the metric's unit. */
    public String written(double lift) {
        if (relative) {
            return Words.signedPercent(lift);
        }
        return Double.isFinite(lift) ? (lift > 0 ? "+" : "") + Words.figure(lift) : Words.signedPercent(lift);
    }

    /** From – to, or that nobody knows. */
    public String interval(Lift lift) {
        return Double.isNaN(lift.low()) || Double.isNaN(lift.high())
                ? "none yet"
                : written(lift.low()) + " to " + written(lift.high());
    }

    public Interval drawn(Lift lift) {
        String verdict = lift.significant() ? lift.status() : "no difference found yet";
        return new Interval(
                lift.value(),
                lift.low(),
                lift.high(),
                lift.tone(),
                written(lift.value()) + ", interval " + interval(lift) + ", " + verdict);
    }

    public String percentLevel() {
        return Words.percent(Math.round(confidence * 10_000));
    }
}
