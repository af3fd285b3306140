package org.muriel.conformance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The objects of the description. Each is there up to three times, once for each side it is seen from: {@code Attribute}
 * as answers have it, {@code NewAttribute} as it is created, {@code AttributeChange} as it is changed. Here they are one.
 */
final class ApiShapes {
    private static final String REFERENCE = "#/definitions/";
    private static final long MAX_ID = (1L << 53) - 1;

    /** From which side an object is seen, and what its name then has around it. */
    private enum Side {
        ANSWER("", ""),
        CREATION("New", ""),
        CHANGE("", "Change");

        private final String before;
        private final String after;

        Side(String before, String after) {
            this.before = before;
            this.after = after;
        }

        String named(String shape) {
            return before + shape + after;
        }

        String shape(String name) {
            return name.substring(before.length(), name.length() - after.length());
        }
    }

    private final JsonNode definitions;

    ApiShapes(JsonNode description) {
        this.definitions = description.path("definitions");
    }

    /** What an operation takes and answers with, in a sentence or two. */
    String exchanged(JsonNode operation) {
        List<String> sentences = new ArrayList<>();
        body(operation)
                .ifPresent(it -> sentences.add("Takes " + type(it.path("schema"), bodySide(operation))
                        + (it.path("required").booleanValue() ? "." : ", or nothing.")));
        Set<String> others = new TreeSet<>();
        operation.path("responses").propertyStream().forEach(it -> {
            JsonNode schema = it.getValue().path("schema");
            int status = Integer.parseInt(it.getKey());
            if (status >= 300) {
                others.add(it.getKey());
            } else if (schema.isMissingNode()) {
                sentences.add("Answers " + status + " without a body.");
            } else if (schema.path("type").stringValue("").equals("file")) {
                sentences.add("Answers " + status + " with a file: "
                        + operation
                                .path("produces")
                                .valueStream()
                                .map(JsonNode::stringValue)
                                .filter(type -> !type.equals("application/json"))
                                .map(type -> "`" + type + "`")
                                .collect(Collectors.joining(" or "))
                        + ".");
            } else {
                sentences.add("Answers " + status + " with " + type(schema, Side.ANSWER) + ".");
            }
        });
        sentences.add("Other [statuses](README.md#statuses): " + String.join(", ", others) + ".");
        return String.join(" ", sentences);
    }

    /** The names of the objects that an operation takes or answers with. */
    Set<String> namesOf(JsonNode operation) {
        Set<String> names = new LinkedHashSet<>();
        body(operation).ifPresent(it -> references(it.path("schema"), bodySide(operation), names));
        operation
                .path("responses")
                .propertyStream()
                .filter(it -> it.getKey().startsWith("2"))
                .forEach(it -> references(it.getValue().path("schema"), Side.ANSWER, names));
        return names;
    }

    /** These, and those that are within them, in the order in which one meets them. */
    Set<String> withThoseWithin(Set<String> names) {
        Set<String> all = new LinkedHashSet<>();
        names.forEach(it -> addWithThoseWithin(it, all));
        return all;
    }

    private void addWithThoseWithin(String name, Set<String> all) {
        if (all.add(name)) {
            Set<String> within = new LinkedHashSet<>();
            for (Side side : Side.values()) {
                definitions.path(side.named(name)).path("properties").forEach(it -> references(it, side, within));
            }
            within.forEach(it -> addWithThoseWithin(it, all));
        }
    }

    /** What an object is, and its members. */
    String table(String name) {
        JsonNode any = Stream.of(Side.values())
                .map(it -> definitions.path(it.named(name)))
                .filter(it -> !it.isMissingNode())
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is called " + name));
        List<Side> sides = Stream.of(Side.values())
                .filter(it -> definitions.has(it.named(name)))
                .toList();
        StringBuilder table =
                new StringBuilder(sentence(any.path("description").stringValue(""))).append("\n\n| Member | Type |");
        sides.forEach(it -> table.append(' ').append(heading(it)).append(" |"));
        table.append(" What it is |\n|---|---|")
                .append("---|".repeat(sides.size() + 1))
                .append('\n');
        Set<String> members = new TreeSet<>();
        sides.forEach(it -> members.addAll(
                definitions.path(it.named(name)).path("properties").propertyNames()));
        for (String member : members) {
            Side first = sides.stream()
                    .filter(it ->
                            definitions.path(it.named(name)).path("properties").has(member))
                    .findFirst()
                    .orElseThrow();
            JsonNode schema =
                    definitions.path(first.named(name)).path("properties").path(member);
            table.append("| `%s` | %s |".formatted(member, type(schema, first)));
            sides.forEach(
                    it -> table.append(' ').append(presence(name, member, it)).append(" |"));
            table.append(' ')
                    .append(sentence(schema.path("description").stringValue("")))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String heading(Side side) {
        return switch (side) {
            case ANSWER -> "In answers";
            case CREATION -> "When it is created";
            case CHANGE -> "When it is changed";
        };
    }

    private String presence(String shape, String member, Side side) {
        JsonNode object = definitions.path(side.named(shape));
        if (!object.path("properties").has(member)) {
            return "–";
        }
        boolean needed = object.path("required")
                .valueStream()
                .anyMatch(it -> it.stringValue().equals(member));
        return switch (side) {
            case ANSWER -> needed ? "always" : "if any";
            case CREATION, CHANGE -> needed ? "required" : "optional";
        };
    }

    private static Optional<JsonNode> body(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .filter(it -> it.path("in").stringValue().equals("body"))
                .findFirst();
    }

    private Side bodySide(JsonNode operation) {
        Set<String> names = new LinkedHashSet<>();
        body(operation).ifPresent(it -> references(it.path("schema"), Side.ANSWER, names));
        return names.stream().allMatch(it -> it.endsWith(Side.CHANGE.after)) ? Side.CHANGE : Side.CREATION;
    }

    private static void references(JsonNode schema, Side side, Set<String> names) {
        if (schema.has("$ref")) {
            names.add(side.shape(schema.path("$ref").stringValue().substring(REFERENCE.length())));
        }
        Stream.of("items", "additionalProperties")
                .map(schema::path)
                .filter(JsonNode::isObject)
                .forEach(it -> references(it, side, names));
    }

    /** @param side of what is referred to */
    private static String type(JsonNode schema, Side side) {
        if (schema.has("$ref")) {
            String name = side.shape(schema.path("$ref").stringValue().substring(REFERENCE.length()));
            return "[" + name + "](#" + ApiPages.anchor(name) + ")";
        }
        if (schema.has("enum")) {
            return schema.path("enum")
                    .valueStream()
                    .map(it -> "`" + it.stringValue() + "`")
                    .collect(Collectors.joining(", "));
        }
        return switch (schema.path("type").stringValue("")) {
            case "array" -> "list of " + type(schema.path("items"), side) + most(schema.path("maxItems"), "");
            case "object" -> "by name: " + type(schema.path("additionalProperties"), side);
            case "integer" ->
                schema.path("minimum").longValue(0) == 1
                                && schema.path("maximum").longValue(0) == MAX_ID
                        ? "id"
                        : "integer" + range(schema);
            case "number" -> "number" + range(schema);
            case "boolean" -> "`true` or `false`";
            case "string" ->
                schema.path("format").stringValue("").equals("date-time")
                        ? "time"
                        : "text" + most(schema.path("maxLength"), " characters");
            default -> "any JSON";
        };
    }

    private static String range(JsonNode schema) {
        JsonNode lowest = schema.path("minimum");
        JsonNode highest = schema.path("maximum");
        return (lowest instanceof MissingNode ? "" : " from " + plain(lowest))
                + (highest instanceof MissingNode ? "" : " to " + plain(highest));
    }

    private static String plain(JsonNode number) {
        return number.decimalValue().stripTrailingZeros().toPlainString();
    }

    private static String most(JsonNode most, String what) {
        return most.isMissingNode() ? "" : ", at most " + most.longValue() + what;
    }

    /** Some descriptions are a few words. */
    private static String sentence(String words) {
        if (words.isEmpty()) {
            return "";
        }
        String text =
                Character.toUpperCase(words.charAt(0)) + words.substring(1).replace("|", "\\|");
        return text.endsWith(".") ? text : text + ".";
    }
}
