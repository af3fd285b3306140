package org.muriel.statistics.analysis;

import java.util.List;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Region;
import org.muriel.statistics.contrast.RelativeInterval;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.sequential.AnytimeTest;

/**
 * The intersection of the intervals of all looks at one level, with the smallest p-value, and the start they have in
 * common (statistics specification, 3.4).
 *
 * <p>An intersection is only meaningful for an effect that does not change. When it becomes empty, or the present
 * estimate lies outside it, everything begins again at that look. That costs no error: the present p-value alone is
 * valid. Judged on the scale that is reported; the other scale begins anew with it, and by itself when it has to.
 *
 * <p>Kept between points of a series and only ever extended, so that a series costs one pass per level.
 */
final class RunningInterval {
    private final AnytimeTest test;
    private final Level level;
    private final Scale reported;
    private final RelativeInterval relative;
    private int next;
    private int since;
    private double largestLogE = Double.NEGATIVE_INFINITY;
    private Region differences = Region.EVERYTHING;
    private Region lifts = Region.EVERYTHING;

    RunningInterval(AnytimeTest test, Level level, Scale reported, RelativeInterval relative, int first) {
        this.test = test;
        this.level = level;
        this.reported = reported;
        this.relative = relative;
        this.next = first;
        this.since = first;
    }

    /** Takes in the looks that came since the last time. */
    void catchUp(List<Contrast> looks, List<Double> logEs) {
        for (; next < looks.size(); next++) {
            add(looks.get(next), logEs.get(next));
        }
    }

    private void add(Contrast look, double logE) {
        double critical = test.criticalValue(look, level);
        Region differencesNow = look.differences(critical);
        Region liftsNow = look.lifts(critical, relative);
        Region commonDifferences = differences.intersect(differencesNow);
        Region commonLifts = lifts.intersect(liftsNow);
        boolean differenceFits = commonDifferences.contains(look.difference());
        boolean liftFits = !(look.lift() instanceof Estimate.Known<Double>(Double lift)) || commonLifts.contains(lift);
        boolean fits = switch (reported) {
            case RELATIVE -> liftFits;
            case ABSOLUTE -> differenceFits;
        };
        if (!fits) {
            since = next;
        }
        largestLogE = fits ? Math.max(largestLogE, logE) : logE;
        differences = fits && differenceFits ? commonDifferences : differencesNow;
        lifts = fits && liftFits ? commonLifts : liftsNow;
    }

    /** Of the strongest evidence: the smallest p-value, formed once and not at each look. */
    double p() {
        return AnytimeTest.p(largestLogE);
    }

    int since() {
        return since;
    }

    Region differences() {
        return differences;
    }

    Region lifts() {
        return lifts;
    }
}
