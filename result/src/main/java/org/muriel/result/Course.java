package org.muriel.result;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * What became of an experiment, as far as it says which events count and where they belong.
 *
 * @param primaryEnvironment whose events count, together with those whose environment is not known; without one, those
 *     of all environments
 * @param running from a start or resume to the pause or archive after it, in time, without overlap
 * @param epochs when the second and each later epoch began, ascending
 * @param allowListed who was on the experiment's list of forced variations, and when
 */
public record Course(
        OptionalLong primaryEnvironment, List<Window> running, List<Instant> epochs, List<AllowListed> allowListed) {

    public Course {
        running = List.copyOf(running);
        epochs = List.copyOf(epochs);
        allowListed = List.copyOf(allowListed);
    }

    /**
     * A visitor exposed first while on the list never enters.
     *
     * @param visitor hash of the visitor's id, as the store has it
     */
    public record AllowListed(long visitor, Window during) {}

    /** Ran all the time in one environment, with the same weights, and forced nothing on anybody. */
    public static Course uninterrupted(Window window, long primaryEnvironment) {
        return new Course(OptionalLong.of(primaryEnvironment), List.of(window), List.of(), List.of());
    }

    /** Ran all the time, in any environment, with the same weights, and forced nothing on anybody. */
    public static Course uninterrupted(Window window) {
        return new Course(OptionalLong.empty(), List.of(window), List.of(), List.of());
    }
}
