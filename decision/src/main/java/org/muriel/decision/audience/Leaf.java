package org.muriel.decision.audience;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One comparison, such as {@code plan exact "pro"}. How it compares is settled when it is made; a comparison that can
 * never be known, because its match is not known or its value of the wrong kind, is one too. SDK contract, 3.3 to 3.7.
 */
public final class Leaf {
    private static final String CUSTOM = "custom_attribute";
    private static final String THIRD_PARTY = "third_party_dimension";
    private static final String EXACT = "exact";
    private static final String QUALIFIED = "qualified";

    private final String type;
    private final String attribute;
    private final Optional<String> match;
    private final Optional<Object> value;
    private final Comparison comparison;

    private Leaf(String type, String attribute, Optional<String> match, Optional<Object> value, Comparison comparison) {
        this.type = type;
        this.attribute = attribute;
        this.match = match;
        this.value = value;
        this.comparison = comparison;
    }

    /**
     * A leaf as a datafile writes it.
     *
     * @param type {@code custom_attribute} or {@code third_party_dimension}; with any other it is unknown about everyone
     * @param attribute the key of the attribute
     * @param match how to compare; absent means {@code exact}, as in JavaScript and Python. (Java compares texts there.)
     * @param value a {@code String}, {@code Boolean}, {@code Long} or {@code Double}; null if absent or of another kind
     */
    public static Leaf of(String type, String attribute, @Nullable String match, @Nullable Object value) {
        return new Leaf(
                type,
                attribute,
                Optional.ofNullable(match),
                Optional.ofNullable(value),
                comparison(type, match, value));
    }

    private static Comparison comparison(String type, @Nullable String match, @Nullable Object value) {
        return switch (type) {
            case CUSTOM -> Comparison.of(match == null ? EXACT : match, value);
            case THIRD_PARTY ->
                QUALIFIED.equals(match) && value instanceof String segment
                        ? new Comparison.Qualified(segment)
                        // Like a custom attribute, as in Java and Python; in JavaScript unknown.
                        : Comparison.of(match == null ? EXACT : match, value);
            default -> Comparison.UNKNOWN;
        };
    }

    Truth test(Map<String, ?> attributes, Set<String> segments) {
        return comparison instanceof Comparison.Qualified qualified
                ? Truth.of(segments.contains(qualified.segment()))
                : comparison.with(attributes.get(attribute));
    }

    public String type() {
        return type;
    }

    /** The key of the attribute that is looked at. */
    public String attribute() {
        return attribute;
    }

    public Optional<String> match() {
        return match;
    }

    /** What the visitor's value is compared with: a {@code String}, {@code Boolean}, {@code Long} or {@code Double}. */
    public Optional<Object> value() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Leaf leaf
                && type.equals(leaf.type)
                && attribute.equals(leaf.attribute)
                && match.equals(leaf.match)
                && value.equals(leaf.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, attribute, match, value);
    }

    @Override
    public String toString() {
        return attribute + " " + match.orElse(EXACT) + value.map(it -> " " + it).orElse("");
    }
}
