package org.muriel.console.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How numbers and times are written on pages. */
public final class Words {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Words() {}

    /** Such as {@code 26 Nov 2026, 10:05 UTC}. */
    public static String utc(Instant time) {
        return UTC.format(time);
    }

    /** With thin groups of three, such as {@code 12 345}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }

    /** A share of 10 000 as a percentage, such as {@code 12.5 %}. */
    public static String percent(long basisPoints) {
        String text = String.format(Locale.ROOT, "%.2f", basisPoints / 100.0);
        return text.replaceAll("\\.?0+$", "") + " %";
    }

    /** {@code 1 day}, {@code 3 days}. */
    public static String many(long number, String one) {
        return count(number) + " " + one + (number == 1 ? "" : "s");
    }

    /** How long ago, roughly: {@code 5 minutes ago}, {@code just now}. */
    public static String ago(Instant time, Instant now) {
        Duration since = Duration.between(time, now);
        if (since.toMinutes() < 1) {
            return "just now";
        }
        return since.toHours() < 1
                ? many(since.toMinutes(), "minute") + " ago"
                : since.toDays() < 1 ? many(since.toHours(), "hour") + " ago" : many(since.toDays(), "day") + " ago";
    }
}
