package org.muriel.statistics.analysis;

import org.muriel.statistics.bayesian.Belief;
import org.muriel.statistics.estimate.Bounds;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.fixed.PlannedEnd;

/** What an engine makes of the looks at one comparison. Mutable, for one thread. */
interface Evidence {
    void add(Row row, PlannedEnd.Progress progress);

    /** Whether there is too little data for anything to be said. */
    boolean isGated();

    /** Smallest p-value so far, 1 while gated: what is judged among the others. */
    double p();

    /** ln E of the latest look, 0 while gated and where the engine has no e-values. */
    double logE();

    /** What is believed, where the engine believes. */
    default Estimate<Belief> belief() {
        return Estimate.none(Reason.NOT_OF_THIS_METHOD);
    }

    /** What is left when an effect that changed is taken into account, with intervals at a level. */
    Standing standing(Level level);

    /** The same at another level of the looks since {@code standing} began. */
    Standing standing(Level level, Standing since);

    /** The same of the latest look alone. */
    default Standing latest(Level level) {
        return standing(level);
    }

    /** Further units of the treatment until this is significant at a level. */
    Estimate<Long> unitsRemaining(Level level);

    /**
     * @param p smallest p-value since {@code since}
     * @param since index of the look the evidence begins at; above 0 when the effect changed
     * @param difference in the unit of the means
     * @param lift relative to the baseline
     */
    record Standing(double p, int since, Estimate<Bounds> difference, Estimate<Bounds> lift) {
        boolean hasDrifted() {
            return since > 0;
        }
    }
}
