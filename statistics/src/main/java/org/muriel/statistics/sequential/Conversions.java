package org.muriel.statistics.sequential;

import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;

/**
 * Units that converted, of a pair of arms whose share of the traffic did not change.
 *
 * @param treatment of the treatment, 0 or more
 * @param baseline of the baseline, 0 or more
 * @param share ρ, the probability that a unit of the pair was given to the treatment: the weights at assignment, not the
 *     counts observed; strictly between 0 and 1
 */
public record Conversions(long treatment, long baseline, double share) {
    public Conversions {
        if (treatment < 0 || baseline < 0 || !(share > 0 && share < 1)) {
            throw new IllegalArgumentException(treatment + " and " + baseline + " conversions at share " + share
                    + ", expected counts of 0 or more and a share between 0 and 1");
        }
    }

    double total() {
        return (double) treatment + baseline;
    }

    /** Log odds of the share: where a conversion of the treatment would be if it had no effect. */
    double logOdds() {
        return StrictMath.log(share) - StrictMath.log1p(-share);
    }

    /** Ratio of the two rates less 1, without knowing a rate; unknown while either arm has no conversion. */
    public Estimate<Double> lift() {
        return treatment == 0 || baseline == 0
                ? Estimate.none(Reason.TOO_LITTLE_DATA)
                : Estimate.of((double) treatment / baseline * ((1 - share) / share) - 1);
    }
}
