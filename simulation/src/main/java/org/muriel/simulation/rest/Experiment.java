package org.muriel.simulation.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What of an experiment matters to its visitors.
 *
 * @param status in the primary environment, as the API has it
 * @param firstStart there; absent before
 * @param variations active ones in their order, the first of which is the baseline
 * @param metrics as the API has them, the primary one first
 */
public record Experiment(
        long id,
        long projectId,
        String key,
        String status,
        Optional<Instant> firstStart,
        List<Variation> variations,
        List<JsonObject> metrics) {

    public record Variation(long id, String key) {}

    static Experiment of(JsonObject json) {
        return new Experiment(
                Json.number(json, "id"),
                Json.number(json, "project_id"),
                Json.text(json, "key"),
                Json.text(json, "status"),
                Json.find(json, "earliest").map(it -> Instant.parse(it.getAsString())),
                json.getAsJsonArray("variations").asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .filter(it -> Json.text(it, "status").equals("active"))
                        .map(it -> new Variation(Json.number(it, "variation_id"), Json.text(it, "key")))
                        .toList(),
                json.getAsJsonArray("metrics").asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .toList());
    }

    /** Its place among the active variations. */
    public int placeOf(String variationKey) {
        return variations.stream().map(Variation::key).toList().indexOf(variationKey);
    }
}
