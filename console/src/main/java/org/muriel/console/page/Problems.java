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

    private static final String MARKED = "Please look at what is marked below: nothing was changed.";

    public Problems {
        byMember = new LinkedHashMap<>(byMember);
    }

    /** One that only we know of, before the API is asked. */
    public static Problems of(String member, String sentence) {
        return of(Map.of(member, List.of(sentence)));
    }

    /** Those that only we know of; nothing is wrong when there are none. */
    public static Problems of(Map<String, List<String>> byMember) {
        return byMember.isEmpty() ? NONE : new Problems(MARKED, byMember);
    }

    static Problems of(JsonNode error, int status) {
        Map<String, List<String>> byMember = new LinkedHashMap<>();
        error.path("messages")
                .properties()
                .forEach(it -> byMember.put(it.getKey(), Answer.elements(it.getValue(), JsonNode::asString)));
        // the message names members as the API does; what is in a form says the same in its place
        return status == 400 && !byMember.isEmpty()
                ? of(byMember)
                : new Problems(error.path("message").asString("The server answered " + status + "."), byMember);
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

    /** What is wrong inside a row of a list, each with the name of the field it is about. */
    public List<String> within(String row) {
        List<String> found = new ArrayList<>();
        byMember.forEach((pointer, sentences) -> {
            if (pointer.equals(row)) {
                found.addAll(sentences);
            } else if (pointer.startsWith(row + ".")) {
                String field = pointer.substring(row.length() + 1).replace('_', ' ');
                sentences.forEach(it -> found.add(field + ": " + it));
            }
        });
        return found;
    }

    /** What is wrong with a list as a whole, rather than with one of its rows. */
    public Optional<String> ofWhole(String list) {
        return Optional.ofNullable(byMember.get(list)).map(it -> String.join(" ", it));
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
