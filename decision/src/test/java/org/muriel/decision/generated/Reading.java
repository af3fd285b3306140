package org.muriel.decision.generated;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Both sides' values in one form, so that they are equal when they mean the same. */
final class Reading {
    private Reading() {}

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** A value of a variable: every number is a double, as in the official SDK's JSON. */
    static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case Number number -> number.doubleValue();
            case Map<?, ?> members -> {
                Map<String, @Nullable Object> read = new LinkedHashMap<>();
                members.forEach((name, member) -> read.put(String.valueOf(name), value(member)));
                yield read;
            }
            case List<?> elements ->
                elements.stream().map(it -> String.valueOf(value(it))).toList();
            case null, default -> value;
        };
    }

    /** The reasons that all SDKs give in the same words. SDK contract, 4.3. */
    static List<String> shared(List<String> reasons) {
        return reasons.stream()
                .filter(it -> it.startsWith("No flag was found for key ")
                        || it.startsWith("Variable value for key ")
                        || it.endsWith(" in the forced decision map."))
                .sorted()
                .toList();
    }
}
