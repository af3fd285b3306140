package org.muriel.statistics.multiplicity;

import org.muriel.statistics.estimate.Level;

/**
 * Bounds the probability of any wrong rejection, the familywise error rate, under any dependence: p_adj(i) is the
 * greatest (m − j + 1) p₍ⱼ₎ over j ≤ i (S. Holm 1979, Scandinavian Journal of Statistics 6(2)).
 *
 * <p>Rejects whatever {@link Bonferroni} does and more. There are no two-sided intervals that agree with it throughout:
 * they are shown at α/m, which covers all effects at once, so a hypothesis rejected late may have an interval that still
 * includes "no difference" (statistics specification, 6.4).
 */
public record Holm() implements Procedure {

    @Override
    public double[] adjust(double[] p) {
        int[] order = Order.ascending(p);
        double[] adjusted = new double[p.length];
        double greatest = 0;
        for (int rank = 1; rank <= p.length; rank++) {
            int place = order[rank - 1];
            greatest = Math.max(greatest, Math.min(1, (p.length - rank + 1) * p[place]));
            adjusted[place] = greatest;
        }
        return adjusted;
    }

    @Override
    public Level intervalLevel(Level level, boolean rejected, int rejections, int size) {
        return level.times(1.0 / size);
    }
}
