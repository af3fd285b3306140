package org.muriel.api.agent;

import java.util.HashMap;
import java.util.Map;
import org.muriel.api.decision.ServedEnvironment;
import org.muriel.api.json.Json;
import org.muriel.api.route.Call;
import org.muriel.api.route.Reply;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/lookup} and {@code /v1/save}: variations that a visitor is to keep (SDK contract, 2.7 and 6.2). */
final class Keeping {
    private static final String VARIATION_ID = "variation_id";

    private Keeping() {}

    static Reply lookup(Call call, ServedEnvironment environment) throws Refused {
        String userId = Payload.of(call).userId();
        ObjectNode answer = Json.object().put("userId", userId);
        ObjectNode experiments = answer.putObject("experimentBucketMap");
        environment
                .profiles()
                .lookup(userId)
                .forEach((experimentId, variationId) ->
                        experiments.putObject(experimentId).put(VARIATION_ID, variationId));
        return Reply.json(200, answer);
    }

    /** Replaces what was known of the visitor. */
    static Reply save(Call call, ServedEnvironment environment) throws Refused {
        Payload payload = Payload.of(call);
        String userId = payload.userId();
        Map<String, String> variations = new HashMap<>();
        for (Map.Entry<String, Payload> kept :
                payload.objectsByName("experimentBucketMap").entrySet()) {
            variations.put(kept.getKey(), kept.getValue().text(VARIATION_ID));
        }
        environment.profiles().save(userId, variations);
        return new Reply.Empty(200, Map.of());
    }
}
