package org.muriel.statistics.fixed;

import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Region;
import org.muriel.statistics.contrast.RelativeInterval;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Interval;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;

/** A test of "no difference" that holds at one time. Its p-value and intervals mean nothing when it is repeated. */
public sealed interface FixedTest permits WelchTest, ProportionTest {

    /** What was compared, with the variance its intervals use. */
    Contrast contrast();

    /** Two-sided, 0 to 1. */
    double p();

    /** Half the width of an interval at this level, in standard errors. */
    double criticalValue(Level level);

    /** Where the difference of the means lies. */
    default Estimate<Interval> difference(Level level) {
        return bounded(contrast().differences(criticalValue(level)));
    }

    /** Where the lift lies; there is none when the baseline cannot be told from 0. */
    default Estimate<Interval> lift(Level level, RelativeInterval method) {
        return contrast().baselineMean() == 0
                ? Estimate.none(Reason.BASELINE_IS_ZERO)
                : bounded(contrast().lifts(criticalValue(level), method));
    }

    private static Estimate<Interval> bounded(Region region) {
        return region.isBounded()
                ? Estimate.of(new Interval(region.low(), region.high()))
                : Estimate.none(Reason.UNBOUNDED);
    }
}
