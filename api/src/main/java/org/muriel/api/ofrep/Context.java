package org.muriel.api.ofrep;

import java.util.Map;
import org.muriel.api.json.Json;
import org.muriel.api.json.Values;
import org.muriel.decision.Visitor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whom an evaluation is for: the targeting key is the visitor id, the other members are attributes. */
sealed interface Context {
    String TARGETING_KEY = "targetingKey";

    record Of(Visitor visitor) implements Context {}

    /** @param errorCode the protocol's word */
    record Wrong(String errorCode, String details) implements Context {}

    static Context parse(byte[] body) {
        JsonNode node;
        try {
            node = body.length == 0 ? Json.object() : Json.parse(body);
        } catch (Json.NotJson e) {
            return new Wrong("PARSE_ERROR", "The body is not JSON: " + e.reason());
        }
        if (!node.isObject()) {
            return new Wrong("PARSE_ERROR", "The body: expected an object, found " + Json.excerpt(node));
        }
        JsonNode context = node.get("context");
        if (context == null || context.isNull()) {
            return new Wrong("TARGETING_KEY_MISSING", "The body has no context with a " + TARGETING_KEY);
        }
        if (!(context instanceof ObjectNode object)) {
            return new Wrong("INVALID_CONTEXT", "context: expected an object, found " + Json.excerpt(context));
        }
        return of(object);
    }

    private static Context of(ObjectNode context) {
        JsonNode key = context.get(TARGETING_KEY);
        if (key == null || key.isNull()) {
            return new Wrong("TARGETING_KEY_MISSING", "context: expected a " + TARGETING_KEY + ", found none");
        }
        if (!key.isString()) {
            return new Wrong("INVALID_CONTEXT", TARGETING_KEY + ": expected text, found " + Json.excerpt(key));
        }
        if (key.stringValue().isEmpty()) {
            return new Wrong("TARGETING_KEY_MISSING", TARGETING_KEY + ": expected text, found none");
        }
        Map<String, Object> attributes = Values.of(context);
        attributes.remove(TARGETING_KEY);
        return new Of(Visitor.of(Values.text(key.stringValue()), attributes));
    }
}
