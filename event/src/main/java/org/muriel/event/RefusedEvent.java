package org.muriel.event;

import java.util.Optional;

/**
 * An event that is not kept, and why. Nothing of what it said is repeated here but its uuid, so that what a visitor
 * did cannot be read from a list of refusals.
 *
 * @param visitorId whose event it is, as far as that could be read
 * @param uuid as far as it could be read, cut to {@link #LONGEST_UUID} characters: what is listed must be no larger
 *     than what is kept
 * @param detail where the fault is, what was expected and what was found, such as {@code
 *     /visitors/0/snapshots/0/events/1/timestamp: expected a whole number, found text}
 */
public record RefusedEvent(Reason reason, Optional<String> visitorId, Optional<String> uuid, String detail) {
    public static final int LONGEST_UUID = 256;

    public RefusedEvent {
        uuid = uuid.map(it -> it.length() <= LONGEST_UUID ? it : it.substring(0, LONGEST_UUID));
    }

    /** Their names are stored and shown, in lower case: rename none. */
    public enum Reason {
        /** A member is missing or of a type that means nothing. */
        MALFORMED,
        /** A text, a list or an object is larger than any client has reason to send. */
        TOO_LARGE,
        /** A number with which exact sums could not be kept. */
        NUMBER_OUT_OF_RANGE,
        /** A time before 1973, which is one in seconds rather than milliseconds. */
        TIME_IN_SECONDS,
        /** A time more than a day ahead of the server's clock. */
        TIME_IN_FUTURE,
        /** The account or project is not one of this server's. */
        UNKNOWN_PROJECT,
        /** The program that sent it is a robot, and its project leaves those out. */
        BOT
    }
}
