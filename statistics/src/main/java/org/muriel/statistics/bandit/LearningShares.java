package org.muriel.statistics.bandit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.muriel.statistics.estimate.Direction;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;

/**
 * Shares that find the first significant treatment soonest (statistics specification, 10.2).
 *
 * <p>Among treatments that are not decided yet, each weighs w_i = P(best) + P(second best), normalised: the second is there
 * because two arms that are neck and neck both have to be measured (the idea of top-two sampling, Russo 2020, Operations
 * Research 68(6)). The baseline is in every comparison, so it is given 1/(1 + √K), K = 1/Σw_i² being the effective number of
 * treatments: that split has the smallest variance of K differences against one baseline (Dunnett 1955, JASA 50(272)). Decided
 * treatments fall to the floor.
 *
 * <p>The best lift is the best mean, because all lifts have the same baseline; so its uncertainty, which all share, does not
 * enter.
 *
 * <p>Accepted cost: as with {@link ThompsonShares} such data may only be judged by epochs.
 *
 * @param baseline its share
 * @param treatments their shares, in the order given
 */
public record LearningShares(double baseline, List<Double> treatments) {
    /** Twice that of {@link ThompsonShares}: here every arm is still wanted for its estimate. */
    public static final double FLOOR = 0.02;

    public LearningShares {
        treatments = List.copyOf(treatments);
    }

    /**
     * There are none when everything is decided.
     *
     * @param treatments posteriors of all but the baseline
     * @param decided for each of them, whether it is significant already
     */
    public static Estimate<LearningShares> of(List<Posterior> treatments, List<Boolean> decided, Direction direction) {
        if (decided.size() != treatments.size()) {
            throw new IllegalArgumentException(treatments.size() + " treatments, " + decided.size() + " of them known");
        }
        int[] open = IntStream.range(0, treatments.size())
                .filter(i -> !decided.get(i))
                .toArray();
        if (open.length == 0) {
            return Estimate.none(Reason.NO_EFFECT);
        }
        double[] weights = weights(Arrays.stream(open).mapToObj(treatments::get).toList(), direction);
        double effective = 1 / Arrays.stream(weights).map(it -> it * it).sum();
        double baseline = 1 / (1 + Math.sqrt(effective));
        double[] chances = new double[treatments.size() + 1];
        chances[0] = baseline;
        for (int i = 0; i < open.length; i++) {
            chances[open[i] + 1] = (1 - baseline) * weights[i];
        }
        List<Double> shares = Shares.withFloor(chances, FLOOR).values();
        return Estimate.of(new LearningShares(shares.getFirst(), shares.subList(1, shares.size())));
    }

    /** Baseline first, then the treatments. */
    public Shares shares() {
        return new Shares(java.util.stream.Stream.concat(java.util.stream.Stream.of(baseline), treatments.stream())
                .toList());
    }

    private static double[] weights(List<Posterior> open, Direction direction) {
        Ranking ranking = new Ranking(open, direction);
        double[] best = ranking.chanceToBeBest();
        double[] second = ranking.chanceToBeSecond();
        return Ranking.normalised(IntStream.range(0, best.length)
                .mapToDouble(i -> best[i] + second[i])
                .toArray());
    }
}
