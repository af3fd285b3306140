package org.muriel.event;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Something a visitor did that may be measured.
 *
 * @param key of the event
 * @param eventId nothing when the client did not know the event
 * @param revenue in hundredths of a currency unit, at most {@link #MOST_REVENUE} either way
 * @param value a finite number, such as a duration or a rating, at most {@link #MOST_VALUE} either way; it is rounded
 *     to {@link #VALUE_DECIMALS} decimals when it is kept
 * @param quantity how many; no client is known to send it
 * @param tags a JSON object as text, in which revenue and value occur again; {@code {}} when there are none
 * @param properties a JSON object as text, {@code {}} when there are none
 */
public record Conversion(
        String uuid,
        Instant at,
        String key,
        Optional<String> eventId,
        OptionalLong revenue,
        OptionalDouble value,
        OptionalLong quantity,
        String tags,
        String properties)
        implements VisitorEvent {

    /** Ten billion currency units: with it, squares over 10^14 visitors fit into the 38 digits of exact sums. */
    public static final long MOST_REVENUE = 1_000_000_000_000L;

    /** With it and its decimals, squares over 10^8 visitors fit into the 38 digits of exact sums. */
    public static final double MOST_VALUE = 1e9;

    /** Digits behind the point that exact sums have (statistics specification, 1.4). */
    public static final int VALUE_DECIMALS = 6;
}
