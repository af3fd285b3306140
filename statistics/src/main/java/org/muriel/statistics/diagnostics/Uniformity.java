package org.muriel.statistics.diagnostics;

import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;

/**
 * Do p-values look as they must when nothing is different? Then they are uniform on 0 to 1, and the largest distance D of
 * their distribution from the diagonal follows Kolmogorov's (Kolmogorov 1933; statistics specification, 9.6). This checks a
 * whole system by comparing equals with equals: a bug in splitting, joining or computing bends the distribution long before
 * anybody doubts a single result.
 *
 * <p>P(D) is the limiting series 2 Σ (−1)^{j−1} e^{−2j²λ²} at λ = (√n + 0.12 + 0.11/√n) D, whose correction makes it good to
 * about two digits from n = 5 on (Stephens 1970, Journal of the Royal Statistical Society B 32(1)). Accepted cost: not
 * exact; but fewer than 50 values are refused anyway, and there an alarm does not hang on the third digit.
 *
 * @param distance D, 0 to 1
 * @param p chance of at least this distance when the values are uniform
 */
public record Uniformity(double distance, double p) {
    private static final int FEWEST = 50;

    /** Below this λ the series converges too slowly and p is 1 to fifteen digits. */
    private static final double SMALLEST = 0.2;

    private static final int TERMS = 100;

    /**
     * There is none for fewer than 50 values.
     *
     * @param values p-values, each 0 to 1, in any order
     */
    public static Estimate<Uniformity> of(double[] values) {
        int n = values.length;
        if (n < FEWEST) {
            return Estimate.none(Reason.TOO_LITTLE_DATA);
        }
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        if (!(sorted[0] >= 0 && sorted[n - 1] <= 1)) {
            throw new IllegalArgumentException(
                    "values from " + sorted[0] + " to " + sorted[n - 1] + ", expected 0 to 1");
        }
        double distance = 0;
        for (int i = 0; i < n; i++) {
            distance = Math.max(distance, Math.max((i + 1.0) / n - sorted[i], sorted[i] - (double) i / n));
        }
        double root = Math.sqrt(n);
        return Estimate.of(new Uniformity(distance, survival((root + 0.12 + 0.11 / root) * distance)));
    }

    private static double survival(double lambda) {
        if (lambda < SMALLEST) {
            return 1;
        }
        double sum = 0;
        double sign = 1;
        for (int j = 1; j <= TERMS; j++) {
            sum += sign * StrictMath.exp(-2.0 * j * j * lambda * lambda);
            sign = -sign;
        }
        return Math.clamp(2 * sum, 0, 1);
    }
}
