package org.muriel.api.document;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.json.JsonObject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One place where two versions of an entry differ.
 *
 * @param member such as {@code variations[1].weight}
 * @param before absent when it is new
 * @param after absent when it is gone
 */
record Difference(String member, Optional<JsonNode> before, Optional<JsonNode> after) {

    /** Where {@code after} differs from {@code before}, in the order of members. */
    static List<Difference> between(JsonNode before, JsonNode after) {
        List<Difference> found = new ArrayList<>();
        compare("", before, after, found);
        return found;
    }

    private static void compare(String at, JsonNode before, JsonNode after, List<Difference> found) {
        if (same(before, after)) {
            return;
        }
        if (before instanceof ObjectNode one && after instanceof ObjectNode other) {
            Set<String> members = new LinkedHashSet<>(one.propertyNames());
            members.addAll(other.propertyNames());
            members.stream()
                    .sorted()
                    .forEach(it -> compare(at.isEmpty() ? it : at + "." + it, one.path(it), other.path(it), found));
        } else if (before instanceof ArrayNode one && after instanceof ArrayNode other && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                compare(at + "[" + i + "]", one.get(i), other.get(i), found);
            }
        } else {
            found.add(new Difference(at, present(before), present(after)));
        }
    }

    private static Optional<JsonNode> present(JsonNode node) {
        return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    }

    /** Whether both say the same: a number is the same however it is written. */
    static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        if (one instanceof ObjectNode first && other instanceof ObjectNode second) {
            return Set.copyOf(first.propertyNames()).equals(Set.copyOf(second.propertyNames()))
                    && first.propertyNames().stream().allMatch(it -> same(first.get(it), second.get(it)));
        }
        if (one instanceof ArrayNode first && other instanceof ArrayNode second) {
            boolean same = first.size() == second.size();
            for (int i = 0; same && i < first.size(); i++) {
                same = same(first.get(i), second.get(i));
            }
            return same;
        }
        return one.equals(other);
    }

    JsonObject json() {
        JsonObject out = new JsonObject().put("member", member);
        before.ifPresent(it -> ((ObjectNode) out.node()).set("before", it));
        after.ifPresent(it -> ((ObjectNode) out.node()).set("after", it));
        return out;
    }
}
