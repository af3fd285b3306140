package org.muriel.conformance;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as a page shows it: what fits in a line is in one. */
final class ShownJson {
    private static final int COLUMNS = 100;
    private static final String STEP = "  ";

    private ShownJson() {}

    static String of(JsonNode node) {
        return write(node, "", 0);
    }

    /** @param before columns in front of it, beyond the indent */
    private static String write(JsonNode node, String indent, int before) {
        String line = inOneLine(node);
        if (!node.isContainer() || indent.length() + before + line.length() <= COLUMNS) {
            return line;
        }
        String inner = indent + STEP;
        return node instanceof ObjectNode object
                ? object.propertyStream()
                        .map(it -> {
                            String name = Json.write(Json.text(it.getKey())) + ": ";
                            return inner + name + write(it.getValue(), inner, name.length() + 1);
                        })
                        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"))
                : node.valueStream()
                        .map(it -> inner + write(it, inner, 1))
                        .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
    }

    private static String inOneLine(JsonNode node) {
        return switch (node) {
            case ObjectNode object ->
                object.propertyStream()
                        .map(it -> Json.write(Json.text(it.getKey())) + ": " + inOneLine(it.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case ArrayNode array ->
                array.valueStream().map(ShownJson::inOneLine).collect(Collectors.joining(", ", "[", "]"));
            default -> Json.write(node);
        };
    }
}
