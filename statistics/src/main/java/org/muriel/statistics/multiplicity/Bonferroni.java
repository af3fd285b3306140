package org.muriel.statistics.multiplicity;

import org.muriel.statistics.estimate.Level;

/**
 * Bounds the probability of any wrong rejection, the familywise error rate, under any dependence: m p, at most 1
 * (O. J. Dunn 1961, JASA 56(293)). Less powerful than {@link Holm}, but its intervals at α/m agree with it.
 */
public record Bonferroni() implements Procedure {

    @Override
    public double[] adjust(double[] p) {
        double[] adjusted = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            adjusted[i] = Math.min(1, p.length * p[i]);
        }
        return adjusted;
    }

    @Override
    public Level intervalLevel(Level level, boolean rejected, int rejections, int size) {
        return level.times(1.0 / size);
    }
}
