package org.muriel.api.route;

import java.util.List;
import java.util.Set;

/**
 * A parameter of a route, in the path or in the query. What a route declares is checked before its handler runs;
 * parameters it does not declare are ignored.
 *
 * @param words what an enumerated parameter may be; empty for the other types
 */
public record Parameter(String name, In in, Type type, boolean required, List<String> words) {

    public enum In {
        PATH,
        QUERY
    }

    public enum Type {
        /** A positive integer. */
        ID,
        /** An integer of at least 1. */
        PAGE,
        /** An integer from 1 to 100. */
        PER_PAGE,
        /** {@code true}, {@code false}, {@code 1} or {@code 0}, in any case. */
        TRUTH,
        TEXT,
        /** An ISO 8601 date-time. */
        TIME,
        WORD,
        /** Ids: the parameter may be repeated, and a value may have several, separated by commas. */
        IDS,
        /** Texts, given as {@link #IDS} are. */
        TEXTS,
        /** Words, given as {@link #IDS} are. */
        WORDS;

        boolean isList() {
            return this == IDS || this == TEXTS || this == WORDS;
        }
    }

    public static Parameter path(String name, Type type) {
        return new Parameter(name, In.PATH, type, true, List.of());
    }

    public static Parameter required(String name, Type type) {
        return new Parameter(name, In.QUERY, type, true, List.of());
    }

    public static Parameter optional(String name, Type type) {
        return new Parameter(name, In.QUERY, type, false, List.of());
    }

    public static Parameter oneOf(String name, Set<String> words) {
        return new Parameter(name, In.QUERY, Type.WORD, false, List.copyOf(words));
    }

    /** Any of the words, as many of them as one likes. */
    public static Parameter someOf(String name, Set<String> words) {
        return new Parameter(name, In.QUERY, Type.WORDS, false, List.copyOf(words));
    }

    /** The two parameters of every paged collection. */
    public static List<Parameter> paging() {
        return List.of(optional("page", Type.PAGE), optional("per_page", Type.PER_PAGE));
    }

    /** What it may be, in words. */
    public String expected() {
        return switch (type) {
            case ID, IDS -> "an id, a positive integer";
            case PAGE -> "an integer of at least 1";
            case PER_PAGE -> "an integer from 1 to 100";
            case TRUTH -> "true or false";
            case TEXT, TEXTS -> "text";
            case TIME -> "an ISO 8601 time";
            case WORD, WORDS ->
                "one of " + String.join(", ", words.stream().sorted().toList());
        };
    }
}
