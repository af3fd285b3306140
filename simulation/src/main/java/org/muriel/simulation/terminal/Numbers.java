package org.muriel.simulation.terminal;

import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {
    private Numbers() {}

    /** 1234567 as 1 234 567, held together by spaces at which no line breaks. */
    public static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }

    /** A share: 0.1234 as 12.3 %. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A relative difference: 0.1234 as +12.3 %. */
    public static String lift(double lift) {
        return Double.isInfinite(lift) ? (lift > 0 ? "+∞" : "−∞") : signed(lift);
    }

    private static String signed(double lift) {
        // what rounds to nothing has no sign
        double tenths = Math.rint(1000 * lift) / 10;
        String sign = tenths > 0 ? "+" : tenths < 0 ? "−" : "±";
        return String.format(Locale.ROOT, "%s%.1f %%", sign, Math.abs(tenths));
    }
}
