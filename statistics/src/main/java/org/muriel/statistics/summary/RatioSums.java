package org.muriel.statistics.summary;

import java.math.BigDecimal;

/**
 * Sums over the units of one arm for a ratio and the same ratio before: numerator Y, denominator Z, and U and W, numerator
 * and denominator of the time before (X_Y and X_Z in statistics specification, 8.3).
 *
 * @param count units, 0 or more
 */
public record RatioSums(
        long count,
        BigDecimal sumY,
        BigDecimal sumZ,
        BigDecimal sumU,
        BigDecimal sumW,
        BigDecimal sumYY,
        BigDecimal sumZZ,
        BigDecimal sumUU,
        BigDecimal sumWW,
        BigDecimal sumYZ,
        BigDecimal sumYU,
        BigDecimal sumYW,
        BigDecimal sumZU,
        BigDecimal sumZW,
        BigDecimal sumUW) {
    /**
     * Moments of the linearised scores: (Y − rZ)/z̄ around r, and (U − qW)/w̄ for the time before, whose q and w̄ are given
     * because they are pooled over arms. Everything follows from the sums because the scores are linear in them.
     *
     * @param before q, the pooled ratio before; any number when {@code meanBefore} is 0
     * @param meanBefore w̄, the pooled mean of the denominator before; at 0 nobody has a past, and the covariate is 0
     */
    public JointMoments scores(double before, double meanBefore) {
        Arm arm = Arm.ratio(count, sumY, sumYY, sumZ, sumZZ, sumYZ);
        if (arm.count() == 0) {
            return JointMoments.NONE;
        }
        if (meanBefore == 0) {
            return new JointMoments(count, arm.mean(), 0, arm.unitVariance(), 0, 0);
        }
        BigDecimal n = BigDecimal.valueOf(count);
        double ratio = arm.mean();
        double mean = ExactSums.quotient(sumZ, n);
        double meanScore = (ExactSums.quotient(sumU, n) - before * ExactSums.quotient(sumW, n)) / meanBefore;
        double varianceBefore = covariance(sumUU, sumU, sumU)
                - 2 * before * covariance(sumUW, sumU, sumW)
                + before * before * covariance(sumWW, sumW, sumW);
        double joint = covariance(sumYU, sumY, sumU)
                - ratio * covariance(sumZU, sumZ, sumU)
                - before * covariance(sumYW, sumY, sumW)
                + ratio * before * covariance(sumZW, sumZ, sumW);
        return new JointMoments(
                count,
                ratio,
                meanScore,
                arm.unitVariance(),
                Math.max(0, varianceBefore / (meanBefore * meanBefore)),
                joint / (mean * meanBefore));
    }

    private double covariance(BigDecimal sumOfProducts, BigDecimal sumA, BigDecimal sumB) {
        return ExactSums.covariance(count, sumOfProducts, sumA, sumB);
    }
}
