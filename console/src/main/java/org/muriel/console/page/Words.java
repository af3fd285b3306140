package org.muriel.console.page;

import java.math.BigDecimal;
import java.math.MathContext;
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

    /** The word as it begins a sentence. */
    public static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
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

    /** A number in a query, or the other one when it is none. */
    public static int number(String text, int otherwise) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : otherwise;
    }

    /** A fraction as a change in percent, such as {@code +2.1 %}, with a figure after the point unless it is large. */
    public static String signedPercent(double fraction) {
        if (!Double.isFinite(fraction)) {
            return Double.isNaN(fraction) ? "–" : fraction > 0 ? "+∞" : "−∞";
        }
        if (fraction == 0) {
            return "0 %";
        }
        double percent = fraction * 100;
        int digits = Math.abs(percent) >= 100 ? 0 : Math.abs(percent) < 1 ? 2 : 1;
        String text = String.format(Locale.ROOT, "%." + digits + "f", Math.abs(percent));
        return (percent < 0 ? "−" : "+") + text + " %";
    }

    /** A figure with four digits that count, such as {@code 0.1234} or {@code 12 345}. */
    public static String figure(double figure) {
        if (!Double.isFinite(figure)) {
            return "–";
        }
        if (Math.abs(figure) >= 1000 || figure == Math.rint(figure)) {
            return (figure < 0 ? "−" : "") + count(Math.round(Math.abs(figure)));
        }
        String text = new BigDecimal(Math.abs(figure))
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
        return (figure < 0 ? "−" : "") + text;
    }

    /** A p-value or the like: four figures after the point, or that it is below. */
    public static String probability(double probability) {
        return probability < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", probability);
    }
}
