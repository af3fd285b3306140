package org.muriel.console.experiment;

import java.util.ArrayList;
import java.util.List;
import org.muriel.api.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values of a feature's variables as people write them: a line each, {@code key=value}. A value that would not survive that is
 * written as JSON, in quotes.
 */
final class VariableValues {
    private VariableValues() {}

    static String written(JsonNode values) {
        List<String> lines = new ArrayList<>();
        values.properties()
                .forEach(it ->
                        lines.add(it.getKey() + "=" + written(it.getValue().asString(""))));
        return String.join("\n", lines);
    }

    private static String written(String value) {
        boolean plain = value.equals(value.strip())
                && !value.startsWith("\"")
                && value.chars().noneMatch(it -> it == '\r' || it == '\n');
        return plain ? value : Json.object().stringNode(value).toString();
    }

    /** A line without a value names nothing that there is, which the API says. */
    static ObjectNode read(String lines) {
        ObjectNode values = Json.object();
        lines.lines().filter(it -> !it.isBlank()).forEach(line -> {
            int equals = line.indexOf('=');
            values.put(
                    (equals < 0 ? line : line.substring(0, equals)).strip(),
                    equals < 0 ? "" : value(line.substring(equals + 1).strip()));
        });
        return values;
    }

    private static String value(String written) {
        if (!written.startsWith("\"")) {
            return written;
        }
        try {
            JsonNode read = Json.parse(written);
            return read.isString() ? read.asString() : written;
        } catch (Json.NotJson e) {
            // a quote that begins a text, and no more
            return written;
        }
    }
}
