package org.muriel.statistics.multiplicity;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.muriel.statistics.estimate.Level;

/**
 * All hypotheses as one family, with weights by tier: bounds the false discovery rate of the whole experiment, which
 * tiers judged on their own do not.
 *
 * <p>Half of the weight belongs to the primary tier, 30 % to the secondary, 20 % to the monitoring one, split evenly
 * inside a tier; the shares of tiers without hypotheses fall to the others in proportion. Then
 * {@link BenjaminiHochberg#adjustWeighted}, and interval levels times the weight (statistics specification, 6.3 and 6.4).
 *
 * <p>What it costs: when much is found below, a single primary hypothesis of large weight is rejected at a p-value above
 * α. That keeps the rate, and surprises; its interval is shown at the level it was rejected at.
 */
public record PooledWeighted() implements Policy {
    /** Where an interval level would be 1 or more: everything is rejected, and no narrower interval agrees. */
    private static final double LARGEST_LEVEL = Math.nextDown(1.0);

    @Override
    public List<Verdict> judge(List<Hypothesis> hypotheses, Level level) {
        int size = hypotheses.size();
        double[] weights = BenjaminiHochberg.scaled(weights(hypotheses), size);
        double[] p = hypotheses.stream().mapToDouble(Hypothesis::p).toArray();
        double[] adjusted = BenjaminiHochberg.adjustWeighted(p, weights);
        List<Verdict> unweighted = new BenjaminiHochberg().verdicts(adjusted, level);
        List<Verdict> verdicts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Verdict verdict = unweighted.get(i);
            double alpha = Math.min(verdict.intervalLevel().alpha() * weights[i], LARGEST_LEVEL);
            verdicts.add(new Verdict(verdict.adjustedP(), verdict.rejected(), new Level(alpha)));
        }
        return verdicts;
    }

    private static double[] weights(List<Hypothesis> hypotheses) {
        Map<Tier, Integer> sizes = new EnumMap<>(Tier.class);
        hypotheses.forEach(it -> sizes.merge(it.tier(), 1, Integer::sum));
        return hypotheses.stream()
                .mapToDouble(it -> share(it.tier()) / sizes.getOrDefault(it.tier(), 1))
                .toArray();
    }

    private static double share(Tier tier) {
        return switch (tier) {
            case PRIMARY -> 0.5;
            case SECONDARY -> 0.3;
            case MONITORING -> 0.2;
        };
    }
}
