package org.muriel.api.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.muriel.api.json.Json;
import org.muriel.api.json.JsonObject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One property that differs between two states of a thing.
 *
 * @param property its name; for a member of a member with dots, such as {@code environments.Production.status}
 */
record Difference(String property, Optional<JsonNode> before, Optional<JsonNode> after) {
    /** What differs in every change, or in none. */
    private static final Set<String> UNTOLD = Set.of("created", "id", "last_modified", "project_id");

    /** Those of two states, by their names. Of a thing that is new only what is not empty is told. */
    static List<Difference> between(Optional<JsonObject> before, JsonObject after) {
        List<Difference> found = new ArrayList<>();
        JsonNode old = before.map(JsonObject::node).orElseGet(Json::object);
        collect("", old, after.node(), found);
        return before.isPresent()
                ? found
                : found.stream().filter(it -> !isEmpty(it.after())).toList();
    }

    private static void collect(String prefix, JsonNode before, JsonNode after, List<Difference> found) {
        Set<String> names = new TreeSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        for (String name : names) {
            Optional<JsonNode> old = Optional.ofNullable(before.get(name));
            Optional<JsonNode> present = Optional.ofNullable(after.get(name));
            if (old.equals(present) || (prefix.isEmpty() && UNTOLD.contains(name))) {
                continue;
            }
            if (isObject(old) && isObject(present)) {
                collect(prefix + name + ".", old.get(), present.get(), found);
            } else {
                found.add(new Difference(prefix + name, old, present));
            }
        }
    }

    private static boolean isObject(Optional<JsonNode> node) {
        return node.filter(JsonNode::isObject).isPresent();
    }

    private static boolean isEmpty(Optional<JsonNode> node) {
        return node.filter(it -> !(it.isContainer() && it.isEmpty())
                        && !(it.isString() && it.asString().isEmpty()))
                .isEmpty();
    }

    JsonObject json() {
        ObjectNode json = Json.object().put("description", description()).put("property", property);
        before.ifPresent(it -> json.set("before", it));
        after.ifPresent(it -> json.set("after", it));
        return JsonObject.of(json);
    }

    private String description() {
        String verb = before.isEmpty() ? "Set " : after.isEmpty() ? "Removed " : "Changed ";
        return verb + property.replace('.', ' ').replace('_', ' ');
    }
}
