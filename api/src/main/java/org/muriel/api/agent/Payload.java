package org.muriel.api.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.muriel.api.json.Json;
import org.muriel.api.json.Values;
import org.muriel.api.route.Call;
import org.muriel.decision.Visitor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON object of a request, or one within it. What is absent or null is empty; unknown members are ignored. */
public final class Payload {
    private final ObjectNode object;

    /** Where it is in the body, such as {@code operations.0.}; empty for the body itself. */
    private final String at;

    private Payload(ObjectNode object, String at) {
        this.object = object;
        this.at = at;
    }

    /** The body of a call; nothing at all is read as an object without members. */
    public static Payload of(Call call) throws Refused {
        if (call.body().length == 0) {
            return new Payload(Json.object(), "");
        }
        try {
            JsonNode body = Json.parse(call.body());
            if (body instanceof ObjectNode object) {
                return new Payload(object, "");
            }
            throw unreadable("expected an object, found " + Json.excerpt(body));
        } catch (Json.NotJson e) {
            throw unreadable("it is not JSON: " + e.reason());
        }
    }

    /** The service's own words come first, for whoever looks for them. */
    private static Refused unreadable(String why) {
        return new Refused(400, "error parsing request body: " + why);
    }

    private Refused unexpected(String name, String expected, JsonNode found) {
        return unreadable(at + name + ": expected " + expected + ", found " + Json.excerpt(found));
    }

    public String text(String name) throws Refused {
        return find(name, "text", JsonNode::isString)
                .map(it -> Values.text(it.stringValue()))
                .orElse("");
    }

    boolean truth(String name) throws Refused {
        return find(name, "true or false", JsonNode::isBoolean)
                .map(JsonNode::booleanValue)
                .orElse(false);
    }

    List<String> texts(String name) throws Refused {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(name)) {
            if (!element.isString()) {
                throw unexpected(name + "." + texts.size(), "text", element);
            }
            texts.add(Values.text(element.stringValue()));
        }
        return texts;
    }

    List<Payload> objects(String name) throws Refused {
        List<Payload> objects = new ArrayList<>();
        for (JsonNode element : array(name)) {
            objects.add(nested(name + "." + objects.size(), element));
        }
        return objects;
    }

    /** An object whose members are objects. */
    SequencedMap<String, Payload> objectsByName(String name) throws Refused {
        SequencedMap<String, Payload> objects = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object(name).properties()) {
            objects.put(Values.text(member.getKey()), nested(name + "." + member.getKey(), member.getValue()));
        }
        return objects;
    }

    /** An object whose members are texts. */
    SequencedMap<String, String> textsByName(String name) throws Refused {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object(name).properties()) {
            if (!member.getValue().isString()) {
                throw unexpected(name + "." + member.getKey(), "text", member.getValue());
            }
            texts.put(member.getKey(), member.getValue().stringValue());
        }
        return texts;
    }

    ObjectNode object(String name) throws Refused {
        return find(name, "an object", JsonNode::isObject)
                .map(ObjectNode.class::cast)
                .orElseGet(Json::object);
    }

    /** The members of an object as plain values. */
    public Map<String, Object> values(String name) throws Refused {
        return Values.of(object(name));
    }

    /** The id under {@code userId}, which must not be empty. */
    String userId() throws Refused {
        String userId = text("userId");
        if (userId.isEmpty()) {
            throw new Refused(400, "missing \"userId\" in request payload");
        }
        return userId;
    }

    /** The visitor that {@code userId} and {@code userAttributes} tell of. */
    Visitor visitor() throws Refused {
        return Visitor.of(userId(), values("userAttributes"));
    }

    private Payload nested(String name, JsonNode node) throws Refused {
        if (node instanceof ObjectNode nested) {
            return new Payload(nested, at + name + ".");
        }
        throw unexpected(name, "an object", node);
    }

    private ArrayNode array(String name) throws Refused {
        return find(name, "an array", JsonNode::isArray)
                .map(ArrayNode.class::cast)
                .orElseGet(Json::array);
    }

    private Optional<JsonNode> find(String name, String expected, Predicate<JsonNode> is) throws Refused {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!is.test(node)) {
            throw unexpected(name, expected, node);
        }
        return Optional.of(node);
    }
}
