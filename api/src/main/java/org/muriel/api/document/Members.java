package org.muriel.api.document;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.muriel.experiment.problem.Violations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which members an entry of a document has, and those of the objects in it: the ones a person may write. A member of
 * another name is more likely a slip than a wish.
 */
final class Members {
    private final Set<String> members;
    private final Map<String, Members> inner = new HashMap<>();
    private final Map<String, Members> innerByName = new HashMap<>();

    private Members(Set<String> members) {
        this.members = members;
    }

    static Members of(String... members) {
        return new Members(new LinkedHashSet<>(List.of(members)));
    }

    /** A member that is an object, or an array of objects. */
    Members with(String member, Members shape) {
        members.add(member);
        inner.put(member, shape);
        return this;
    }

    /** A member that is a map to objects. */
    Members withEach(String member, Members shape) {
        members.add(member);
        innerByName.put(member, shape);
        return this;
    }

    private Optional<Members> inner(String member) {
        return Optional.ofNullable(inner.get(member));
    }

    private Optional<Members> innerByName(String member) {
        return Optional.ofNullable(innerByName.get(member));
    }

    /** Reports every member that is not in the shape. */
    void check(ObjectNode entry, String at, Violations violations) {
        entry.forEachEntry((member, value) -> {
            String place = at + "/" + Entry.escaped(member);
            if (!members.contains(member)) {
                violations.add(
                        place, "one of the members " + String.join(", ", new TreeSet<>(members)), "another name");
            }
            inner(member).ifPresent(shape -> checkAll(shape, value, place, violations));
            if (value instanceof ObjectNode map) {
                innerByName(member)
                        .ifPresent(shape -> map.forEachEntry((name, element) ->
                                checkAll(shape, element, place + "/" + Entry.escaped(name), violations)));
            }
        });
    }

    private static void checkAll(Members shape, JsonNode value, String at, Violations violations) {
        switch (value) {
            case ObjectNode object -> shape.check(object, at, violations);
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    checkAll(shape, array.get(i), at + "/" + i, violations);
                }
            }
            default -> {} // whoever reads it says what is wrong
        }
    }

    /** Removes, at every level, what is not in the shape, and what says nothing. */
    void keep(ObjectNode json) {
        for (String member : List.copyOf(json.propertyNames())) {
            JsonNode value = json.get(member);
            boolean saysNothing = (member.equals("description")
                            && value.isString()
                            && value.stringValue().isEmpty())
                    || (member.equals("variable_values") && value.isEmpty())
                    || (member.equals("archived") && value.isBoolean() && !value.booleanValue());
            if (!members.contains(member) || saysNothing) {
                json.remove(member);
                continue;
            }
            inner(member).ifPresent(shape -> keepAll(shape, value));
            innerByName(member).ifPresent(shape -> value.forEach(it -> keepAll(shape, it)));
        }
    }

    private static void keepAll(Members shape, JsonNode value) {
        switch (value) {
            case ObjectNode object -> shape.keep(object);
            case ArrayNode array -> array.forEach(it -> keepAll(shape, it));
            default -> {} // a scalar has no members
        }
    }
}
