package org.muriel.api.results;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.muriel.api.experiment.MetricsJson;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Words;
import org.muriel.experiment.Variation;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.metric.Metric;
import org.muriel.result.Conclusion;
import org.muriel.result.Lift;
import org.muriel.result.Results;
import org.muriel.result.Results.ArmResults;
import org.muriel.result.Results.MetricResults;
import org.muriel.result.Results.Point;
import org.muriel.statistics.analysis.Scale;

/** Results on the wire (REST specification, 10.1, 11 and 13). Ids that name variations are texts here. */
public final class ResultsJson {
    static final Words<Lift.Status> LIFT_STATUSES = Words.of(Lift.Status.class);

    /** What clients read as "not available". */
    static final long UNKNOWN_VISITORS_REMAINING = Long.MAX_VALUE;

    static final Words<Scale> SCALES = Words.of(Scale.class);
    static final Words<Results.Outcome> OUTCOMES = Words.of(Results.Outcome.class);

    private ResultsJson() {}

    /** What is shown beside what everybody sees. */
    record Extras(boolean stats, boolean workings) {
        static final Extras NONE = new Extras(false, false);

        boolean any() {
            return stats || workings;
        }
    }

    /** @param snapshot that has the event types which the metrics count */
    public static JsonObject results(Results results, Snapshot snapshot) {
        return results(results, snapshot, Extras.NONE);
    }

    static JsonObject results(Results results, Snapshot snapshot, Extras extras) {
        List<JsonObject> metrics = new ArrayList<>();
        for (int index = 0; index < results.metrics().size(); index++) {
            int at = index;
            MetricResults metric = results.metrics().get(index);
            metrics.add(metric(metric, snapshot, arm -> {
                JsonObject out = armHead(arm);
                addPoint(out, arm.latest(), results, metric.metric(), extras);
                if (extras.workings()) {
                    results.workings()
                            .ifPresent(it -> out.put(
                                    "x_explain",
                                    WorkingsJson.of(results, it, at, arm.variation(), comparison(results, at, arm))));
                }
                return out;
            }));
        }
        return head(results, extras).putObjects("metrics", metrics, it -> it).put("reach", reach(results));
    }

    static JsonObject timeSeries(Results results, Snapshot snapshot, Extras extras) {
        JsonObject out = head(results, extras);
        if (extras.stats()) {
            results.health().ifPresent(it -> out.put("x_stats", StatsJson.course(results, it)));
        }
        return out.putObjects(
                "metrics",
                results.metrics(),
                it -> metric(it, snapshot, arm -> series(arm, results, it.metric(), extras)));
    }

    /** The place of a variation among all comparisons, metric by metric. */
    private static Optional<Integer> comparison(Results results, int metric, ArmResults arm) {
        List<ArmResults> compared = results.metrics().get(metric).arms().stream()
                .filter(it -> !it.isBaseline())
                .toList();
        return arm.isBaseline() ? Optional.empty() : Optional.of(metric * compared.size() + compared.indexOf(arm));
    }

    static JsonObject report(Results results) {
        return new JsonObject()
                .put("end_time", results.question().window().end())
                .put("experiment_id", results.question().experiment().id())
                .put("inferred_outcome", results.primaryOutcome(), OUTCOMES)
                .put("start_time", results.question().window().start());
    }

    /** The name of the event a metric counts, as it is now; a metric over all events has none. */
    static Optional<String> name(Metric metric, Snapshot snapshot) {
        return metric.eventId().map(it -> snapshot.get(EventType.class, it).name());
    }

    private static JsonObject head(Results results, Extras extras) {
        JsonObject out = new JsonObject()
                .put("confidence_threshold", results.confidence())
                .put("end_time", results.question().window().end())
                .put("experiment_id", results.question().experiment().id())
                .put("start_time", results.question().window().start())
                .put(
                        "stats_config",
                        new JsonObject()
                                .put("confidence_level", results.confidence())
                                .put("difference_type", results.settings().scale(), SCALES)
                                .put("epoch_enabled", results.epochs() > 1));
        if (extras.stats()) {
            results.health().ifPresent(it -> out.put("x_stats", StatsJson.whole(results, it)));
        }
        if (extras.workings()) {
            results.workings().ifPresent(it -> out.put("x_explain", WorkingsJson.whole(results, it)));
        }
        return out;
    }

    private static JsonObject metric(MetricResults metric, Snapshot snapshot, Function<ArmResults, JsonObject> write) {
        JsonObject byVariation = new JsonObject();
        metric.arms().forEach(arm -> byVariation.put(id(arm.variation()), write.apply(arm)));
        JsonObject out = MetricsJson.write(metric.metric())
                .putText("name", name(metric.metric(), snapshot))
                .put("results", byVariation);
        return metric.conclusion().isEmpty() ? out : out.put("conclusion", conclusion(metric.conclusion()));
    }

    private static JsonObject armHead(ArmResults arm) {
        return new JsonObject()
                .put("is_baseline", arm.isBaseline())
                .put("level", "variation")
                .putText("name", arm.variation().name())
                .put("variation_id", id(arm.variation()));
    }

    private static JsonObject series(ArmResults arm, Results results, Metric metric, Extras extras) {
        Set<Instant> ends = endsOfEpochs(arm, results);
        return armHead(arm).putObjects("timeseries", arm.points(), point -> {
            JsonObject out = new JsonObject().put("time", point.time());
            addPoint(out, point, results, metric, extras)
                    .filter(_ -> ends.contains(point.time()))
                    .ifPresent(it -> it.put("end_of_epoch", true));
            return out;
        });
    }

    /** The last point that is not after the end of an epoch, for each that ended. */
    private static Set<Instant> endsOfEpochs(ArmResults arm, Results results) {
        Set<Instant> ends = new HashSet<>();
        if (results.epochs() > 1) {
            for (Instant end : results.question().course().epochs()) {
                arm.points().stream()
                        .map(Point::time)
                        .filter(it -> !it.isAfter(end))
                        .reduce((_, later) -> later)
                        .ifPresent(ends::add);
            }
        }
        return ends;
    }

    /** @return the lift, where there is one */
    private static Optional<JsonObject> addPoint(
            JsonObject out, Point point, Results results, Metric metric, Extras extras) {
        out.put("samples", point.samples()).putNumber("rate", point.rate()).putNumber("variance", point.variance());
        if (point.samples() == 0) {
            out.put("value", 0);
        } else {
            out.put("value", point.value());
        }
        Optional<JsonObject> lift = point.lift().map(ResultsJson::lift);
        lift.ifPresent(it -> out.put("lift", it));
        if (extras.stats()) {
            point.detail().ifPresent(it -> out.put("x_stats", StatsJson.of(results, metric, it)));
        }
        return lift;
    }

    private static JsonObject conclusion(Conclusion conclusion) {
        return new JsonObject()
                .putText("loser", conclusion.loser().map(ResultsJson::id))
                .putText("winner", conclusion.winner().map(ResultsJson::id));
    }

    private static JsonObject lift(Lift lift) {
        JsonObject out = new JsonObject()
                .put("is_significant", lift.significant())
                .put("lift_status", lift.status(), LIFT_STATUSES)
                .put("significance", lift.significance())
                .putNumber("value", lift.value())
                .put("visitors_remaining", lift.visitorsRemaining().orElse(UNKNOWN_VISITORS_REMAINING));
        lift.interval().ifPresent(it -> out.putNumbers("confidence_interval", it.low(), it.high()));
        return lift.mostConclusive() ? out.put("is_most_conclusive", true) : out;
    }

    private static JsonObject reach(Results results) {
        long total = results.totalVisitors();
        long baseline =
                results.visitors().getOrDefault(results.question().baseline().id(), 0L);
        JsonObject variations = new JsonObject();
        for (Variation variation : results.question().experiment().design().variations()) {
            long count = results.visitors().getOrDefault(variation.id(), 0L);
            variations.put(
                    id(variation),
                    new JsonObject()
                            .put("count", count)
                            .putText("name", variation.name())
                            .put("variation_id", id(variation))
                            .put("variation_reach", share(count, total)));
        }
        return new JsonObject()
                .put("baseline_count", baseline)
                .put("baseline_reach", share(baseline, total))
                .put("total_count", total)
                .put("treatment_count", total - baseline)
                .put("treatment_reach", share(total - baseline, total))
                .put("variations", variations);
    }

    private static double share(long count, long total) {
        return total == 0 ? 0 : (double) count / total;
    }

    static String id(Variation variation) {
        return Long.toString(variation.id());
    }
}
