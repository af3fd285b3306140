package org.muriel.statistics.quantile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.statistics.distribution.Beta;
import org.muriel.statistics.estimate.AnytimeInterval;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Interval;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;

class QuantileLawsTest {
    private static final Level LEVEL = new Level(0.1);

    /** P(the l-th smallest ≤ the quantile < the u-th smallest) is a sum of binomial terms, whatever the values are. */
    @ParameterizedTest(name = "{0} values, quantile {1}")
    @CsvSource({"100, 0.5", "100, 0.2", "1000, 0.5", "1000, 0.9", "5000, 0.99", "20000, 0.05"})
    void the_ranks_cover_as_often_as_promised(long count, double quantile) {
        OrderRanks ranks = known(OrderRanks.of(count, quantile, LEVEL));
        double covered = atLeast(ranks.lower(), count, quantile) - atLeast(ranks.upper(), count, quantile);

        assertThat(ranks.clipped()).isFalse();
        assertThat(covered).isBetween(0.9 - 0.005, 0.96);
    }

    private static double atLeast(long rank, long count, double quantile) {
        return new Beta(rank, count - rank + 1).cdf(quantile);
    }

    @Test
    void a_whole_rank_is_not_rounded_up() {
        assertThat(known(OrderRanks.of(100, 0.07, LEVEL)).estimate()).isEqualTo(7);
        assertThat(known(OrderRanks.of(100, 0.071, LEVEL)).estimate()).isEqualTo(8);
        assertThat(known(OrderRanks.of(1, 0.01, LEVEL)).estimate()).isEqualTo(1);
    }

    @Test
    void clusters_of_one_value_are_independent_values() {
        long[] values = new long[1000];
        Arrays.fill(values, 1);
        long[] below = new long[1000];
        Arrays.fill(below, 0, 500, 1);

        assertThat(known(OrderRanks.ofClusters(values, below, 0.5, LEVEL)))
                .isEqualTo(known(OrderRanks.of(1000, 0.5, LEVEL)));
    }

    @Test
    void clusters_that_vary_together_widen_the_interval() {
        long[] values = new long[100];
        Arrays.fill(values, 10);
        long[] below = new long[100];
        Arrays.fill(below, 0, 50, 10);
        OrderRanks ranks = known(OrderRanks.ofClusters(values, below, 0.5, LEVEL));
        OrderRanks independent = known(OrderRanks.of(1000, 0.5, LEVEL));

        double factor = (double) (ranks.upper() - ranks.lower()) / (independent.upper() - independent.lower());
        assertThat(factor).isCloseTo(Math.sqrt(10), within(0.2));
    }

    @Test
    void what_nothing_bounds_is_not_shown() {
        double[] sorted = {1, 2, 3, 4, 5};

        assertThat(known(OrderRanks.of(5, 0.99, LEVEL)).interval(sorted)).isEqualTo(Estimate.none(Reason.UNBOUNDED));
        assertThat(OrderRanks.of(0, 0.5, LEVEL)).isEqualTo(Estimate.none(Reason.NO_DATA));
        assertThat(OrderRanks.ofClusters(new long[] {3}, new long[] {1}, 0.5, LEVEL))
                .isEqualTo(Estimate.none(Reason.TOO_LITTLE_DATA));
        assertThat(AnytimeRanks.of(0, 0.5, 100, LEVEL)).isEqualTo(Estimate.none(Reason.NO_DATA));
        assertThat(known(AnytimeRanks.of(5, 0.5, 100, LEVEL)).interval(sorted))
                .isEqualTo(Estimate.none(Reason.UNBOUNDED));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void at_all_times_is_wider_than_at_one(long seed) {
        double[] sorted = new SplittableRandom(seed).doubles(4000).sorted().toArray();
        Interval once = known(known(OrderRanks.of(4000, 0.4, LEVEL)).interval(sorted));
        AnytimeInterval always =
                known(known(AnytimeRanks.of(4000, 0.4, 5000, LEVEL)).interval(sorted));

        assertThat(always.low()).isLessThan(once.low());
        assertThat(always.high()).isGreaterThan(once.high());
        assertThat(always.contains(0.4)).isTrue();
    }

    @Test
    void a_difference_at_all_times_subtracts_opposite_ends() {
        assertThat(AnytimeRanks.difference(new AnytimeInterval(4, 6), new AnytimeInterval(1, 2)))
                .isEqualTo(new AnytimeInterval(2, 5));
    }

    @Test
    void arms_without_width_have_no_difference_to_judge() {
        QuantileDifference.Side side = new QuantileDifference.Side(3, new Interval(3, 3));

        assertThat(QuantileDifference.of(side, side, LEVEL, LEVEL)).isEqualTo(Estimate.none(Reason.NO_VARIANCE));
    }

    private static <T> T known(Estimate<T> estimate) {
        return estimate.known().orElseThrow();
    }
}
