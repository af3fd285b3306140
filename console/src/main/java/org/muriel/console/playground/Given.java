package org.muriel.console.playground;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muriel.console.page.AttributeValues;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One attribute of the visitor, as it was entered.
 *
 * @param value as {@link AttributeValues} reads it
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
        all.forEach(it -> attributes.put(it.name(), AttributeValues.read(it.value())));
        return Visit.object().setAll(attributes);
    }
}
