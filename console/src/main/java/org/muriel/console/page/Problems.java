package org.muriel.console.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the API found wrong with what was entered, by the member it names.
 *
 * @param message a sentence about the whole; empty when nothing is wrong
 * @param byMember a member, such as {@code variations.0.weight} → sentences
 */
public record Problems(String message, Map<String, List<String>> byMember) {
    public static final Problems NONE = new Problems("", Map.of());

    public Problems {
        byMember = new LinkedHashMap<>(byMember);
    }

    /** One that only we know of, before the API is asked. */
    public static Problems of(String member, String sentence) {
        return new Problems(
                "Please look at what is marked below: nothing was changed.", Map.of(member, List.of(sentence)));
    }

    static Problems of(JsonNode error, int status) {
        Map<String, List<String>> byMember = new LinkedHashMap<>();
        error.path("messages")
                .properties()
                .forEach(it -> byMember.put(it.getKey(), Answer.elements(it.getValue(), JsonNode::asString)));
        return new Problems(error.path("message").asString("The server answered " + status + "."), byMember);
    }

    public boolean isEmpty() {
        return message.isEmpty() && byMember.isEmpty();
    }

    /** What is wrong with the member itself or something inside it. */
    public Optional<String> at(String member) {
        List<String> found = new ArrayList<>();
        byMember.forEach((pointer, sentences) -> {
            if (pointer.equals(member) || pointer.startsWith(member + ".")) {
                found.addAll(sentences);
            }
        });
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", found));
    }

    /** Problems of members that have no field of their own in the form. */
    public Map<String, List<String>> besides(List<String> fields) {
        Map<String, List<String>> rest = new LinkedHashMap<>(byMember);
        rest.keySet()
                .removeIf(pointer ->
                        fields.stream().anyMatch(field -> pointer.equals(field) || pointer.startsWith(field + ".")));
        return rest;
    }
}
