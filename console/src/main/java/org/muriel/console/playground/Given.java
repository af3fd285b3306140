package org.muriel.console.playground;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muriel.api.json.Json;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One attribute of the visitor, as it was entered.
 *
 * @param value {@code true} and {@code false} are truth values and what looks like a number is one; all else is text, without
 *     the quotes around it if it has any
 */
public record Given(String name, String value) {
    /** The pairs of the query, without those that are empty. */
    static List<Given> all(Visit visit) {
        List<String> names = visit.call().texts("a");
        List<String> values = visit.call().texts("v");
        List<Given> all = new ArrayList<>();
        for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
            Given given = new Given(names.get(i).strip(), values.get(i).strip());
            if (!given.name().isEmpty()) {
                all.add(given);
            }
        }
        return all;
    }

    /** As a service sends them. The last of those with one name counts. */
    static ObjectNode attributes(List<Given> all) {
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        all.forEach(it -> attributes.put(it.name(), it.json()));
        return Visit.object().setAll(attributes);
    }

    private JsonNode json() {
        try {
            JsonNode read = Json.parse(value);
            if (read.isBoolean() || read.isNumber() || read.isString()) {
                return read;
            }
        } catch (Json.NotJson e) {
            // then it is text without quotes
        }
        return JsonNodeFactory.instance.stringNode(value);
    }
}
