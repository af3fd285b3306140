package org.muriel.server.vectors;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.api.results.ResultsJson;
import org.muriel.experiment.Design;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.ExperimentType;
import org.muriel.experiment.Variation;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.settings.ExperimentSettings;
import org.muriel.experiment.settings.ExperimentSettings.Difference;
import org.muriel.experiment.settings.ProjectSettings;
import org.muriel.experiment.traffic.Share;
import org.muriel.result.AnalysisSettings;
import org.muriel.result.Cell;
import org.muriel.result.EventStore;
import org.muriel.result.Question;
import org.muriel.result.Results;
import org.muriel.result.Segment;
import org.muriel.result.Window;
import org.muriel.statistics.sequential.Tuning;
import tools.jackson.databind.JsonNode;

/** One metric as the API answers it at the first look (statistics specification, 11). */
final class ResultsVectors {
    static final Map<String, Method> METHODS = Map.of("results.metric", Method.whole(ResultsVectors::metric));

    private static final Instant START = Instant.EPOCH;
    private static final Window WINDOW = new Window(START, START.plusSeconds(3600));

    private ResultsVectors() {}

    private static Outputs metric(Inputs inputs) {
        Map<String, Inputs> arms = inputs.members("arms");
        List<Variation> variations = new ArrayList<>();
        Map<Long, EventStore.Arm> counted = new HashMap<>();
        arms.forEach((id, arm) -> {
            variations.add(variation(id));
            counted.put(id(id), arm(arm));
        });
        Variation baseline = variations.stream()
                .filter(it -> it.key().equals(inputs.text("baseline")))
                .findFirst()
                .orElseThrow(() -> new BadInput(
                        "inputs.baseline: expected one of " + arms.keySet() + ", found " + inputs.text("baseline")));
        Experiment experiment = experiment(inputs, variations);
        EventStore events = query -> query.times().stream()
                .map(it -> new EventStore.Look(it, counted))
                .toList();
        Results results = Results.of(
                events, new Question(experiment, baseline, WINDOW, new Segment.Everyone()), settings(inputs));
        JsonNode answer = ResultsJson.results(results, Snapshot.EMPTY).node();
        JsonNode metric = answer.path("metrics").path(0);
        Outputs outputs = new Outputs();
        outputs.json().set("results", metric.path("results"));
        outputs.json().set("conclusion", metric.get("conclusion"));
        outputs.json().set("reach", answer.path("reach"));
        return outputs;
    }

    private static AnalysisSettings settings(Inputs inputs) {
        Difference difference = switch (inputs.text("difference_type", "relative")) {
            case "relative" -> Difference.RELATIVE;
            case "absolute" -> Difference.ABSOLUTE;
            default -> throw unknown(inputs, "difference_type", "relative or absolute");
        };
        ExperimentSettings usual = ExperimentSettings.DEFAULT;
        return new AnalysisSettings(
                new ExperimentSettings(
                        usual.engine(),
                        usual.variant(),
                        Optional.of(inputs.number("n_star", Tuning.DEFAULT_UNITS)),
                        usual.tauSquared(),
                        usual.plannedEnd(),
                        difference,
                        usual.relativeInterval(),
                        usual.varianceGuard()),
                ProjectSettings.DEFAULT);
    }

    private static EventStore.Arm arm(Inputs arm) {
        long visitors = arm.count("n");
        BigDecimal n = BigDecimal.valueOf(visitors);
        BigDecimal sum = arm.decimal("sum");
        // cubes and products are of no account to a metric of visitors
        return new EventStore.Arm(
                visitors,
                List.of(new Cell(visitors, arm.count("converters"), sum, arm.decimal("sum_sq"), 0, n, n, sum)));
    }

    private static Variation variation(String id) {
        return new Variation(id(id), id, Optional.empty(), "", Variation.Status.ACTIVE, Share.EVERYONE, true, Map.of());
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new BadInput("inputs.arms: expected ids of variations, which are whole numbers, found " + text);
        }
    }

    private static Experiment experiment(Inputs inputs, List<Variation> variations) {
        Design design = new Design(
                "vector",
                Optional.empty(),
                "",
                ExperimentType.AB,
                Targeting.everyone(),
                Share.EVERYONE,
                Optional.empty(),
                variations,
                List.of(metricOf(inputs)),
                Map.of(),
                Optional.empty(),
                false,
                Optional.empty());
        double confidence = 1 - inputs.level("alpha").alpha();
        return new Experiment(1, 1, 1, "", design, Map.of(), false, Optional.of(confidence), List.of(), START, START);
    }

    private static Metric metricOf(Inputs inputs) {
        Metric.Aggregator aggregator = switch (inputs.text("kind")) {
            case "unique" -> Metric.Aggregator.UNIQUE;
            case "count" -> Metric.Aggregator.COUNT;
            case "sum" -> Metric.Aggregator.SUM;
            default -> throw unknown(inputs, "kind", "unique, count or sum");
        };
        Metric.Direction direction = switch (inputs.direction("winning_direction")) {
            case INCREASING -> Metric.Direction.INCREASING;
            case DECREASING -> Metric.Direction.DECREASING;
        };
        Optional<Metric.Field> field =
                aggregator == Metric.Aggregator.SUM ? Optional.of(Metric.Field.REVENUE) : Optional.empty();
        return new Metric(
                aggregator,
                Optional.empty(),
                field,
                Metric.Scope.VISITOR,
                direction,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static BadInput unknown(Inputs inputs, String name, String expected) {
        return new BadInput("inputs." + name + ": expected " + expected + ", found " + inputs.text(name));
    }
}
