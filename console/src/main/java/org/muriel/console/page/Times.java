package org.muriel.console.page;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Times as the API gives them, and days as people choose them. */
public final class Times {
    private Times() {}

    /** A member that may be missing. */
    public static Optional<Instant> of(JsonNode time) {
        return time.isString() ? Optional.of(Instant.parse(time.asString())) : Optional.empty();
    }

    /** When a day begins, for the API; what is no day goes as it is, so that the API says what it expects. */
    public static String begin(String day) {
        return daysAfter(day, 0);
    }

    /** When a day is over. */
    public static String end(String day) {
        return daysAfter(day, 1);
    }

    private static String daysAfter(String day, int days) {
        try {
            return LocalDate.parse(day).plusDays(days) + "T00:00:00Z";
        } catch (DateTimeException e) {
            return day;
        }
    }
}
