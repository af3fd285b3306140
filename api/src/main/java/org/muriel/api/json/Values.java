package org.muriel.api.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as plain values, which is what attributes of visitors and variables of flags are: {@code String}, {@code
 * Boolean}, {@code Double}, {@code List} and {@code Map}. All numbers are doubles, as in the services whose dialects
 * these values come in. Half surrogate pairs, which could not be written back, become U+FFFD.
 */
public final class Values {
    /** The largest whole number up to which all are doubles. */
    private static final double EXACT = 0x1p53;

    private Values() {}

    /** The members of an object; those that are null are left out. */
    public static Map<String, Object> of(ObjectNode object) {
        Map<String, Object> values = new LinkedHashMap<>();
        object.forEachEntry((name, member) -> {
            Object value = of(member);
            if (value != null) {
                values.put(text(name), value);
            }
        });
        return values;
    }

    private static @Nullable Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> text(node.stringValue());
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.decimalValue().doubleValue();
            case OBJECT -> of((ObjectNode) node);
            case ARRAY -> {
                List<Object> values = new ArrayList<>();
                node.forEach(it -> {
                    Object value = of(it);
                    if (value != null) {
                        values.add(value);
                    }
                });
                yield values;
            }
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }

    /** Writes such a value, and what else has a JSON form of its own; whole numbers are written without a point. */
    public static JsonNode node(@Nullable Object value) {
        return switch (value) {
            case null -> Json.object().nullNode();
            case String text -> Json.object().stringNode(text);
            case Boolean truth -> Json.object().booleanNode(truth);
            case Long whole -> Json.object().numberNode(whole);
            case Integer whole -> Json.object().numberNode(whole);
            case Number number -> number(number.doubleValue());
            case Map<?, ?> members -> object(members);
            case List<?> elements -> {
                ArrayNode array = Json.array();
                elements.forEach(it -> array.add(node(it)));
                yield array;
            }
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        };
    }

    /** @param members by text */
    public static ObjectNode object(Map<?, ?> members) {
        ObjectNode object = Json.object();
        members.forEach((name, value) -> object.set((String) name, node(value)));
        return object;
    }

    private static JsonNode number(double number) {
        if (!Double.isFinite(number)) {
            return Json.object().nullNode();
        }
        return number == Math.rint(number) && Math.abs(number) <= EXACT
                ? Json.object().numberNode((long) number)
                : Json.object().numberNode(number);
    }

    /** A text that can be written as UTF-8. */
    public static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return wellFormed(text);
            }
        }
        return text;
    }

    private static String wellFormed(String text) {
        StringBuilder whole = new StringBuilder();
        text.codePoints()
                .map(it -> it >= Character.MIN_SURROGATE && it <= Character.MAX_SURROGATE ? 0xFFFD : it)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }
}
