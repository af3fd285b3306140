package org.muriel.result;

import org.muriel.statistics.analysis.Engine;
import org.muriel.statistics.analysis.Gate;
import org.muriel.statistics.analysis.Plan;
import org.muriel.statistics.analysis.Scale;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.RelativeInterval;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.multiplicity.BenjaminiHochberg;
import org.muriel.statistics.multiplicity.EachTier;
import org.muriel.statistics.multiplicity.Policy;
import org.muriel.statistics.sequential.Mixture;
import org.muriel.statistics.sequential.Tuning;

/**
 * How an experiment is judged, fixed before its first look (statistics specification, 16).
 *
 * @param plannedVisitors N★: visitors of a variation and the baseline together at which the test should be at its best
 * @param difference unit of lifts
 * @param relative how the uncertainty of a relative lift is found
 * @param guard whether uneven splits of skewed metrics are guarded against
 * @param gate until when nothing is called significant
 * @param policy what a comparison is worth among the others
 */
public record AnalysisSettings(
        double plannedVisitors, Scale difference, RelativeInterval relative, Guard guard, Gate gate, Policy policy) {

    public static final AnalysisSettings DEFAULT = new AnalysisSettings(
            Tuning.DEFAULT_UNITS,
            Scale.RELATIVE,
            RelativeInterval.INVERSION,
            Guard.ON,
            Gate.DEFAULT,
            new EachTier(new BenjaminiHochberg()));

    /** With a threshold of 1 nothing is ever found, so that any design is as good as another. */
    private static final Level ANY_DESIGN = new Level(0.1);

    /** @param threshold confidence asked for when the experiment started */
    Plan plan(double threshold) {
        Level level = Level.ofThreshold(threshold);
        Tuning tuning = Tuning.of(level.alpha() > 0 ? level : ANY_DESIGN, plannedVisitors);
        return new Plan(level, new Engine.Sequential(new Mixture(tuning)), policy, gate, difference, relative);
    }
}
