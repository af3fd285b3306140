package org.muriel.simulation.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Results and time series as the API has them, read into figures. */
public final class Figures {
    private static final int SECONDS_TO_WAIT = 90;

    private final RestApi api;

    public Figures(RestApi api) {
        this.api = api;
    }

    /**
     * @param samples visitors, or whatever the metric divides by
     * @param value total of the metric
     * @param rate value per sample, absent without samples
     * @param lift compared with the baseline; absent for the baseline and before there is enough
     */
    public record Figure(long samples, double value, Optional<Double> rate, Optional<Lift> lift) {}

    /** Relative difference from the baseline's rate: 0.1 is ten percent more. */
    public record Lift(Optional<Double> value, Optional<Interval> interval, boolean significant) {}

    public record Interval(double low, double high) {
        public boolean covers(double value) {
            return low <= value && value <= high;
        }
    }

    /** @param metric as the API describes it */
    public record OfMetric(JsonObject metric, List<OfVariation> variations) {}

    /** One variation's figure; in a time series several, each with its time. */
    public record OfVariation(long variationId, boolean isBaseline, List<At> course) {
        public Figure latest() {
            return course.getLast().figure();
        }
    }

    public record At(Instant time, Figure figure) {}

    /**
     * @param confidence level of the intervals
     * @param warnings words for what is wrong with the experiment as a whole, such as srm; only results have them
     */
    public record Answer(
            double confidence, Instant start, Instant end, List<OfMetric> metrics, List<String> warnings) {}

    /**
     * Results with everything in them that was counted by a moment. Those of many visitors may be a minute old; whoever
     * asks then waits, and gets older ones only after a minute and a half.
     */
    public Answer results(Experiment experiment, Instant moment) {
        String path = "/v2/experiments/" + experiment.id() + "/results?x_stats=true";
        Answer answer = answer(api.get(path));
        for (int i = 0; i < SECONDS_TO_WAIT && answer.end().isBefore(moment.truncatedTo(ChronoUnit.SECONDS)); i++) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            answer = answer(api.get(path));
        }
        return answer;
    }

    public Answer timeSeries(Experiment experiment) {
        return answer(api.get("/v2/experiments/" + experiment.id() + "/timeseries"));
    }

    static Answer answer(JsonObject json) {
        Instant end = Instant.parse(Json.text(json, "end_time"));
        List<OfMetric> metrics = new ArrayList<>();
        for (JsonElement metric : json.getAsJsonArray("metrics")) {
            List<OfVariation> variations = new ArrayList<>();
            for (JsonElement each :
                    metric.getAsJsonObject().getAsJsonObject("results").asMap().values()) {
                JsonObject variation = each.getAsJsonObject();
                variations.add(new OfVariation(
                        Json.number(variation, "variation_id"),
                        variation.get("is_baseline").getAsBoolean(),
                        course(variation, end)));
            }
            metrics.add(new OfMetric(metric.getAsJsonObject(), variations));
        }
        return new Answer(
                json.get("confidence_threshold").getAsDouble(),
                Instant.parse(Json.text(json, "start_time")),
                end,
                metrics,
                Json.find(json, "x_stats")
                        .map(it -> warnings(it.getAsJsonObject()))
                        .orElse(List.of()));
    }

    private static List<String> warnings(JsonObject stats) {
        return Json.find(stats, "warnings").stream()
                .flatMap(it -> it.getAsJsonArray().asList().stream())
                .map(JsonElement::getAsString)
                .toList();
    }

    private static List<At> course(JsonObject variation, Instant end) {
        return Json.find(variation, "timeseries")
                .map(series -> series.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .map(it -> new At(Instant.parse(Json.text(it, "time")), figure(it)))
                        .toList())
                .orElseGet(() -> List.of(new At(end, figure(variation))));
    }

    private static Figure figure(JsonObject json) {
        return new Figure(
                Json.number(json, "samples"),
                Json.find(json, "value").map(JsonElement::getAsDouble).orElse(0.0),
                Json.find(json, "rate").map(JsonElement::getAsDouble),
                Json.find(json, "lift").map(it -> lift(it.getAsJsonObject())));
    }

    private static Lift lift(JsonObject json) {
        return new Lift(
                Json.find(json, "value").map(JsonElement::getAsDouble),
                Json.find(json, "confidence_interval").map(it -> interval(it.getAsJsonArray())),
                json.get("is_significant").getAsBoolean());
    }

    private static Interval interval(JsonArray bounds) {
        return new Interval(
                bound(bounds.get(0), Double.NEGATIVE_INFINITY), bound(bounds.get(1), Double.POSITIVE_INFINITY));
    }

    private static double bound(JsonElement bound, double open) {
        return bound.isJsonNull() ? open : bound.getAsDouble();
    }
}
