package org.muriel.api.agent;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.muriel.access.Access;
import org.muriel.api.decision.Environments;
import org.muriel.api.decision.Reporting;
import org.muriel.api.json.Json;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Request;
import org.muriel.api.route.Route;
import org.muriel.api.stream.Broadcast;

/** The decision service's routes (SDK contract, 6.2). */
public final class AgentRoutes {
    private static final Parameter[] NO_QUERY = {};

    private final AgentDialect dialect;
    private final Environments environments;
    private final Deciding deciding;
    private final Activating activating;
    private final Tracking tracking;
    private final Overriding overriding = new Overriding();
    private final Notifications notifications;
    private final Batch batch;

    /** @param router answers the operations of a batch as if they had come by themselves */
    public AgentRoutes(
            Access access,
            Environments environments,
            AgentCredential credential,
            Reporting reporting,
            Broadcast broadcast,
            InstantSource clock,
            Function<Request, Reply> router) {
        this.dialect = new AgentDialect(access, environments, credential);
        this.environments = environments;
        this.notifications = new Notifications(broadcast);
        this.deciding = new Deciding(dialect, reporting, notifications);
        this.activating = new Activating(dialect, reporting, notifications);
        this.tracking = new Tracking(reporting, notifications);
        this.batch = new Batch(router, clock);
    }

    public List<Route> routes() {
        return List.of(
                dialect.route(
                        "GET",
                        "/v1/config",
                        "get_config",
                        NO_QUERY,
                        Set.of(200, 400, 403),
                        (call, environment) -> Reply.json(200, ConfigJson.write(environment.ruleset()))),
                dialect.route(
                        "GET",
                        "/v1/datafile",
                        "get_served_datafile",
                        NO_QUERY,
                        Set.of(200, 400, 403),
                        (call, environment) -> new Reply.Content(
                                200, "application/json", environment.datafile().bytes(), Map.of())),
                post("/v1/decide", "decide", deciding::decide, text("keys")),
                post(
                        "/v1/activate",
                        "activate",
                        activating::activate,
                        text("experimentKey"),
                        text("featureKey"),
                        text("type"),
                        text("disableTracking"),
                        text("enabled")),
                post("/v1/track", "track", tracking::track, text("eventKey")),
                trusted("/v1/override", "override", overriding::override),
                trusted("/v1/lookup", "lookup", Keeping::lookup),
                trusted("/v1/save", "save", Keeping::save),
                trusted("/v1/reset", "reset", (call, environment) -> {
                    environments.forget(environment);
                    overriding.forget(environment);
                    return Reply.json(200, Json.object().put("result", true));
                }),
                post("/v1/send-odp-event", "send_odp_event", (call, environment) -> {
                    throw new Refused(400, "segments come from no other system here: no event was sent");
                }),
                AgentDialect.declared(
                        "POST", "/v1/batch", "batch", NO_QUERY, Set.of(200, 400, 415, 422), batch::answer),
                dialect.route(
                        "GET",
                        "/v1/notifications/event-stream",
                        "stream_notifications",
                        new Parameter[] {text("filter"), text("raw")},
                        Set.of(200, 400, 401, 403, 503),
                        credentialHolders(notifications::stream)));
    }

    private Route post(String path, String operationId, AgentDialect.Handler handler, Parameter... query) {
        return dialect.route("POST", path, operationId, query, Set.of(200, 400, 401, 403, 415), handler);
    }

    private Route trusted(String path, String operationId, AgentDialect.Handler handler) {
        return post(path, operationId, credentialHolders(handler));
    }

    private AgentDialect.Handler credentialHolders(AgentDialect.Handler handler) {
        return (call, environment) -> {
            dialect.requireCredential(call, environment);
            return handler.answer(call, environment);
        };
    }

    private static Parameter text(String name) {
        return Parameter.optional(name, Parameter.Type.TEXT);
    }
}
