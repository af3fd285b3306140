package org.muriel.api.results;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Words;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.settings.ExperimentSettings;
import org.muriel.result.Detail;
import org.muriel.result.Health;
import org.muriel.result.Results;
import org.muriel.result.Warning;
import org.muriel.statistics.analysis.Finding;
import org.muriel.statistics.analysis.Scale;
import org.muriel.statistics.bayesian.Belief;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.estimate.Bounds;
import org.muriel.statistics.estimate.Direction;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.srm.SequentialMismatch;

/** The extension {@code x_stats} (statistics specification, 11.7). */
final class StatsJson {
    static final Words<ExperimentSettings.Engine> ENGINES = Words.of(ExperimentSettings.Engine.class);
    static final Words<SequentialMismatch.Health> HEALTHS = Words.of(SequentialMismatch.Health.class);
    static final Words<Warning> WARNINGS = Words.of(Warning.class);

    private StatsJson() {}

    /** What concerns the whole experiment. */
    static JsonObject whole(Results results, Health health) {
        JsonObject out = new JsonObject()
                .put("engine", engine(results))
                .put("n_star", results.settings().plannedVisitors())
                .put("looks", results.looks())
                .put("crossover_count", health.irregularities().crossovers())
                .put("late_events", health.irregularities().late())
                .putTextsByName("variation_keys", keys(results))
                .putTexts("warnings", words(health.warnings()));
        health.split().ifPresent(it -> out.put("srm", srm(it)));
        return out;
    }

    /** Whoever has only the link to the results sees no experiment, and many variations have no name. */
    private static Map<String, String> keys(Results results) {
        Map<String, String> keys = new LinkedHashMap<>();
        results.question().experiment().design().variations().forEach(it -> keys.put(Long.toString(it.id()), it.key()));
        return keys;
    }

    /** What concerns the whole experiment, with the course of what has one. */
    static JsonObject course(Results results, Health health) {
        JsonObject out = whole(results, health);
        health.split()
                .ifPresent(it -> out.put(
                        "srm",
                        srm(it).putObjects(
                                        "timeseries",
                                        health.splits(),
                                        at -> srm(at.found()).put("time", at.time()))));
        return out;
    }

    private static JsonObject srm(SequentialMismatch mismatch) {
        return new JsonObject().put("p_value", mismatch.p()).put("status", mismatch.health(), HEALTHS);
    }

    static String engine(Results results) {
        return ENGINES.word(results.settings().experiment().engine());
    }

    /** What concerns one lift at one point. */
    static JsonObject of(Results results, Metric metric, Detail detail) {
        Finding finding = detail.finding();
        JsonObject out = new JsonObject()
                .put("engine", engine(results))
                .put("p_value", finding.p())
                .put("p_adjusted", finding.adjustedP())
                .put("log_e", finding.logE())
                .put("ci_alpha", finding.intervalLevel().alpha())
                .put("gated", finding.gated())
                .put("drift", finding.drifted())
                .put(
                        "ci_unbounded",
                        isUnbounded(finding.interval(results.settings().scale())))
                .putNumber("visitors_remaining_total", detail.visitorsRemainingTotal())
                .putNumber("theta", detail.theta())
                .putTexts("warnings", words(withThoseOfAll(detail.warnings(), results)));
        finding.contrast().known().ifPresent(it -> addContrast(out, it, finding));
        finding.belief().known().ifPresent(it -> addBelief(out, it, metric));
        detail.exact().ifPresent(it -> out.put("exact", exact(it)));
        detail.average().ifPresent(it -> out.put("ate", withInterval(it.difference(), it.interval())));
        return out;
    }

    private static void addContrast(JsonObject out, Contrast contrast, Finding finding) {
        out.put("n_effective", contrast.effectiveCount())
                .put("std_error", contrast.standardError())
                .put("guard", contrast.guard())
                .put(
                        "absolute",
                        withInterval(
                                contrast.difference(),
                                finding.interval(Scale.ABSOLUTE).known()));
    }

    private static void addBelief(JsonObject out, Belief belief, Metric metric) {
        Belief wanted = belief.towards(
                switch (metric.winningDirection()) {
                    case INCREASING -> Direction.INCREASING;
                    case DECREASING -> Direction.DECREASING;
                });
        out.put("chance_to_beat", wanted.chanceToBeat()).put("expected_loss", wanted.lossOfTreatment());
    }

    private static JsonObject exact(Detail.Exact exact) {
        JsonObject out = new JsonObject().put("significance", exact.significance());
        exact.lift().ifPresent(it -> out.putNumbers("confidence_interval", it.low(), it.high()));
        return out;
    }

    private static JsonObject withInterval(double value, Optional<Bounds> interval) {
        JsonObject out = new JsonObject().put("value", value);
        interval.ifPresent(it -> out.putNumbers("confidence_interval", it.low(), it.high()));
        return out;
    }

    private static boolean isUnbounded(Estimate<Bounds> interval) {
        return interval instanceof Estimate.Unknown<Bounds>(Reason reason) && reason == Reason.UNBOUNDED;
    }

    /** A broken split makes every result of the experiment doubtful. */
    private static Set<Warning> withThoseOfAll(Set<Warning> warnings, Results results) {
        Set<Warning> all = EnumSet.noneOf(Warning.class);
        all.addAll(warnings);
        results.health()
                .map(Health::warnings)
                .filter(it -> it.contains(Warning.SRM))
                .ifPresent(_ -> all.add(Warning.SRM));
        return all;
    }

    private static Collection<String> words(Set<Warning> warnings) {
        return warnings.stream().sorted().map(WARNINGS::word).toList();
    }
}
