package org.muriel.statistics.adjustment;

import java.util.Arrays;
import java.util.Optional;

/**
 * Caps the totals of single units at a high quantile, so that one big spender does not drown an effect (statistics
 * specification, 8.4; Dixon 1960, Annals of Mathematical Statistics 31(2), names it after Winsor).
 *
 * <p>The quantile is taken over nonzero totals, because in most metrics the 99.9 % quantile of all totals would depend on how
 * many did nothing; over both arms together, never for each arm, because a cap that knows the arms would look for a difference
 * by itself. A cap that ignores labels leaves the comparison of equals exact, also when it is recomputed at each look. Between
 * two order statistics it interpolates linearly (type 7 of Hyndman and Fan 1996, The American Statistician 50(4)).
 *
 * <p>Accepted cost: the effect is then one on capped totals. What the biggest spenders do differently is not seen.
 *
 * @param cap totals above it count as it
 */
public record Winsorizing(double cap) {
    /** Touches one in a thousand of those who did something. */
    public static final double DEFAULT_QUANTILE = 0.999;

    /** Which totals the quantile is taken of. */
    public enum Of {
        ALL,
        NONZERO
    }

    /**
     * The cap for these totals; absent when there are none to take a quantile of, and then nothing needs a cap.
     *
     * @param totals of all units in all arms
     * @param quantile above 0, at most 1
     */
    public static Optional<Winsorizing> at(double[] totals, double quantile, Of of) {
        if (!(quantile > 0 && quantile <= 1)) {
            throw new IllegalArgumentException("quantile is " + quantile + ", expected above 0 to 1");
        }
        double[] sorted = Arrays.stream(totals)
                .filter(it -> of == Of.ALL || it != 0)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return Optional.empty();
        }
        double place = quantile * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return Optional.of(new Winsorizing(sorted[below] + (place - below) * (sorted[above] - sorted[below])));
    }

    public double apply(double total) {
        return Math.min(total, cap);
    }

    /** The same for many; the given array stays as it is. */
    public double[] apply(double[] totals) {
        return Arrays.stream(totals).map(this::apply).toArray();
    }
}
