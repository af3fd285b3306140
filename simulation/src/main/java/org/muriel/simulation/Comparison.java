package org.muriel.simulation;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.muriel.simulation.rest.Experiment;
import org.muriel.simulation.rest.Experiments;
import org.muriel.simulation.rest.Figures;
import org.muriel.simulation.rest.Figures.Interval;
import org.muriel.simulation.rest.Figures.Lift;
import org.muriel.simulation.rest.Json;
import org.muriel.simulation.terminal.Numbers;
import org.muriel.simulation.terminal.Table;
import org.muriel.simulation.visitor.Effects;

/** The effects that were planted beside those that the results tell of. */
record Comparison(double confidence, List<Row> rows) {

    /**
     * @param planted absent where the metric is one whose effect does not follow from what was planted
     * @param found absent for the baseline
     */
    record Row(
            String metric,
            String variation,
            long visitors,
            Optional<Double> rate,
            Optional<Double> planted,
            Optional<Lift> found) {

        /** Whether the interval has the planted effect in it; absent without one of the two. */
        Optional<Boolean> covered() {
            return planted.flatMap(effect -> found.flatMap(Lift::interval).map(it -> it.covers(effect)));
        }
    }

    static Comparison of(Experiment experiment, Experiments.Event event, Effects effects, Figures.Answer answer) {
        List<Row> rows = new ArrayList<>();
        for (Figures.OfMetric metric : answer.metrics()) {
            for (Experiment.Variation variation : experiment.variations()) {
                metric.variations().stream()
                        .filter(it -> it.variationId() == variation.id())
                        .map(it -> row(metric.metric(), experiment, variation, event, effects, it))
                        .forEach(rows::add);
            }
        }
        return new Comparison(answer.confidence(), rows);
    }

    List<String> lines() {
        Table table = new Table(
                2,
                "Metric",
                "Variation",
                "Visitors",
                "Rate",
                "Planted",
                "Found",
                Numbers.percent(confidence).replace(".0", "") + " interval",
                "Covered",
                "Significant");
        for (Row row : rows) {
            table.row(
                    row.metric(),
                    row.variation(),
                    Numbers.whole(row.visitors()),
                    row.rate().map(it -> rate(row.metric(), it)).orElse("–"),
                    row.planted().map(Numbers::lift).orElse("–"),
                    row.found().flatMap(Lift::value).map(Numbers::lift).orElse("–"),
                    row.found().flatMap(Lift::interval).map(Comparison::text).orElse("–"),
                    row.covered().map(it -> it ? "yes" : "no").orElse("–"),
                    row.found().map(it -> it.significant() ? "yes" : "no").orElse("–"));
        }
        return table.lines();
    }

    static String text(Interval interval) {
        return Numbers.lift(interval.low()) + " to " + Numbers.lift(interval.high());
    }

    private static Row row(
            JsonObject metric,
            Experiment experiment,
            Experiment.Variation variation,
            Experiments.Event event,
            Effects effects,
            Figures.OfVariation found) {
        int place = experiment.placeOf(variation.key());
        return new Row(
                name(metric),
                variation.key(),
                found.latest().samples(),
                found.latest().rate(),
                found.isBaseline() ? Optional.empty() : planted(metric, event, effects, place),
                found.isBaseline() ? Optional.empty() : found.latest().lift());
    }

    /** What a metric counts, in the API's own words. */
    private static String name(JsonObject metric) {
        String counted =
                Json.find(metric, "field").map(it -> it.getAsString() + " ").orElse("");
        String name = Json.find(metric, "display_title")
                .or(() -> Json.find(metric, "name"))
                .map(it -> it.getAsString() + ", ")
                .orElse("");
        return name + counted + Json.text(metric, "aggregator");
    }

    private static String rate(String metric, double rate) {
        return metric.endsWith("unique") ? Numbers.percent(rate) : String.format(Locale.ROOT, "%.2f", rate);
    }

    private static Optional<Double> planted(JsonObject metric, Experiments.Event event, Effects effects, int place) {
        boolean counted = Json.find(metric, "event_id")
                .map(it -> it.getAsLong() == event.id())
                .orElse(true);
        String scope = Json.text(metric, "scope");
        if (!counted || metric.has("event_properties") || scope.equals("session")) {
            return Optional.empty();
        }
        boolean perVisitor = scope.equals("visitor");
        return switch (Json.text(metric, "aggregator")) {
            // each converts once
            case "unique", "count" -> perVisitor ? Optional.of(effects.liftOf(place)) : Optional.empty();
            case "sum" ->
                effects.revenue().isEmpty()
                        ? Optional.empty()
                        : Optional.of(perVisitor ? effects.totalRevenueLiftOf(place) : effects.revenueLiftOf(place));
            default -> Optional.empty();
        };
    }
}
