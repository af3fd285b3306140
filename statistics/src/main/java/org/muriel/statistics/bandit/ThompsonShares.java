package org.muriel.statistics.bandit;

import java.util.Arrays;
import java.util.List;
import org.muriel.statistics.estimate.Direction;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;

/**
 * Shares that maximise a metric while it is measured: each arm is given its chance to be the best (Thompson 1933,
 * Biometrika 25(3/4); statistics specification, 10.1), plus a floor so that no arm is ever given up for good.
 *
 * <p>Why this rule: its regret grows only with the logarithm of time (Agrawal and Goyal 2012), it needs no tuning, and in
 * batches, an hour's visitors at once, it stays sensible where rules that pick one arm do not. The chances are integrated
 * instead of drawn ({@link Ranking}), so the same data give the same shares everywhere.
 *
 * <p>Accepted costs. Allocation that follows the data makes pooled means biased: judge such data only by epochs, each update
 * starting one. And an arm's posterior is taken as normal, which underrates rare successes in the first hundreds of units;
 * the floor and the minimum of units make that harmless.
 *
 * @param chanceToBeBest of each arm, sums to 1
 * @param shares to be used from now on
 */
public record ThompsonShares(List<Double> chanceToBeBest, Shares shares) {
    /** A hundredth, so that an arm that had bad luck is seen again within a day of usual traffic. */
    public static final double DEFAULT_FLOOR = 0.01;

    /** Units that each arm needs before the first update; until then the shares stay as planned. */
    public static final long FEWEST_UNITS = 100;

    public ThompsonShares {
        chanceToBeBest = List.copyOf(chanceToBeBest);
    }

    /** There is none before every arm has {@link #FEWEST_UNITS}. */
    public static Estimate<ThompsonShares> update(
            List<Long> counts, List<Posterior> arms, Direction direction, double floor) {
        if (counts.size() != arms.size()) {
            throw new IllegalArgumentException(counts.size() + " counts and " + arms.size() + " arms");
        }
        return counts.stream().anyMatch(it -> it < FEWEST_UNITS)
                ? Estimate.none(Reason.TOO_LITTLE_DATA)
                : Estimate.of(of(arms, direction, floor));
    }

    /** @param arms one or more */
    public static ThompsonShares of(List<Posterior> arms, Direction direction, double floor) {
        double[] chances = new Ranking(arms, direction).chanceToBeBest();
        return new ThompsonShares(Arrays.stream(chances).boxed().toList(), Shares.withFloor(chances, floor));
    }
}
