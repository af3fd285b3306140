package org.muriel.statistics.sequential;

import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;

/**
 * How many more units of the treatment until the evidence suffices, if means and variances stay as they are
 * (statistics specification, 9.3).
 *
 * <p>Then z² and the information both grow in proportion k to the units, and the answer is (k − 1) n_T for the smallest
 * k at which ln E reaches ln(1/α). As a function of k, ln E falls at most once before it rises for good, so doubling
 * brackets the one root and halving finds it. It is no promise: the observed difference is itself uncertain, and the
 * median of real waits is longer when the difference was overestimated.
 */
public final class UnitsRemaining {
    /** Beyond this factor nobody waits, and the answer is that there is none. */
    private static final double LARGEST_FACTOR = 1e12;

    private UnitsRemaining() {}

    /** @return whole units, 0 when the evidence suffices already */
    public static Estimate<Long> of(AnytimeTest test, Contrast contrast, Level level) {
        if (contrast.z() == 0) {
            return Estimate.none(contrast.variance() > 0 ? Reason.NO_EFFECT : Reason.NO_VARIANCE);
        }
        double wanted = level.logOfInverse();
        if (test.logE(contrast) >= wanted) {
            return Estimate.of(0L);
        }
        double enough = 2;
        while (test.logE(contrast.grown(enough)) < wanted) {
            enough *= 2;
            if (enough > LARGEST_FACTOR) {
                return Estimate.none(Reason.OUT_OF_REACH);
            }
        }
        double tooFew = enough / 2;
        while (units(tooFew, contrast) < units(enough, contrast)) {
            double middle = (tooFew + enough) / 2;
            if (middle <= tooFew || middle >= enough) {
                break;
            }
            if (test.logE(contrast.grown(middle)) < wanted) {
                tooFew = middle;
            } else {
                enough = middle;
            }
        }
        return Estimate.of(units(enough, contrast));
    }

    private static long units(double factor, Contrast contrast) {
        return (long) Math.ceil((factor - 1) * contrast.count());
    }
}
