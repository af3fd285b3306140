package org.muriel.api.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.muriel.api.json.Json;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.problem.Violations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The list grammar of all conditions (REST specification, 6.1), whatever their leaves are:
 *
 * <pre>
 * node := [ "and", node+ ] | [ "or", node+ ] | [ "not", node ] | leaf
 * </pre>
 *
 * @param <T> what a leaf tests
 */
public final class ConditionGrammar<T> {
    /** People write three levels, programs a few more. */
    private static final int MOST_LEVELS = 30;

    private static final int MOST_NODES = 5_000;

    private final LeafReader<T> leafReader;
    private final Function<T, ObjectNode> leafWriter;

    /** Reads a leaf, or reports what is wrong with it. */
    @FunctionalInterface
    public interface LeafReader<T> {
        Optional<T> read(ObjectNode leaf, String at, Violations violations);
    }

    public ConditionGrammar(LeafReader<T> leafReader, Function<T, ObjectNode> leafWriter) {
        this.leafReader = leafReader;
        this.leafWriter = leafWriter;
    }

    /**
     * @param violations receives everything wrong, with pointers that begin at the root of the condition
     * @return nothing when something was reported
     */
    public Optional<Condition<T>> parse(JsonNode root, Violations violations) {
        if (countNodes(root) > MOST_NODES) {
            violations.add("", "a condition of at most " + MOST_NODES + " nodes", "more");
            return Optional.empty();
        }
        return node(root, "", 1, violations);
    }

    /** One line, with a space after each comma and colon, keys in alphabetical order. */
    public String write(Condition<T> condition) {
        return Json.spaced(toJson(condition));
    }

    private Optional<Condition<T>> node(JsonNode json, String at, int level, Violations violations) {
        if (level > MOST_LEVELS) {
            violations.add(at, "at most " + MOST_LEVELS + " levels", "more");
            return Optional.empty();
        }
        return switch (json) {
            case ObjectNode leaf -> leafReader.read(leaf, at, violations).map(Condition.Leaf::new);
            case ArrayNode list -> list(list, at, level, violations);
            default -> {
                violations.add(at, "a list that begins with and, or, not; or a leaf object", Json.excerpt(json));
                yield Optional.empty();
            }
        };
    }

    private Optional<Condition<T>> list(ArrayNode list, String at, int level, Violations violations) {
        String operator =
                list.isEmpty() || !list.get(0).isString() ? "" : list.get(0).stringValue();
        boolean isNot = operator.equals("not");
        if (!isNot && !operator.equals("and") && !operator.equals("or")) {
            violations.add(
                    at + "/0", "the operator and, or, not", list.isEmpty() ? "nothing" : Json.excerpt(list.get(0)));
            return Optional.empty();
        }
        if (isNot ? list.size() != 2 : list.size() < 2) {
            violations.add(
                    at,
                    isNot ? "one operand of not" : "at least one operand of " + operator,
                    (list.size() - 1) + " operands");
            return Optional.empty();
        }
        List<Condition<T>> operands = new ArrayList<>();
        for (int i = 1; i < list.size(); i++) {
            node(list.get(i), at + "/" + i, level + 1, violations).ifPresent(operands::add);
        }
        if (operands.size() < list.size() - 1) {
            return Optional.empty();
        }
        return Optional.of(
                switch (operator) {
                    case "and" -> new Condition.And<>(operands);
                    case "or" -> new Condition.Or<>(operands);
                    default -> new Condition.Not<>(operands.getFirst());
                });
    }

    private JsonNode toJson(Condition<T> condition) {
        return switch (condition) {
            case Condition.And<T>(List<Condition<T>> operands) -> list("and", operands);
            case Condition.Or<T>(List<Condition<T>> operands) -> list("or", operands);
            case Condition.Not<T>(Condition<T> operand) -> list("not", List.of(operand));
            case Condition.Leaf<T>(T test) -> leafWriter.apply(test);
        };
    }

    private ArrayNode list(String operator, List<Condition<T>> operands) {
        ArrayNode list = Json.array().add(operator);
        operands.forEach(it -> list.add(toJson(it)));
        return list;
    }

    private static int countNodes(JsonNode json) {
        int count = 1;
        if (json.isArray()) {
            for (JsonNode element : json) {
                count += countNodes(element);
            }
        }
        return count;
    }
}
