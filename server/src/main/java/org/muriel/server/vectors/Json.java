package org.muriel.server.vectors;

import tools.jackson.databind.JsonNode;

/** How a value is called in messages. */
final class Json {
    private static final int LONGEST = 60;

    private Json() {}

    /** A value and what it is: {@code the number 3}, {@code an array}. */
    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case MISSING, NULL -> "nothing";
            case NUMBER -> "the number " + node;
            case STRING -> "the text " + shortened(node);
            case BOOLEAN, BINARY, POJO -> shortened(node);
        };
    }

    static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static String shortened(JsonNode node) {
        String text = node.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
