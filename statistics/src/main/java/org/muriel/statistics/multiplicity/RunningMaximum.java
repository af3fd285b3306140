package org.muriel.statistics.multiplicity;

/**
 * An e-value out of the largest e-value so far.
 *
 * <p>The running maximum E* is no e-value: its expectation is infinite. A(E*) is one, for A(y) = (y − 1 − ln y)/(ln y)²,
 * A(1) = ½: the mixture ∫₀¹ κ y^(1−κ) dκ of the calibrators of p = 1/y (G. Shafer, A. Shen, N. Vereshchagin and V. Vovk 2011,
 * Statistical Science 26(1); statistics specification, 6.3). It never falls, so decisions made on it last.
 */
public final class RunningMaximum {
    /** Below this e^L − 1 − L cancels, and the series has converged after as many terms. */
    private static final double SERIES_BELOW = 1;

    private static final int TERMS = 18;

    private RunningMaximum() {}

    /**
     * ln A(E*).
     *
     * @param logLargest ln E*, 0 or more because E begins at 1
     */
    public static double logAdjusted(double logLargest) {
        if (!(logLargest >= 0 && logLargest < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "logarithm of the largest e-value is " + logLargest + ", expected a finite number of 0 or more");
        }
        if (logLargest < SERIES_BELOW) {
            // (e^L − 1 − L)/L² = 1/2! + L/3! + L²/4! + …
            double sum = 1;
            for (int k = TERMS; k >= 3; k--) {
                sum = 1 + sum * logLargest / k;
            }
            return StrictMath.log(0.5 * sum);
        }
        return logLargest
                + StrictMath.log1p(-(1 + logLargest) * StrictMath.exp(-logLargest))
                - 2 * StrictMath.log(logLargest);
    }
}
