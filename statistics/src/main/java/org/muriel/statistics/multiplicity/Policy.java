package org.muriel.statistics.multiplicity;

import java.util.List;
import org.muriel.statistics.estimate.Level;

/** A rule for judging many hypotheses at once (statistics specification, 6). */
public interface Policy {

    /**
     * @param hypotheses all there are with data, of all tiers, in any order
     * @param level error allowed
     * @return one verdict for each hypothesis, in the same order
     */
    List<Verdict> judge(List<Hypothesis> hypotheses, Level level);

    /**
     * Whether it reads the current e-values instead of the smallest p-values so far, so that the intervals that agree
     * with it are those of the latest look alone.
     */
    default boolean isOnCurrentEvidence() {
        return false;
    }
}
