package org.muriel.console.page;

import org.muriel.api.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Values of a visitor's attributes as people enter them. */
public final class AttributeValues {
    private AttributeValues() {}

    /**
     * {@code true} and {@code false} are truth values and what looks like a number is one; all else is text, without the quotes
     * around it if it has any.
     */
    public static JsonNode read(String entered) {
        try {
            JsonNode read = Json.parse(entered);
            if (read.isBoolean() || read.isNumber() || read.isString()) {
                return read;
            }
        } catch (Json.NotJson e) {
            // then it is text without quotes
        }
        return JsonNodeFactory.instance.stringNode(entered);
    }
}
