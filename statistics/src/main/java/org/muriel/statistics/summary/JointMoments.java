package org.muriel.statistics.summary;

import java.math.BigDecimal;

/**
 * What one arm came to together with something known of its units beforehand.
 *
 * @param count units, 0 or more
 * @param meanY of what is measured
 * @param meanX of the covariate
 * @param varianceY of one unit, 0 or more
 * @param varianceX of one unit, 0 or more
 * @param covariance of one unit's Y and X
 */
public record JointMoments(
        long count, double meanY, double meanX, double varianceY, double varianceX, double covariance) {
    public static final JointMoments NONE = new JointMoments(0, 0, 0, 0, 0, 0);

    public JointMoments {
        if (count < 0
                || !(varianceY >= 0 && varianceX >= 0)
                || !Double.isFinite(meanY + meanX + varianceY + varianceX + covariance)) {
            throw new IllegalArgumentException("joint moments of " + count + " units with means " + meanY + " and "
                    + meanX + ", variances " + varianceY + " and " + varianceX + " and covariance " + covariance
                    + ", expected finite figures, a count and variances of 0 or more");
        }
    }

    /** Exactly from sums, with variances over n − 1. */
    public static JointMoments of(
            long count, BigDecimal sumY, BigDecimal sumYY, BigDecimal sumX, BigDecimal sumXX, BigDecimal sumXY) {
        if (count == 0) {
            return NONE;
        }
        BigDecimal n = BigDecimal.valueOf(count);
        return new JointMoments(
                count,
                ExactSums.quotient(sumY, n),
                ExactSums.quotient(sumX, n),
                Math.max(0, ExactSums.covariance(count, sumYY, sumY, sumY)),
                Math.max(0, ExactSums.covariance(count, sumXX, sumX, sumX)),
                ExactSums.covariance(count, sumXY, sumX, sumY));
    }
}
