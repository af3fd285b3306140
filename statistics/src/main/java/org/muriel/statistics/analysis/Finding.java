package org.muriel.statistics.analysis;

import org.muriel.statistics.bayesian.Belief;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.estimate.Bounds;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;

/**
 * What may be said of one comparison now.
 *
 * @param contrast the latest; unknown without data, and then all else says that there is no evidence
 * @param p smallest p-value so far, before it is judged among the others; 1 without evidence
 * @param adjustedP after that; significance is one less this
 * @param significant whether {@code adjustedP} is at most the error allowed; never while gated
 * @param logE ln E of the latest look; 0 without evidence
 * @param intervalLevel level of both intervals
 * @param difference in the unit of the means
 * @param lift relative to the size of the baseline's mean
 * @param unitsRemaining of the treatment until this is significant, if all stays as it is; 0 when it is
 * @param belief of the engine that believes
 * @param gated whether there is too little data for anything to be said
 * @param drifted whether the effect changed, so that the evidence begins later than the looks
 */
public record Finding(
        Estimate<Contrast> contrast,
        double p,
        double adjustedP,
        boolean significant,
        double logE,
        Level intervalLevel,
        Estimate<Bounds> difference,
        Estimate<Bounds> lift,
        Estimate<Long> unitsRemaining,
        Estimate<Belief> belief,
        boolean gated,
        boolean drifted) {

    public double significance() {
        return 1 - adjustedP;
    }

    /** The interval on one scale. */
    public Estimate<Bounds> interval(Scale scale) {
        return switch (scale) {
            case RELATIVE -> lift;
            case ABSOLUTE -> difference;
        };
    }
}
