package org.muriel.experiment.problem;

import java.util.List;

/** What a caller can cause. A problem changes nothing; what only we can cause is an exception instead. */
public sealed interface Problem {

    /** @param what the kind of thing in the reader's words, such as {@code experiment} */
    record NotFound(String what, long id) implements Problem {}

    /** The same for what has a name or a UUID instead of a number. */
    record Unknown(String what, String id) implements Problem {}

    /** The request cannot be understood or breaks a rule; {@code violations} is never empty. */
    record Malformed(List<Violation> violations) implements Problem {
        public Malformed {
            violations = List.copyOf(violations);
        }

        public static Malformed at(String at, String expected, String found) {
            return new Malformed(List.of(new Violation(at, expected, found)));
        }
    }

    /** A name that must be unique is taken, possibly by an archived entity. */
    record Taken(String what, String member, String value, long byId) implements Problem {}

    /** The change is a legal one, but not in the present state. */
    record NotAllowedNow(String change, String currentStatus, String expectedStatus) implements Problem {}

    /** The change was made for another revision of the entity than the present one. */
    record Stale(String what, long id, String expected, String present) implements Problem {}

    /** A request bears the key of an earlier one and asks for something else. */
    record KeyReused(String key) implements Problem {}

    /** As much of something is kept as may be; the same request may succeed later. */
    record TooMany(String what) implements Problem {}

    /**
     * What the request was based on has changed meanwhile.
     *
     * @param what the request's word for it, such as {@code plan}
     */
    record Outdated(String what) implements Problem {}

    /** Archiving what is archived already. */
    record Gone(String what, long id) implements Problem {}

    /**
     * The caller has no right to it.
     *
     * @param what in words that follow "to", such as {@code change project 17}
     * @param expected the roles that may, in words
     * @param found what the caller is
     */
    record NotPermitted(String what, String expected, String found) implements Problem {}
}
