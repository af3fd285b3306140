package org.muriel.server.vectors;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.statistics.estimate.Direction;
import org.muriel.statistics.estimate.Level;
import tools.jackson.databind.JsonNode;

/**
 * The inputs of a case, read by name. {@code null} is as good as absent. What is missing or of another type is a {@link
 * BadInput} that names it.
 */
final class Inputs {
    private final String path;
    private final JsonNode object;

    /** @param path where the object stands, for messages */
    Inputs(String path, JsonNode object) {
        this.path = path;
        this.object = object;
    }

    boolean has(String name) {
        return !Json.isAbsent(object.path(name));
    }

    double number(String name) {
        return number(at(name), object.path(name));
    }

    double number(String name, double otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    /** Exactly the number that is written. */
    BigDecimal decimal(String name) {
        JsonNode node = object.path(name);
        if (!node.isNumber()) {
            throw new BadInput(at(name), "a number", node);
        }
        return node.isIntegralNumber()
                ? new BigDecimal(node.bigIntegerValue())
                : BigDecimal.valueOf(node.doubleValue());
    }

    BigDecimal decimal(String name, BigDecimal otherwise) {
        return has(name) ? decimal(name) : otherwise;
    }

    /** A whole number of 0 or more, which may be written as {@code 3.0}. */
    long count(String name) {
        return count(at(name), object.path(name));
    }

    long count(String name, long otherwise) {
        return has(name) ? count(name) : otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode node = object.path(name);
        if (has(name) && !node.isBoolean()) {
            throw new BadInput(at(name), "true or false", node);
        }
        return has(name) ? node.booleanValue() : otherwise;
    }

    String text(String name) {
        JsonNode node = object.path(name);
        if (!node.isString()) {
            throw new BadInput(at(name), "a text", node);
        }
        return node.stringValue();
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    /** The error allowed. */
    Level level(String name) {
        double alpha = number(name);
        if (!(alpha >= 0 && alpha < 1)) {
            throw new BadInput(at(name), "a number from 0 to less than 1", object.path(name));
        }
        return new Level(alpha);
    }

    /** Which way is better, {@code increasing} where nothing is said. */
    Direction direction(String name) {
        return switch (text(name, "increasing")) {
            case "increasing" -> Direction.INCREASING;
            case "decreasing" -> Direction.DECREASING;
            default -> throw new BadInput(at(name), "increasing or decreasing", object.path(name));
        };
    }

    double[] numbers(String name) {
        List<JsonNode> elements = elements(name);
        double[] numbers = new double[elements.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(at(name) + "[" + i + "]", elements.get(i));
        }
        return numbers;
    }

    long[] counts(String name) {
        return counts(at(name), object.path(name));
    }

    /** An array of arrays of counts. */
    List<long[]> countRows(String name) {
        List<long[]> rows = new ArrayList<>();
        List<JsonNode> elements = elements(name);
        for (int i = 0; i < elements.size(); i++) {
            rows.add(counts(at(name) + "[" + i + "]", elements.get(i)));
        }
        return rows;
    }

    /** An array of arrays of numbers, of which each may be absent. */
    List<List<Optional<Double>>> optionalRows(String name) {
        List<List<Optional<Double>>> rows = new ArrayList<>();
        List<JsonNode> elements = elements(name);
        for (int i = 0; i < elements.size(); i++) {
            String row = at(name) + "[" + i + "]";
            List<Optional<Double>> numbers = new ArrayList<>();
            for (JsonNode element : elements(row, elements.get(i))) {
                numbers.add(Json.isAbsent(element) ? Optional.empty() : Optional.of(number(row, element)));
            }
            rows.add(numbers);
        }
        return rows;
    }

    List<Inputs> objects(String name) {
        List<Inputs> objects = new ArrayList<>();
        List<JsonNode> elements = elements(name);
        for (int i = 0; i < elements.size(); i++) {
            objects.add(nested(at(name) + "[" + i + "]", elements.get(i)));
        }
        return objects;
    }

    /** The members of an object, in the order written. */
    Map<String, Inputs> members(String name) {
        JsonNode node = object.path(name);
        if (!node.isObject()) {
            throw new BadInput(at(name), "an object", node);
        }
        Map<String, Inputs> members = new LinkedHashMap<>();
        node.properties().forEach(it -> members.put(it.getKey(), nested(at(name) + "." + it.getKey(), it.getValue())));
        return members;
    }

    private static Inputs nested(String path, JsonNode node) {
        if (!node.isObject()) {
            throw new BadInput(path, "an object", node);
        }
        return new Inputs(path, node);
    }

    private List<JsonNode> elements(String name) {
        return elements(at(name), object.path(name));
    }

    private static List<JsonNode> elements(String path, JsonNode node) {
        if (!node.isArray()) {
            throw new BadInput(path, "an array", node);
        }
        return List.copyOf(node.values());
    }

    private static long[] counts(String path, JsonNode node) {
        List<JsonNode> elements = elements(path, node);
        long[] counts = new long[elements.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = count(path + "[" + i + "]", elements.get(i));
        }
        return counts;
    }

    private static double number(String path, JsonNode node) {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw new BadInput(path, "a finite number", node);
        }
        return node.doubleValue();
    }

    private static long count(String path, JsonNode node) {
        double value = number(path, node);
        if (value < 0 || value > Long.MAX_VALUE || value != Math.rint(value)) {
            throw new BadInput(path, "a whole number of 0 or more", node);
        }
        return node.isIntegralNumber() ? node.longValue() : (long) value;
    }

    private String at(String name) {
        return path + "." + name;
    }
}
