package org.muriel.event;

import java.util.Optional;

/**
 * A property of a visitor.
 *
 * @param id of the attribute as text; for those that begin with {@code $opt_}, their key
 */
public record VisitorAttribute(Optional<String> id, String key, Value value) {

    /** Nothing else is ever sent: lists, objects and null are left out by clients. */
    public sealed interface Value {
        record Text(String text) implements Value {}

        /** @param number finite */
        record Numeric(double number) implements Value {}

        record Truth(boolean truth) implements Value {}
    }
}
