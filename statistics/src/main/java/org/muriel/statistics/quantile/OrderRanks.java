package org.muriel.statistics.quantile;

import org.muriel.statistics.distribution.Normal;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Interval;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;

/**
 * Ranks of the order statistics between which a quantile lies, at one time fixed beforehand.
 *
 * <p>How many of n values lie below the true q-quantile is binomial(n, q), whatever the values are distributed like; its
 * normal approximation gives the ranks ⌊nq − z√(nq(1−q))⌋ and ⌈nq + z√(nq(1−q))⌉ + 1 (Hahn and Meeker 1991, "Statistical
 * Intervals", chapter 5; statistics specification, 8.5). No density is estimated and no bootstrap is drawn, which is why this and not
 * the textbook formula with 1/f(q̂).
 *
 * <p>Values that come in clusters, such as page loads of visitors, vary together: with N_i values of visitor i, S_i of them
 * at most q̂, the standard deviation becomes √(m · var(S_i − qN_i)) over m visitors (Deng, Knoblich and Lu 2018, KDD).
 *
 * <p>Accepted cost: a rank that would lie outside 1…n is clipped, and the interval is then not to be shown, because nothing
 * bounds it on that side.
 *
 * @param estimate rank of the quantile's estimate, ⌈nq⌉, 1 to n
 * @param lower 1 to n
 * @param upper 1 to n
 * @param clipped whether a rank had to be brought back into 1…n
 */
public record OrderRanks(long estimate, long lower, long upper, boolean clipped) {
    /** Of independent values; there are none without values. */
    public static Estimate<OrderRanks> of(long count, double quantile, Level level) {
        double deviation = Math.sqrt(count * checked(quantile) * (1 - quantile));
        return around(count, quantile, deviation, level);
    }

    /**
     * Of values in clusters; there are none for fewer than two clusters.
     *
     * @param values N_i, values in each cluster
     * @param below S_i, those of them that are at most the estimated quantile
     */
    public static Estimate<OrderRanks> ofClusters(long[] values, long[] below, double quantile, Level level) {
        if (values.length != below.length) {
            throw new IllegalArgumentException(
                    values.length + " clusters of values, " + below.length + " of those below");
        }
        int clusters = values.length;
        if (clusters < 2) {
            return Estimate.none(Reason.TOO_LITTLE_DATA);
        }
        long count = 0;
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < clusters; i++) {
            count = Math.addExact(count, values[i]);
            double score = below[i] - checked(quantile) * values[i];
            double apart = score - mean;
            mean += apart / (i + 1);
            squares += apart * (score - mean);
        }
        return around(count, quantile, Math.sqrt(clusters * (squares / (clusters - 1))), level);
    }

    /**
     * The interval between the values of these ranks; there is none when a rank was clipped.
     *
     * @param sorted all values, ascending
     */
    public Estimate<Interval> interval(double[] sorted) {
        return clipped
                ? Estimate.none(Reason.UNBOUNDED)
                : Estimate.of(new Interval(sorted[Math.toIntExact(lower - 1)], sorted[Math.toIntExact(upper - 1)]));
    }

    private static Estimate<OrderRanks> around(long count, double quantile, double deviation, Level level) {
        if (count == 0) {
            return Estimate.none(Reason.NO_DATA);
        }
        double centre = count * quantile;
        double half = Normal.upperQuantile(level.alpha() / 2) * deviation;
        long lower = (long) Math.floor(centre - half);
        long upper = (long) Math.ceil(centre + half) + 1;
        return Estimate.of(new OrderRanks(
                estimate(count, quantile),
                Math.clamp(lower, 1, count),
                Math.clamp(upper, 1, count),
                lower < 1 || upper > count));
    }

    /** ⌈nq⌉, where 100 · 0.07 is 7 and not a little more. */
    static long estimate(long count, double quantile) {
        double rank = count * quantile;
        double whole = Math.rint(rank);
        double rounded = Math.abs(rank - whole) <= Math.ulp(rank) ? whole : Math.ceil(rank);
        return Math.clamp((long) rounded, 1, count);
    }

    static double checked(double quantile) {
        if (!(quantile > 0 && quantile < 1)) {
            throw new IllegalArgumentException("quantile is " + quantile + ", expected between 0 and 1");
        }
        return quantile;
    }
}
