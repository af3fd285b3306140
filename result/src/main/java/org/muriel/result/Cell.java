package org.muriel.result;

import java.math.BigDecimal;
import java.math.MathContext;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.metric.Metric.Aggregator;
import org.muriel.experiment.metric.Metric.Scope;

/**
 * Sums of one metric over the visitors of one variation: what everything on the results page is computed from
 * (statistics specification, 1.4). Each visitor brings a numerator Y and a denominator Z.
 *
 * <p>The sums are exact, so that recomputing and revising agree to the last digit; rounding begins where they are
 * read.
 *
 * @param visitors n
 * @param nonzero visitors with Y other than 0
 * @param sumY total of the numerators: counts, or revenue in minor currency units
 * @param sumYY total of their squares
 * @param sumYYY total of their cubes, which only a warning reads: rounded
 * @param sumZ total of the denominators; n where the scope is the visitor
 * @param sumZZ total of their squares
 * @param sumYZ total of the products
 * @param least smallest numerator; 0 without visitors
 * @param most largest numerator; 0 without visitors
 */
public record Cell(
        long visitors,
        long nonzero,
        BigDecimal sumY,
        BigDecimal sumYY,
        double sumYYY,
        BigDecimal sumZ,
        BigDecimal sumZZ,
        BigDecimal sumYZ,
        BigDecimal least,
        BigDecimal most) {

    public static final Cell EMPTY = new Cell(
            0,
            0,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            0,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            BigDecimal.ZERO);

    /** Of visitors who did something or did not. */
    public static Cell proportion(long visitors, long converted) {
        BigDecimal n = BigDecimal.valueOf(visitors);
        BigDecimal y = BigDecimal.valueOf(converted);
        return new Cell(
                visitors,
                converted,
                y,
                y,
                converted,
                n,
                n,
                y,
                converted < visitors ? BigDecimal.ZERO : y.min(BigDecimal.ONE),
                y.min(BigDecimal.ONE));
    }

    /** The metric's value, ΣY / ΣZ. Only for a cell with samples. */
    double rate() {
        return sumY.divide(sumZ, MathContext.DECIMAL64).doubleValue();
    }

    /** Whether there is anything to divide by. */
    boolean hasSamples() {
        return sumZ.signum() > 0;
    }

    /**
     * Variance of one visitor's contribution (statistics specification, 2): r(1−r) for a proportion, the sample
     * variance for a mean, the delta method for a ratio; 0 for a single visitor. Only for a cell with samples.
     */
    double variance(Metric metric) {
        double rate = rate();
        if (metric.aggregator() == Aggregator.UNIQUE && metric.scope() == Scope.VISITOR) {
            return rate * (1 - rate);
        }
        if (visitors < 2) {
            return 0;
        }
        double varianceY = covariance(sumYY, sumY, sumY);
        if (metric.aggregator() != Aggregator.RATIO && metric.scope() == Scope.VISITOR) {
            return Math.max(0, varianceY);
        }
        double meanZ = sumZ.doubleValue() / visitors;
        double linearised =
                varianceY - 2 * rate * covariance(sumYZ, sumY, sumZ) + rate * rate * covariance(sumZZ, sumZ, sumZ);
        return Math.max(0, linearised / (meanZ * meanZ));
    }

    /** Sample covariance from exact sums; nothing is lost when the mean is large against the spread. */
    private double covariance(BigDecimal sumOfProducts, BigDecimal sumA, BigDecimal sumB) {
        BigDecimal n = BigDecimal.valueOf(visitors);
        BigDecimal centred = sumOfProducts.multiply(n).subtract(sumA.multiply(sumB));
        return centred.divide(n.multiply(n.subtract(BigDecimal.ONE)), MathContext.DECIMAL64)
                .doubleValue();
    }
}
