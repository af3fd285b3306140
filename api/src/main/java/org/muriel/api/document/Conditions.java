package org.muriel.api.document;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.muriel.api.json.Json;
import org.muriel.experiment.audience.Condition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Condition trees as people write them: {@code {and: [...]}}, {@code {or: [...]}}, {@code {not: ...}}, or a leaf. In
 * bodies they are lists that begin with their operator.
 */
final class Conditions {
    private Conditions() {}

    /** Reads a leaf, or reports what is wrong with it. */
    @FunctionalInterface
    interface LeafReader {
        Optional<ObjectNode> read(JsonNode leaf, String at, String inBody);
    }

    /** @return nothing when something was reported */
    static Optional<JsonNode> toBody(Entry entry, JsonNode tree, String at, String inBody, LeafReader leaves) {
        entry.movedFrom(at, inBody);
        Optional<String> operator = operator(tree);
        if (operator.isEmpty()) {
            return leaves.read(tree, at, inBody).map(it -> it);
        }
        String word = operator.get();
        JsonNode operands = tree.get(word);
        ArrayNode list = Json.array().add(word);
        if (word.equals("not")) {
            toBody(entry, operands, at + "/not", inBody + "/1", leaves).ifPresent(list::add);
            return list.size() == 2 ? Optional.of(list) : Optional.empty();
        }
        if (!operands.isArray() || operands.isEmpty()) {
            entry.reject(at + "/" + word, "a list of at least one condition", operands);
            return Optional.empty();
        }
        for (int i = 0; i < operands.size(); i++) {
            toBody(entry, operands.get(i), at + "/" + word + "/" + i, inBody + "/" + (i + 1), leaves)
                    .ifPresent(list::add);
        }
        return list.size() == operands.size() + 1 ? Optional.of(list) : Optional.empty();
    }

    static <T> JsonNode write(Condition<T> condition, Function<T, JsonNode> leaf) {
        return switch (condition) {
            case Condition.And<T>(List<Condition<T>> operands) -> operator("and", operands, leaf);
            case Condition.Or<T>(List<Condition<T>> operands) -> operator("or", operands, leaf);
            case Condition.Not<T>(Condition<T> operand) -> Json.object().set("not", write(operand, leaf));
            case Condition.Leaf<T>(T test) -> leaf.apply(test);
        };
    }

    private static <T> JsonNode operator(String word, List<Condition<T>> operands, Function<T, JsonNode> leaf) {
        ObjectNode tree = Json.object();
        ArrayNode list = tree.putArray(word);
        operands.forEach(it -> list.add(write(it, leaf)));
        return tree;
    }

    private static Optional<String> operator(JsonNode tree) {
        return tree instanceof ObjectNode object && object.size() == 1
                ? List.of("and", "or", "not").stream().filter(object::has).findFirst()
                : Optional.empty();
    }
}
