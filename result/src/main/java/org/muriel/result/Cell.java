package org.muriel.result;

import java.math.BigDecimal;
import java.util.Optional;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.metric.Metric.Aggregator;
import org.muriel.experiment.metric.Metric.Scope;
import org.muriel.statistics.summary.Arm;
import org.muriel.statistics.summary.JointMoments;

/**
 * Sums of one metric over the visitors of one variation in one epoch: what everything on the results page is computed
 * from (statistics specification, 1.4). Each visitor brings a numerator Y and a denominator Z.
 *
 * <p>The sums are exact, so that recomputing, revising and merging agree to the last digit; rounding begins where they
 * are read.
 *
 * @param visitors n
 * @param nonzero visitors with Y other than 0
 * @param sumY total of the numerators: counts, or revenue in minor currency units
 * @param sumYY total of their squares
 * @param sumYYY total of their cubes, which only a warning reads: rounded
 * @param sumZ total of the denominators; n where the scope is the visitor
 * @param sumZZ total of their squares
 * @param sumYZ total of the products
 * @param covariate what the same visitors did before, where that is taken out
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
        Optional<Covariate> covariate) {

    /**
     * Sums with the covariate X of each visitor.
     *
     * @param sumX total
     * @param sumXX total of the squares
     * @param sumXY total of the products with the numerators
     */
    public record Covariate(BigDecimal sumX, BigDecimal sumXX, BigDecimal sumXY) {
        private Covariate plus(Covariate other) {
            return new Covariate(sumX.add(other.sumX), sumXX.add(other.sumXX), sumXY.add(other.sumXY));
        }

        private Covariate minus(Covariate other) {
            return new Covariate(sumX.subtract(other.sumX), sumXX.subtract(other.sumXX), sumXY.subtract(other.sumXY));
        }
    }

    /** Of visitors of whom nothing before is looked at. */
    public Cell(
            long visitors,
            long nonzero,
            BigDecimal sumY,
            BigDecimal sumYY,
            double sumYYY,
            BigDecimal sumZ,
            BigDecimal sumZZ,
            BigDecimal sumYZ) {
        this(visitors, nonzero, sumY, sumYY, sumYYY, sumZ, sumZZ, sumYZ, Optional.empty());
    }

    public Cell with(Covariate before) {
        return new Cell(visitors, nonzero, sumY, sumYY, sumYYY, sumZ, sumZZ, sumYZ, Optional.of(before));
    }

    public static final Cell EMPTY =
            new Cell(0, 0, BigDecimal.ZERO, BigDecimal.ZERO, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    /** Of visitors who did something or did not. */
    public static Cell proportion(long visitors, long converted) {
        BigDecimal n = BigDecimal.valueOf(visitors);
        BigDecimal y = BigDecimal.valueOf(converted);
        return new Cell(visitors, converted, y, y, converted, n, n, y);
    }

    /** Both together; the order does not matter, except for the rounded cubes. */
    public Cell merge(Cell other) {
        if (visitors == 0 || other.visitors == 0) {
            return visitors == 0 ? other : this;
        }
        return new Cell(
                visitors + other.visitors,
                nonzero + other.nonzero,
                sumY.add(other.sumY),
                sumYY.add(other.sumYY),
                sumYYY + other.sumYYY,
                sumZ.add(other.sumZ),
                sumZZ.add(other.sumZZ),
                sumYZ.add(other.sumYZ),
                covariate.flatMap(it -> other.covariate.map(it::plus)));
    }

    /** Of the same visitors, whose numerators are smaller. */
    public Cell less(BigDecimal y, BigDecimal yy, double yyy) {
        return new Cell(
                visitors,
                nonzero,
                sumY.subtract(y),
                sumYY.subtract(yy),
                sumYYY - yyy,
                sumZ,
                sumZZ,
                sumYZ.subtract(y),
                covariate);
    }

    /** Without visitors who are among these. */
    public Cell without(Cell some) {
        if (some.visitors == 0) {
            return this;
        }
        return visitors == some.visitors
                ? EMPTY
                : new Cell(
                        visitors - some.visitors,
                        nonzero - some.nonzero,
                        sumY.subtract(some.sumY),
                        sumYY.subtract(some.sumYY),
                        sumYYY - some.sumYYY,
                        sumZ.subtract(some.sumZ),
                        sumZZ.subtract(some.sumZZ),
                        sumYZ.subtract(some.sumYZ),
                        covariate.flatMap(it -> some.covariate.map(it::minus)));
    }

    /** The denominator that people see: visitors, sessions or events. */
    long samples(Metric metric) {
        return isRatio(metric) ? sumZ.longValue() : visitors;
    }

    /** What inference needs; without visitors, or without anything to divide by, an arm without units. */
    Arm arm(Metric metric) {
        if (isRatio(metric)) {
            return Arm.ratio(visitors, sumY, sumYY, sumZ, sumZZ, sumYZ);
        }
        return isProportion(metric) ? Arm.proportion(visitors, sumY.longValueExact()) : Arm.mean(visitors, sumY, sumYY);
    }

    /** What adjusting needs; without a covariate that says nothing. */
    JointMoments joint() {
        return covariate
                .map(it -> JointMoments.of(visitors, sumY, sumYY, it.sumX(), it.sumXX(), it.sumXY()))
                .orElseGet(() ->
                        JointMoments.of(visitors, sumY, sumYY, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO));
    }

    /** Whether a visitor either did something or did not. */
    static boolean isProportion(Metric metric) {
        return metric.aggregator() == Aggregator.UNIQUE && !isRatio(metric);
    }

    /** Whether a visitor brings a total, of any size. */
    static boolean isMean(Metric metric) {
        return metric.aggregator() != Aggregator.UNIQUE && !isRatio(metric);
    }

    /** Third moment around the mean in standard deviations; 0 while nobody differs from another. */
    double skewness() {
        double n = visitors;
        double mean = sumY.doubleValue() / n;
        double squares = sumYY.doubleValue() / n - mean * mean;
        double cubes = sumYYY / n - 3 * mean * (sumYY.doubleValue() / n) + 2 * mean * mean * mean;
        return squares > 0 ? cubes / Math.pow(squares, 1.5) : 0;
    }

    private static boolean isRatio(Metric metric) {
        return metric.aggregator() == Aggregator.RATIO || metric.scope() != Scope.VISITOR;
    }
}
