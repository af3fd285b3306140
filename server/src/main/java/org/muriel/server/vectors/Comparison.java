package org.muriel.server.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What is different between two documents, field by field. {@code null} and nothing at all are the same: absent. Fields
 * that nobody expects are passed over, except in what is whole: there they would be values that must not be shown.
 */
final class Comparison {
    /** It follows from the other fields of an answer, which may leave it out (statistics specification, 11.3). */
    private static final Set<String> MAY_BE_LEFT_OUT = Set.of("is_most_conclusive");

    private final Tolerance tolerance;
    private final boolean whole;
    private final List<String> differences = new ArrayList<>();

    private Comparison(Tolerance tolerance, boolean whole) {
        this.tolerance = tolerance;
        this.whole = whole;
    }

    /**
     * @param whole whether every field below the named ones is expected to be there
     * @return the first difference and how many more there are; nothing when there is none
     */
    static Optional<String> of(JsonNode expected, JsonNode got, Tolerance tolerance, boolean whole) {
        Comparison comparison = new Comparison(tolerance, whole);
        comparison.members("", expected, got, false);
        return switch (comparison.differences.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(comparison.differences.getFirst());
            default ->
                Optional.of(comparison.differences.getFirst() + "; and " + (comparison.differences.size() - 1)
                        + " more of its fields");
        };
    }

    private void compare(String field, JsonNode expected, JsonNode got) {
        if (Json.isAbsent(expected) || Json.isAbsent(got)) {
            require(Json.isAbsent(expected) == Json.isAbsent(got), field, expected, got);
        } else if (expected.isObject() && got.isObject()) {
            members(field + ".", expected, got, whole);
        } else if (expected.isArray() && got.isArray()) {
            elements(field, expected, got);
        } else if (expected.isNumber() && got.isNumber()) {
            require(tolerance.allows(expected, got), field, expected, got);
        } else {
            require(expected.equals(got), field, expected, got);
        }
    }

    private void members(String prefix, JsonNode expected, JsonNode got, boolean all) {
        for (Map.Entry<String, JsonNode> member : expected.properties()) {
            compare(prefix + member.getKey(), member.getValue(), got.path(member.getKey()));
        }
        if (all) {
            for (Map.Entry<String, JsonNode> member : got.properties()) {
                if (!expected.has(member.getKey()) && !MAY_BE_LEFT_OUT.contains(member.getKey())) {
                    compare(prefix + member.getKey(), expected.path(member.getKey()), member.getValue());
                }
            }
        }
    }

    private void elements(String field, JsonNode expected, JsonNode got) {
        require(expected.size() == got.size(), field, expected, got);
        for (int i = 0; i < Math.min(expected.size(), got.size()); i++) {
            compare(field + "[" + i + "]", expected.get(i), got.get(i));
        }
    }

    private void require(boolean holds, String field, JsonNode expected, JsonNode got) {
        if (!holds) {
            differences.add(
                    field + ": expected " + shown(expected) + ", got " + shown(got) + ", tolerance " + tolerance);
        }
    }

    private static String shown(JsonNode node) {
        return Json.isAbsent(node) ? "nothing" : node.toString();
    }
}
