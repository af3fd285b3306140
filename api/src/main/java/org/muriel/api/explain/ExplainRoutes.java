package org.muriel.api.explain;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muriel.api.agent.AgentDialect;
import org.muriel.api.agent.Payload;
import org.muriel.api.agent.Refused;
import org.muriel.api.decision.ServedEnvironment;
import org.muriel.api.json.Json;
import org.muriel.api.json.Values;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.decision.Visitor;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v1/explain}: a decision with every step that led to it. It is asked for with the SDK key, as a decision is,
 * and reports nothing.
 */
public final class ExplainRoutes {
    private final AgentDialect dialect;

    public ExplainRoutes(AgentDialect dialect) {
        this.dialect = dialect;
    }

    public List<Route> routes() {
        Parameter[] query = {
            Parameter.optional("visitor_id", Parameter.Type.TEXT),
            Parameter.optional("flag_key", Parameter.Type.TEXT),
            Parameter.optional("attributes", Parameter.Type.TEXT)
        };
        return List.of(
                dialect.route("GET", "/v1/explain", "explain", query, Set.of(200, 400, 403), ExplainRoutes::asQuery),
                dialect.route(
                        "POST",
                        "/v1/explain",
                        "explain_at_length",
                        new Parameter[0],
                        Set.of(200, 400, 403, 415),
                        ExplainRoutes::asBody));
    }

    private static Reply asQuery(Call call, ServedEnvironment environment) throws Refused {
        return explain(
                environment,
                Values.text(call.text("visitor_id").orElse("")),
                Values.text(call.text("flag_key").orElse("")),
                attributes(call.text("attributes").orElse("{}")));
    }

    private static Map<String, Object> attributes(String json) throws Refused {
        try {
            if (Json.parse(json) instanceof ObjectNode object) {
                return Values.of(object);
            }
            throw new Refused(400, "attributes: expected a JSON object, found " + Json.excerpt(json));
        } catch (Json.NotJson e) {
            throw new Refused(400, "attributes: expected a JSON object, found " + e.reason());
        }
    }

    private static Reply asBody(Call call, ServedEnvironment environment) throws Refused {
        Payload payload = Payload.of(call);
        return explain(environment, payload.text("visitor_id"), payload.text("flag_key"), payload.values("attributes"));
    }

    private static Reply explain(
            ServedEnvironment environment, String visitorId, String flagKey, Map<String, Object> attributes)
            throws Refused {
        if (visitorId.isEmpty()) {
            throw new Refused(400, "visitor_id: expected text, found none");
        }
        if (flagKey.isEmpty()) {
            throw new Refused(400, "flag_key: expected the key of a flag, found none");
        }
        Visitor visitor = Visitor.of(visitorId, attributes);
        return Reply.json(
                200, ExplanationJson.write(environment.remembering().explain(environment.ruleset(), visitor, flagKey)));
    }
}
