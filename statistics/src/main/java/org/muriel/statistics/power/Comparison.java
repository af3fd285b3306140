package org.muriel.statistics.power;

import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;

/**
 * A true difference between two arms that a test is to find.
 *
 * @param difference of the means, treatment less control; not 0
 * @param varianceTreatment of one unit, 0 or more
 * @param varianceControl of one unit, 0 or more; not both 0
 * @param treatmentPerControl units the treatment is given for each unit of the control; above 0
 */
public record Comparison(
        double difference, double varianceTreatment, double varianceControl, double treatmentPerControl) {
    public Comparison {
        if (!Double.isFinite(difference) || difference == 0) {
            throw new IllegalArgumentException("difference is " + difference + ", expected a number that is not 0");
        }
        if (!(varianceTreatment >= 0 && varianceControl >= 0)
                || !(varianceTreatment + varianceControl > 0)
                || !Double.isFinite(varianceTreatment + varianceControl)) {
            throw new IllegalArgumentException("variances are " + varianceTreatment + " and " + varianceControl
                    + ", expected 0 or more and not both 0");
        }
        if (!(treatmentPerControl > 0 && Double.isFinite(treatmentPerControl))) {
            throw new IllegalArgumentException(treatmentPerControl + " treated per control, expected above 0");
        }
    }

    /**
     * Two proportions, each with the variance at its own rate. There is none for a lift of 0, nor when either rate would
     * not lie between 0 and 1.
     *
     * @param relativeLift the treatment's rate over the baseline's, less 1
     */
    public static Estimate<Comparison> ofProportions(double baselineRate, double relativeLift) {
        double rate = baselineRate * (1 + relativeLift);
        if (relativeLift == 0) {
            return Estimate.none(Reason.NO_EFFECT);
        }
        if (!(baselineRate > 0 && baselineRate < 1 && rate >= 0 && rate <= 1)) {
            return Estimate.none(Reason.OUT_OF_REACH);
        }
        return Estimate.of(
                new Comparison(baselineRate * relativeLift, rate * (1 - rate), baselineRate * (1 - baselineRate), 1));
    }

    /** The same with another share of the traffic for each arm. */
    public Comparison split(double treatmentPerControl) {
        return new Comparison(difference, varianceTreatment, varianceControl, treatmentPerControl);
    }

    /** The variance of the estimated difference, times the units of the control. */
    double varianceTimesControl() {
        return varianceControl + varianceTreatment / treatmentPerControl;
    }
}
