package org.muriel.api.results;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.api.json.Json;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Times;
import org.muriel.api.json.Words;
import org.muriel.experiment.Variation;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.settings.ExperimentSettings;
import org.muriel.experiment.settings.MetricSettings;
import org.muriel.experiment.settings.ProjectSettings;
import org.muriel.result.Cell;
import org.muriel.result.Course;
import org.muriel.result.EventStore;
import org.muriel.result.Results;
import org.muriel.result.Window;
import org.muriel.result.Workings;
import org.muriel.statistics.analysis.Gate;
import org.muriel.statistics.analysis.Row;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.sequential.Tuning;
import tools.jackson.databind.node.ArrayNode;

/**
 * The extension {@code x_explain}: what every figure was made of. Where a figure comes from is named by the section of the
 * statistics specification and by a formula; what goes in stands beside it.
 */
final class WorkingsJson {
    private static final Words<ExperimentSettings.Engine> ENGINES = Words.of(ExperimentSettings.Engine.class);
    private static final Words<ExperimentSettings.Variant> VARIANTS = Words.of(ExperimentSettings.Variant.class);
    private static final Words<ProjectSettings.FdrPolicy> POLICIES = Words.of(ProjectSettings.FdrPolicy.class);
    private static final Words<ProjectSettings.SegmentMode> SEGMENT_MODES = Words.of(ProjectSettings.SegmentMode.class);
    private static final Words<ProjectSettings.Crossover> CROSSOVERS = Words.of(ProjectSettings.Crossover.class);

    private WorkingsJson() {}

    /** What holds for all metrics and variations. */
    static JsonObject whole(Results results, Workings workings) {
        Course course = results.question().course();
        JsonObject out = new JsonObject()
                .put("settings", settings(results))
                .putObjects("running", course.running(), WorkingsJson::period)
                .putObjects("epochs", epochs(results), it -> it)
                .put("forced_visitors", course.allowListed().size())
                .put("looks", looks(workings));
        course.primaryEnvironment().ifPresent(it -> out.put("environment_id", it));
        results.health()
                .flatMap(it -> it.split())
                .ifPresent(it -> out.put(
                        "srm",
                        new JsonObject()
                                .put("section", "9.1")
                                .put("concentration", it.concentration())
                                .put("log_bayes_factor", it.logBayesFactor())
                                .put("p_value", it.p())));
        return out;
    }

    private static JsonObject settings(Results results) {
        ExperimentSettings chosen = results.settings().experiment();
        ProjectSettings ofAll = results.settings().project();
        Tuning tuning = results.settings().tuning(results.confidence());
        return new JsonObject()
                .put("alpha", Level.ofThreshold(results.confidence()).alpha())
                .put("stats_engine", chosen.engine(), ENGINES)
                .put("sequential_variant", chosen.variant(), VARIANTS)
                .put("n_star", results.settings().plannedVisitors())
                .put("kappa_squared", tuning.kappaSquared())
                .putNumber("tau_squared", chosen.tauSquared())
                .putTime("planned_end", chosen.plannedEnd())
                .put("fdr_policy", ofAll.policy(), POLICIES)
                .put("segment_mode", ofAll.segmentMode(), SEGMENT_MODES)
                .put("crossover", ofAll.crossover(), CROSSOVERS)
                .put("gate_visitors", Gate.DEFAULT.units())
                .put("gate_nonzero", Gate.DEFAULT.nonzero());
    }

    private static JsonObject period(Window window) {
        return new JsonObject().put("start_time", window.start()).put("end_time", window.end());
    }

    private static List<JsonObject> epochs(Results results) {
        Course course = results.question().course();
        List<Instant> starts =
                new ArrayList<>(List.of(results.question().window().start()));
        starts.addAll(course.epochs());
        List<JsonObject> epochs = new ArrayList<>();
        for (int epoch = 0; epoch < starts.size(); epoch++) {
            JsonObject out = new JsonObject().put("start_time", starts.get(epoch));
            if (!course.buckets().isEmpty()) {
                Map<Long, Integer> buckets = course.buckets().get(epoch);
                JsonObject byVariation = new JsonObject();
                buckets.forEach((id, count) -> byVariation.put(Long.toString(id), count.longValue()));
                out.put("buckets", byVariation);
            }
            epochs.add(out);
        }
        return epochs;
    }

    private static JsonObject looks(Workings workings) {
        return new JsonObject()
                .put("section", "1.4")
                .put("count", workings.steps().size())
                .put("first", workings.steps().getFirst().time())
                .put("last", workings.steps().getLast().time());
    }

    /**
     * What one variation's figures were made of.
     *
     * @param comparison its place among the comparisons; absent for the baseline
     */
    static JsonObject of(
            Results results, Workings workings, int metric, Variation variation, Optional<Integer> comparison) {
        Metric counted = results.question().experiment().design().metrics().get(metric);
        JsonObject out = new JsonObject()
                .putObjects("cells", workings.latest().epochs(), it -> cell(it, variation, metric))
                .put("figures", figures(counted, results, comparison.isPresent()));
        comparison.ifPresent(it -> out.put("looks", looks(workings, it)));
        return out;
    }

    private static JsonObject cell(EventStore.Epoch epoch, Variation variation, int metric) {
        EventStore.Arm arm = epoch.arms().get(variation.id());
        if (arm == null) {
            return new JsonObject().put("visitors", 0);
        }
        Cell cell = arm.cells().get(metric);
        JsonObject out = new JsonObject();
        cell.covariate()
                .ifPresent(it ->
                        out.put("sum_x", it.sumX()).put("sum_xx", it.sumXX()).put("sum_xy", it.sumXY()));
        return out.put("visitors", arm.visitors())
                .put("n", cell.visitors())
                .put("n_nonzero", cell.nonzero())
                .put("sum_y", cell.sumY())
                .put("sum_yy", cell.sumYY())
                .put("sum_yyy", cell.sumYYY())
                .put("sum_z", cell.sumZ())
                .put("sum_zz", cell.sumZZ())
                .put("sum_yz", cell.sumYZ());
    }

    private static JsonObject figures(Metric metric, Results results, boolean compared) {
        boolean proportion = metric.aggregator() == Metric.Aggregator.UNIQUE
                && metric.scope() == Metric.Scope.VISITOR
                && metric.ratio().isEmpty();
        boolean ratio = metric.ratio().isPresent() || metric.scope() != Metric.Scope.VISITOR;
        JsonObject out = new JsonObject()
                .put("samples", figure("11.2", ratio ? "sum of sum_z over the cells" : "sum of n over the cells"))
                .put("value", figure("11.2", "sum of sum_y over the cells"))
                .put("rate", figure("2", "value / samples"))
                .put(
                        "variance",
                        figure(
                                "2",
                                proportion
                                        ? "r (1 - r) with r = rate"
                                        : ratio
                                                ? "(s2_y - 2 r s_yz + r^2 s2_z) / zbar^2, (co)variances over n - 1"
                                                : "(sum_yy - sum_y^2 / n) / (n - 1)"));
        if (!compared) {
            return out;
        }
        boolean relative = results.settings().scale() == org.muriel.statistics.analysis.Scale.RELATIVE;
        if (metric.settings().flatMap(MetricSettings::cupedDays).isPresent()) {
            out.put(
                    "m_t, v_t, m_c, v_c of looks",
                    figure(
                            "8.1",
                            "mean of y less theta times (mean of x less mean of x over all arms of the epoch), variance of"
                                    + " y - theta x; theta from sum_xy, sum_xx over all cells"));
        }
        return out.put(
                        "lift.value",
                        figure(
                                "3.3 and 4",
                                relative ? "(m_t - m_c) / |m_c| of the last look" : "m_t - m_c of the last look"))
                .put(
                        "x_stats.log_e",
                        figure("3.2", "of the last look, with z = d / sqrt(g V) and x = kappa_squared n_e"))
                .put("x_stats.p_value", figure("3.4", "smallest min(1, exp(-ln E)) of the looks with an open gate"))
                .put("x_stats.p_adjusted", figure("6", "fdr_policy over the p_value of all comparisons with data"))
                .put("lift.significance", figure("11.3", "1 - p_adjusted"))
                .put("x_stats.ci_alpha", figure("6.4", "alpha, the rejections and the size of the family"))
                .put(
                        "lift.confidence_interval",
                        figure("3.3 and 3.4", "common to the intervals of all looks with an open gate, at ci_alpha"))
                .put("lift.visitors_remaining", figure("9.3", "of the last look, at the level of ci_alpha"));
    }

    private static JsonObject figure(String section, String formula) {
        return new JsonObject().put("section", section).put("formula", formula);
    }

    /** Every look at which there was something to compare: the row of the statistics specification, 1.4. */
    private static JsonObject looks(Workings workings, int comparison) {
        ArrayNode rows = Json.array();
        for (Workings.Step step : workings.steps()) {
            Row row = step.rows().get(comparison);
            row.contrast().known().ifPresent(it -> rows.add(row(step.time(), row, it)));
        }
        JsonObject out = new JsonObject()
                .putTexts(
                        "columns",
                        List.of(
                                "time",
                                "n_e",
                                "m_t",
                                "m_c",
                                "v_t",
                                "v_c",
                                "g",
                                "n_t",
                                "n_c",
                                "nonzero_t",
                                "nonzero_c"));
        return out.put("rows", rows);
    }

    private static ArrayNode row(Instant time, Row row, Contrast contrast) {
        return Json.array()
                .add(Times.write(time))
                .add(contrast.effectiveCount())
                .add(contrast.mean())
                .add(contrast.baselineMean())
                .add(contrast.varianceOfMean())
                .add(contrast.baselineVarianceOfMean())
                .add(contrast.guard())
                .add((long) contrast.count())
                .add((long) contrast.baselineCount())
                .add(row.nonzero())
                .add(row.baselineNonzero());
    }
}
