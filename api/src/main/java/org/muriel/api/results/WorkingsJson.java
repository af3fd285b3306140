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
 * The extension {@code x_explain}: what every figure was made of. Where a figure comes from is named by {@link FormulasJson};
 * what goes in stands beside it.
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
                .put("figures", FormulasJson.of(results.settings(), counted, comparison.isPresent()));
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
