package org.muriel.simulation;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.muriel.simulation.rest.Experiment;
import org.muriel.simulation.rest.Experiments;
import org.muriel.simulation.rest.Json;
import org.muriel.simulation.rest.RestApi;

/** The steps of the tutorial up to a running experiment, for a shop that tries a shorter checkout. */
final class DemoShop {
    static final String EVENT = "purchase";

    private static final List<String> ATTRIBUTES = List.of("browser", "device", "country", "plan");

    private final RestApi api;
    private final BiConsumer<String, String> tell;

    /** @param tell of each step its name and what was done */
    DemoShop(RestApi api, BiConsumer<String, String> tell) {
        this.api = api;
        this.tell = tell;
    }

    /** @return the experiment, started so long before now */
    Experiment open(Instant now, Duration ago) {
        long project = project();
        long attribute = attributes(project);
        long event = event(project);
        long audience = audience(project, attribute);
        long feature = feature(project, audience);
        return experiment(project, event, feature, now.minus(ago).truncatedTo(ChronoUnit.SECONDS));
    }

    private long project() {
        JsonObject made = api.post(
                "/v2/projects",
                Json.object(
                        "name",
                        "Demo shop",
                        "platform",
                        "custom",
                        "sdks",
                        Json.array("java"),
                        "x_settings",
                        Json.object("simulated", true)));
        tell.accept("project", "POST /v2/projects: \"Demo shop\", whose visitors are made up");
        return Json.number(made, "id");
    }

    /** @return the id of the last one, the plan */
    private long attributes(long project) {
        long id = 0;
        for (String key : ATTRIBUTES) {
            id = Json.number(
                    api.post("/v2/attributes", Json.object("project_id", project, "key", key, "name", key)), "id");
        }
        tell.accept("attribute", "POST /v2/attributes: " + String.join(", ", ATTRIBUTES));
        return id;
    }

    private long event(long project) {
        JsonObject made =
                api.post("/v2/projects/" + project + "/custom_events", Json.object("key", EVENT, "name", "Purchase"));
        tell.accept("event", "POST /v2/projects/" + project + "/custom_events: " + EVENT);
        return Json.number(made, "id");
    }

    private long audience(long project, long attribute) {
        JsonElement gold = Json.object(
                "type",
                "custom_attribute",
                "name",
                Json.text(api.get("/v2/attributes/" + attribute), "name"),
                "value",
                "gold");
        JsonObject made = api.post(
                "/v2/audiences",
                Json.object(
                        "project_id",
                        project,
                        "name",
                        "Gold plan",
                        "conditions",
                        Json.array("and", Json.array("or", Json.array("or", gold)))
                                .toString()));
        tell.accept("audience", "POST /v2/audiences: plan is gold");
        return Json.number(made, "id");
    }

    private long feature(long project, long audience) {
        JsonObject rule =
                Json.object("audience_ids", Json.array(audience), "enabled", true, "percentage_included", 1000);
        JsonObject made = api.post(
                "/v2/features",
                Json.object(
                        "project_id",
                        project,
                        "key",
                        "short_checkout",
                        "environments",
                        Json.object("Production", Json.object("rollout_rules", Json.array(rule))),
                        "variables",
                        Json.array(Json.object("key", "pages", "type", "integer", "default_value", "4"))));
        tell.accept(
                "feature", "POST /v2/features: short_checkout, with a variable, rolled out to 10 % of that audience");
        return Json.number(made, "id");
    }

    private Experiment experiment(long project, long event, long feature, Instant startedAt) {
        Experiments experiments = new Experiments(api);
        Experiment made = experiments.create(Json.object(
                "project_id",
                project,
                "key",
                "checkout",
                "description",
                "Does a shorter checkout sell more?",
                "feature_id",
                feature,
                "metrics",
                Json.array(
                        Json.object("event_id", event, "aggregator", "unique"),
                        Json.object("event_id", event, "aggregator", "sum", "field", "revenue")),
                "variations",
                Json.array(variation("four_pages", "4"), variation("two_pages", "2"))));
        Experiment started = experiments.start(made, Optional.of(startedAt));
        tell.accept(
                "experiment",
                "POST /v2/experiments: checkout, four_pages against two_pages\n" + "PATCH /v2/experiments/" + made.id()
                        + "?action=start&x_started_at=" + startedAt);
        return started;
    }

    private static JsonObject variation(String key, String pages) {
        return Json.object(
                "key", key, "weight", 5000, "feature_enabled", true, "variable_values", Json.object("pages", pages));
    }
}
