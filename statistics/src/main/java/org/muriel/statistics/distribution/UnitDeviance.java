package org.muriel.statistics.distribution;

/**
 * u − ln(1+u) without cancellation.
 *
 * <p>Densities of large counts are exp(−Σ nᵢ ln(pᵢ/qᵢ)) with terms that are far larger than their sum. Written with
 * this function each term is of the size of what it contributes, because the linear parts cancel on paper (C. Loader
 * 2000, Fast and accurate computation of binomial probabilities, section 2.1, where it is called the deviance).
 */
final class UnitDeviance {
    /** From here on u and ln(1+u) differ enough to be subtracted. */
    private static final double SERIES_BELOW = 0.3;

    /** Terms until (s²)ᵏ is below 2⁻⁵³ for s = u/(2+u) at both ends of the series' range. */
    private static final int TERMS = 12;

    private UnitDeviance() {}

    /**
     * @param u more than −1
     */
    static double of(double u) {
        if (Math.abs(u) >= SERIES_BELOW) {
            return u - StrictMath.log1p(u);
        }
        // ln(1+u) = 2(s + s³/3 + s⁵/5 + …) and u − 2s = us
        double s = u / (2 + u);
        double square = s * s;
        double sum = 0;
        for (int k = TERMS; k >= 1; k--) {
            sum = (sum + 1.0 / (2 * k + 1)) * square;
        }
        return s * (u - 2 * sum);
    }
}
