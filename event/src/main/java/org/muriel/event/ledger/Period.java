package org.muriel.event.ledger;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * Which part of the ledger is looked at, by the hour in which events were received.
 *
 * @param projectId nothing for all projects
 * @param from its hour is the first
 * @param to its hour is left out, unless it is later than the full hour
 */
public record Period(OptionalLong projectId, Instant from, Instant to) {
    private static final long HOUR_SECONDS = 3600;

    public static final Period ALL = new Period(OptionalLong.empty(), Instant.EPOCH, Instant.ofEpochSecond(1L << 40));

    /** The first hour, counted from 1970. */
    public long firstHour() {
        return hour(from);
    }

    /** The hour after the last one, counted from 1970. */
    public long endHour() {
        return Math.ceilDiv(to.toEpochMilli(), HOUR_SECONDS * 1000);
    }

    /** Hours from the beginning of 1970 to a moment, in UTC: the number under which the ledger counts it. */
    public static long hour(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), HOUR_SECONDS);
    }

    /** When an hour begins. */
    public static Instant start(long hour) {
        return Instant.ofEpochSecond(hour * HOUR_SECONDS);
    }
}
