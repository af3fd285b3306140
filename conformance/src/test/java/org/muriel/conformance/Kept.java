package org.muriel.conformance;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Values of earlier answers by name, and what becomes of <code>${name}</code> in later exchanges. */
final class Kept {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z0-9_]+)(\\|text)?}");

    private final Map<String, JsonNode> values = new HashMap<>();

    void keep(String name, JsonNode value) {
        values.put(name, value);
    }

    /** The text with each place filled by the value's text. */
    String fill(String text) {
        return PLACE.matcher(text).replaceAll(it -> Matcher.quoteReplacement(text(it.group(1))));
    }

    /** The JSON with each place filled: a text that is nothing else becomes the value itself, number or not. */
    JsonNode fill(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode filled = object.objectNode();
                object.propertyStream().forEach(it -> filled.set(fill(it.getKey()), fill(it.getValue())));
                yield filled;
            }
            case ArrayNode array -> {
                ArrayNode filled = array.arrayNode();
                array.forEach(it -> filled.add(fill(it)));
                yield filled;
            }
            default -> node.isString() ? fillText(node.stringValue()) : node;
        };
    }

    private JsonNode fillText(String text) {
        Matcher place = PLACE.matcher(text);
        return place.matches() && place.group(2) == null ? value(place.group(1)) : Json.text(fill(text));
    }

    private String text(String name) {
        JsonNode value = value(name);
        return value.isString() ? value.stringValue() : value.toString();
    }

    private JsonNode value(String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() -> new AssertionError("no earlier answer gave a value for ${" + name + "}"));
    }
}
