package org.muriel.api.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Times on the wire (REST specification, 1.6). */
public final class Times {
    private static final DateTimeFormatter WIRE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final List<Function<String, Instant>> READERS = List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
            text -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private Times() {}

    /** Always UTC, with six fraction digits. */
    public static String write(Instant time) {
        return WIRE.format(time);
    }

    /** Any ISO 8601 date-time, to the microsecond; a date means its midnight, and a time without offset is UTC. */
    public static Optional<Instant> parse(String text) {
        for (Function<String, Instant> reader : READERS) {
            try {
                Instant time = reader.apply(text);
                return time.isBefore(EARLIEST) || time.isAfter(LATEST)
                        ? Optional.empty()
                        : Optional.of(time.truncatedTo(ChronoUnit.MICROS));
            } catch (DateTimeException e) {
                // not this form: the next one may fit
            }
        }
        return Optional.empty();
    }
}
