package org.muriel.statistics.multiplicity;

import org.muriel.statistics.estimate.Level;

/** Each p-value for itself: each error is bounded on its own, and of many hypotheses some will be wrong. */
public record Unadjusted() implements Procedure {

    @Override
    public double[] adjust(double[] p) {
        return p.clone();
    }

    @Override
    public Level intervalLevel(Level level, boolean rejected, int rejections, int size) {
        return level;
    }
}
