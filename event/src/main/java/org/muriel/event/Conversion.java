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
 * @param revenue in hundredths of a currency unit
 * @param value any finite number, such as a duration or a rating
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
        implements VisitorEvent {}
