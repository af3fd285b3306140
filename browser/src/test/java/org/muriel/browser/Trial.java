package org.muriel.browser;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.muriel.api.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An experiment on a checkout of four or two pages, with a feature, two metrics and, if wanted, visitors in a project for
 * made-up ones. The same visitors in every run.
 */
record Trial(
        Shop shop, long project, long event, long feature, long experiment, List<Long> variations, Instant started) {
    private static final int BATCH = 200;

    static Trial in(Shop shop, String name) {
        long project = shop.post(
                        "/v2/projects",
                        "{\"name\": \"%s\", \"platform\": \"custom\", \"x_settings\": {\"simulated\": true}}"
                                .formatted(name))
                .path("id")
                .asLong();
        long event = id(shop.post(
                "/v2/projects/" + project + "/custom_events", "{\"key\": \"purchase\", \"name\": \"Purchase\"}"));
        long feature = id(shop.post("/v2/features", """
                {"project_id": %d, "key": "short_checkout", "name": "Short checkout",
                 "variables": [{"key": "pages", "type": "integer", "default_value": "4"}]}
                """.formatted(project)));
        JsonNode experiment = shop.post("/v2/experiments", """
                {"project_id": %d, "key": "checkout", "name": "Two pages instead of four", "feature_id": %d,
                 "variations": [{"key": "four_pages", "weight": 5000},
                                {"key": "two_pages", "weight": 5000, "variable_values": {"pages": "2"}}],
                 "metrics": [{"event_id": %d, "aggregator": "unique", "scope": "visitor"},
                             {"event_id": %d, "aggregator": "sum", "field": "revenue", "scope": "visitor"}]}
                """.formatted(project, feature, event, event));
        return new Trial(
                shop,
                project,
                event,
                feature,
                id(experiment),
                List.of(
                        experiment
                                .path("variations")
                                .path(0)
                                .path("variation_id")
                                .asLong(),
                        experiment
                                .path("variations")
                                .path(1)
                                .path("variation_id")
                                .asLong()),
                Instant.now().minus(Duration.ofDays(10)));
    }

    private static long id(JsonNode json) {
        return json.path("id").asLong();
    }

    /** Starts it ten days ago. */
    Trial start() {
        shop.patch("/v2/experiments/" + experiment + "?action=start&x_started_at=" + started, "{}");
        return this;
    }

    /** Sends visitors, half of them into each variation, of whom those shares convert; waits until they are counted. */
    Trial visitors(int count, double rate, double otherRate) {
        Random random = new Random(1);
        JsonNode json = shop.get("/v2/experiments/" + experiment);
        for (int from = 0; from < count; from += BATCH) {
            ObjectNode batch = Json.object()
                    .put(
                            "account_id",
                            shop.get("/v2/projects/" + project)
                                    .path("account_id")
                                    .asString())
                    .put("project_id", Long.toString(project))
                    .put("client_name", "java-sdk")
                    .put("client_version", "4.2.2")
                    .put("anonymize_ip", true)
                    .put("enrich_decisions", true)
                    .put("revision", "1");
            ArrayNode visitors = batch.putArray("visitors");
            for (int i = from; i < Math.min(count, from + BATCH); i++) {
                visitors.add(visitor(json, i, random, i % 2 == 0 ? rate : otherRate));
            }
            shop.post("/v1/events", batch.toString());
        }
        shop.await(
                "/v2/experiments/" + experiment + "/results",
                it -> it.path("reach").path("total_count").asLong() >= count);
        return this;
    }

    private ObjectNode visitor(JsonNode json, int i, Random random, double rate) {
        long at = started.toEpochMilli()
                + (long) (random.nextDouble() * Duration.ofDays(10).toMillis() * 0.98);
        ObjectNode visitor = Json.object().put("visitor_id", "visitor-" + i);
        visitor.putArray("attributes");
        ArrayNode snapshots = visitor.putArray("snapshots");
        ObjectNode snapshot = snapshots.addObject();
        snapshot.putArray("decisions")
                .addObject()
                .put("campaign_id", json.path("campaign_id").asString())
                .put("experiment_id", Long.toString(experiment))
                .put("variation_id", Long.toString(variations.get(i % 2)));
        snapshot.putArray("events")
                .addObject()
                .put("entity_id", json.path("campaign_id").asString())
                .put("key", "campaign_activated")
                .put("timestamp", at)
                .put("uuid", uuid(i, 0));
        if (random.nextDouble() < rate) {
            snapshots
                    .addObject()
                    .putArray("events")
                    .addObject()
                    .put("entity_id", Long.toString(event))
                    .put("key", "purchase")
                    .put("timestamp", at + 60_000)
                    .put("uuid", uuid(i, 1))
                    .put("revenue", 2_000 + random.nextInt(4_000));
        }
        return visitor;
    }

    private static String uuid(int visitor, int event) {
        return "%08d-0000-4000-8000-%012d".formatted(visitor, event);
    }
}
