package org.muriel.api.results;

import static org.muriel.api.schema.Schema.anything;
import static org.muriel.api.schema.Schema.byName;
import static org.muriel.api.schema.Schema.count;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.number;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.truth;
import static org.muriel.api.schema.Schema.word;

import org.muriel.api.experiment.MetricSchema;
import org.muriel.api.schema.Shape;

/** Results as the API's description has them (REST specification, 10 to 13). */
final class ResultsSchema {
    private static final Shape STATS_CONFIG = Shape.of("StatsConfig", "How results are judged.")
            .readOnly("confidence_level", number(0, 1), "")
            .readOnly("difference_type", word(ResultsJson.SCALES), "Whether lifts are relative to the baseline.")
            .readOnly("epoch_enabled", truth(), "Whether the split of the traffic changed meanwhile.");

    private static final Shape LIFT = Shape.of("Lift", "A variation compared with the baseline.")
            .readOnlyIfAny("value", number(), "The improvement.")
            .readOnlyIfAny("confidence_interval", list(number(), 2), "Its lower and upper end.")
            .readOnly("significance", number(0, 1), "")
            .readOnly("is_significant", truth(), "Whether that is the confidence threshold or more.")
            .readOnly("lift_status", word(ResultsJson.LIFT_STATUSES), "")
            .readOnly("visitors_remaining", count(), "Until it is significant; 9223372036854775807 when nobody knows.")
            .readOnlyIfAny("is_most_conclusive", truth(), "Whether it is the best of its metric.")
            .readOnlyIfAny("end_of_epoch", truth(), "");

    private static Shape withFigures(Shape shape) {
        return shape.readOnly("samples", number(), "What the value is divided by.")
                .readOnly("value", number(), "What was counted.")
                .readOnlyIfAny("rate", number(), "The value of one sample.")
                .readOnlyIfAny("variance", number(), "Of one sample.")
                .readOnlyIfAny("lift", LIFT, "Not of the baseline.")
                .readOnlyIfAny("x_stats", StatsSchema.POINT, "With `x_stats=true`.");
    }

    private static Shape withHead(Shape shape) {
        return shape.readOnly("is_baseline", truth(), "")
                .readOnly("level", word("variation"), "")
                .readOnlyIfAny("name", text(), "That of the variation, if it has one.")
                .readOnly("variation_id", text(), "As a text, unlike elsewhere.");
    }

    private static Shape withFrame(Shape shape) {
        return shape.readOnly("experiment_id", id(), "")
                .readOnly("start_time", time(), "")
                .readOnly("end_time", time(), "")
                .readOnly("confidence_threshold", number(0, 1), "That of the project when the experiment started.")
                .readOnly("stats_config", STATS_CONFIG, "")
                .readOnlyIfAny("x_stats", StatsSchema.WHOLE, "With `x_stats=true`.")
                .readOnlyIfAny("x_explain", anything(), "With `x_explain=true`: what all this was made of.");
    }

    private static final Shape VARIATION = withFigures(
                    withHead(Shape.of("VariationResult", "What one variation did by one metric.")))
            .readOnlyIfAny("x_explain", anything(), "With `x_explain=true`: what its figures were made of.");

    private static final Shape POINT = withFigures(
            Shape.of("TimeSeriesPoint", "Everything up to a moment.").readOnly("time", time(), ""));

    private static final Shape SERIES = withHead(
                    Shape.of("VariationTimeSeries", "What one variation did by one metric, over time."))
            .readOnly("timeseries", list(POINT), "In the order of time.");

    private static final Shape CONCLUSION = Shape.of("Conclusion", "Which variations stand out, by their ids.")
            .readOnlyIfAny("winner", text(), "")
            .readOnlyIfAny("loser", text(), "");

    private static Shape metric(String name, Shape variation) {
        Shape metric = new Shape(name, "A metric and what the variations did by it.", MetricSchema.METRIC.members());
        return metric.readOnlyIfAny("name", text(), "That of the event.")
                .readOnly("results", byName(variation), "By the id of the variation.")
                .readOnlyIfAny("conclusion", CONCLUSION, "");
    }

    private static final Shape REACHED = Shape.of("VariationReach", "Who saw a variation.")
            .readOnly("count", count(), "Visitors.")
            .readOnlyIfAny("name", text(), "")
            .readOnly("variation_id", text(), "")
            .readOnly("variation_reach", number(0, 1), "Of all.");

    private static final Shape REACH = Shape.of("Reach", "Who saw the experiment.")
            .readOnly("baseline_count", count(), "")
            .readOnly("baseline_reach", number(0, 1), "")
            .readOnly("total_count", count(), "")
            .readOnly("treatment_count", count(), "Who saw another variation than the baseline.")
            .readOnly("treatment_reach", number(0, 1), "")
            .readOnly("variations", byName(REACHED), "By the id of the variation.");

    static final Shape RESULTS = withFrame(Shape.of("Results", "What an experiment has shown."))
            .readOnly("metrics", list(metric("MetricResults", VARIATION)), "In the order of the experiment's.")
            .readOnly("reach", REACH, "");

    static final Shape TIME_SERIES = withFrame(Shape.of("TimeSeries", "What an experiment has shown, over time."))
            .readOnly("metrics", list(metric("MetricTimeSeries", SERIES)), "In the order of the experiment's.");

    static final Shape REPORT = Shape.of("Report", "What the first metric says on the whole.")
            .readOnly("experiment_id", id(), "")
            .readOnly("start_time", time(), "")
            .readOnly("end_time", time(), "")
            .readOnly("inferred_outcome", word(ResultsJson.OUTCOMES), "");

    static final Shape SHARE_LINK = Shape.of("ShareLink", "Where people without a token see the results.")
            .readOnly("url", text(), "");

    private ResultsSchema() {}
}
