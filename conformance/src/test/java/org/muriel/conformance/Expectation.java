package org.muriel.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares what was expected with what came: exactly the same members, except where a placeholder such as
 * {@code <time>} stands for a value that nobody can know beforehand.
 */
final class Expectation {
    private static final Set<String> POSITIVE = Set.of("<id>", "<bytes>");

    /** What a text must look like for each placeholder of a text. */
    private static final Map<String, Pattern> SHAPES = Map.of(
            "<time>", Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"),
            "<second>", Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000000Z"),
            "<uuid>", Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
            "<sdk_key>", Pattern.compile("[A-Za-z0-9]{22}"),
            "<text>", Pattern.compile("(?s).+"));

    private Expectation() {}

    /** What differs, each with its JSON pointer; nothing when all is as expected. */
    static List<String> differences(JsonNode expected, JsonNode actual) {
        List<String> differences = new ArrayList<>();
        compare(expected, actual, "", differences);
        return differences;
    }

    /** Whether a text, such as a header's value, is as expected. */
    static boolean matches(String expected, String actual) {
        Pattern shape = SHAPES.get(expected);
        return shape == null ? expected.equals(actual) : shape.matcher(actual).matches();
    }

    private static void compare(JsonNode expected, JsonNode actual, String at, List<String> differences) {
        if (expected instanceof ObjectNode object && actual instanceof ObjectNode) {
            members(object, actual, at, differences);
        } else if (expected instanceof ArrayNode array && actual instanceof ArrayNode) {
            elements(array, actual, at, differences);
        } else if (!isSame(expected, actual)) {
            differences.add((at.isEmpty() ? "the body" : at) + ": expected " + expected + ", found " + actual);
        }
    }

    private static void members(ObjectNode expected, JsonNode actual, String at, List<String> differences) {
        for (String name : expected.propertyNames()) {
            if (actual.has(name)) {
                compare(expected.get(name), actual.get(name), pointer(at, name), differences);
            } else {
                differences.add(pointer(at, name) + ": expected " + expected.get(name) + ", found nothing");
            }
        }
        for (String name : actual.propertyNames()) {
            if (!expected.has(name)) {
                differences.add(pointer(at, name) + ": expected nothing, found " + actual.get(name));
            }
        }
    }

    private static void elements(ArrayNode expected, JsonNode actual, String at, List<String> differences) {
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            compare(expected.get(i), actual.get(i), at + "/" + i, differences);
        }
        if (expected.size() != actual.size()) {
            differences.add((at.isEmpty() ? "the body" : at) + ": expected " + expected.size() + " elements, found "
                    + actual.size());
        }
    }

    private static boolean isSame(JsonNode expected, JsonNode actual) {
        if (expected.isString() && POSITIVE.contains(expected.stringValue())) {
            return actual.isIntegralNumber() && actual.canConvertToLong() && actual.longValue() > 0;
        }
        if (expected.isString() && actual.isString()) {
            return matches(expected.stringValue(), actual.stringValue());
        }
        if (expected.isNumber() && actual.isNumber()) {
            // 0 and 0.0 are the same number, but a client in a typed language reads only the one as a count.
            return expected.isIntegralNumber() == actual.isIntegralNumber()
                    && expected.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        return expected.equals(actual);
    }

    private static String pointer(String at, String name) {
        return at + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
