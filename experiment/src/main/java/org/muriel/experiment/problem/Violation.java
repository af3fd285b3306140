package org.muriel.experiment.problem;

import java.util.Optional;

/**
 * One thing wrong with what was sent.
 *
 * @param at JSON pointer into the request body such as {@code /variations/0/weight}, or the name of a query parameter
 * @param expected what would have been accepted, in the caller's words
 * @param found what was sent, shortened for people
 * @param sentence what to tell people instead of the two, where existing clients know the words
 */
public record Violation(String at, String expected, String found, Optional<String> sentence) {
    public Violation(String at, String expected, String found) {
        this(at, expected, found, Optional.empty());
    }

    /** The same, seen from further up: its pointer begins with {@code pointer}. */
    public Violation below(String pointer) {
        return new Violation(pointer + at, expected, found, sentence);
    }
}
