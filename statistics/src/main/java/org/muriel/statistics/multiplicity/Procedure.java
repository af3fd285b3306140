package org.muriel.statistics.multiplicity;

import java.util.ArrayList;
import java.util.List;
import org.muriel.statistics.estimate.Level;

/** What the p-values of one family are worth together: those of one tier, or of all. */
public interface Procedure {

    /**
     * Adjusted p-values: a hypothesis is rejected at every level that is at least its own.
     *
     * @param p one for each hypothesis, in any order
     * @return one for each, in the same order, at most 1
     */
    double[] adjust(double[] p);

    /**
     * The level at which the interval of a hypothesis is shown (statistics specification, 6.4).
     *
     * @param level all were judged at
     * @param rejections R, how many of the family were rejected
     * @param size m, how many the family has
     */
    Level intervalLevel(Level level, boolean rejected, int rejections, int size);

    /** Adjusts and rejects. */
    default List<Verdict> judge(double[] p, Level level) {
        return verdicts(adjust(p), level);
    }

    /** The verdicts that adjusted p-values lead to. */
    default List<Verdict> verdicts(double[] adjusted, Level level) {
        int rejections = 0;
        for (double each : adjusted) {
            rejections += each <= level.alpha() ? 1 : 0;
        }
        List<Verdict> verdicts = new ArrayList<>(adjusted.length);
        for (double each : adjusted) {
            boolean rejected = each <= level.alpha();
            verdicts.add(new Verdict(each, rejected, intervalLevel(level, rejected, rejections, adjusted.length)));
        }
        return verdicts;
    }
}
