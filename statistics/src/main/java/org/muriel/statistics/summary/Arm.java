package org.muriel.statistics.summary;

import java.math.BigDecimal;

/**
 * What one arm is to inference: how many units were measured, what they came to on average, and how much they differ
 * (statistics specification, 2). Made exactly from sums, so that the order in which they were added does not matter.
 *
 * @param count units, 0 or more
 * @param mean 0 when {@code count} is 0
 * @param unitVariance variance of one unit's contribution, never negative; 0 when {@code count} is 0 or 1
 */
public record Arm(long count, double mean, double unitVariance) {
    public static final Arm EMPTY = new Arm(0, 0, 0);

    public Arm {
        if (count < 0 || !Double.isFinite(mean) || !(unitVariance >= 0 && unitVariance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("arm of " + count + " units with mean " + mean + " and variance "
                    + unitVariance + ", expected a count and a variance of 0 or more and finite figures");
        }
    }

    /**
     * Units that did something or did not.
     *
     * @param successes how many did; 0 to {@code count}
     */
    public static Arm proportion(long count, long successes) {
        if (successes < 0 || successes > count) {
            throw new IllegalArgumentException(successes + " successes, expected 0 to " + count);
        }
        return ExactSums.proportion(count, successes);
    }

    /** Units with a total each, from the sum of the totals and the sum of their squares. */
    public static Arm mean(long count, BigDecimal sum, BigDecimal sumOfSquares) {
        return ExactSums.mean(count, sum, sumOfSquares);
    }

    /**
     * Units with a numerator Y and a denominator Z each; the mean is ΣY/ΣZ and the variance that of the linearised
     * score (Y − rZ)/z̄, by the delta method. With ΣZ = 0 there is nothing to divide by, and the arm is as one without units.
     */
    public static Arm ratio(
            long count, BigDecimal sumY, BigDecimal sumYY, BigDecimal sumZ, BigDecimal sumZZ, BigDecimal sumYZ) {
        return ExactSums.ratio(count, sumY, sumYY, sumZ, sumZZ, sumYZ);
    }

    /** Variance of the mean, s²/n; 0 without units. */
    public double varianceOfMean() {
        return count == 0 ? 0 : unitVariance / count;
    }
}
