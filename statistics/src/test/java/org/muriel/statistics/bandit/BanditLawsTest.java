package org.muriel.statistics.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.statistics.distribution.Normal;
import org.muriel.statistics.estimate.Direction;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.summary.Arm;

class BanditLawsTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void of_two_the_chance_has_a_closed_form(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Posterior a = posterior(random);
        Posterior b = posterior(random);
        double z = (a.mean() - b.mean()) / Math.hypot(a.deviation(), b.deviation());

        assertThat(chances(List.of(a, b)).getFirst()).isCloseTo(Normal.cdf(z), within(1e-10));
        assertThat(chances(List.of(b, a)).getLast()).isCloseTo(Normal.cdf(z), within(1e-10));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void shares_sum_to_all_keep_the_order_and_never_fall_below_the_floor(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Posterior> arms = IntStream.range(0, 2 + random.nextInt(7))
                .mapToObj(_ -> posterior(random))
                .toList();
        ThompsonShares thompson = ThompsonShares.of(arms, Direction.INCREASING, 0.02);
        List<Integer> points = thompson.shares().basisPoints();

        assertThat(thompson.chanceToBeBest().stream().mapToDouble(it -> it).sum())
                .isCloseTo(1, within(1e-12));
        assertThat(points.stream().mapToInt(it -> it).sum()).isEqualTo(Shares.ALL_BASIS_POINTS);
        assertThat(points).allMatch(it -> it >= 199);
        for (int i = 1; i < arms.size(); i++) {
            assertThat(Double.compare(
                            thompson.shares().values().get(i),
                            thompson.shares().values().get(i - 1)))
                    .isEqualTo(Double.compare(
                            thompson.chanceToBeBest().get(i),
                            thompson.chanceToBeBest().get(i - 1)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void a_falling_metric_is_the_mirror_image(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Posterior> arms =
                IntStream.range(0, 4).mapToObj(_ -> posterior(random)).toList();
        List<Posterior> mirrored = arms.stream()
                .map(it -> new Posterior(-it.mean(), it.deviation()))
                .toList();

        assertThat(ThompsonShares.of(mirrored, Direction.DECREASING, 0.01))
                .isEqualTo(ThompsonShares.of(arms, Direction.INCREASING, 0.01));
    }

    @Test
    void what_is_known_exactly_wins_or_shares() {
        assertThat(chances(List.of(new Posterior(2, 0), new Posterior(1, 0)))).containsExactly(1.0, 0.0);
        assertThat(chances(List.of(new Posterior(1, 0), new Posterior(1, 0)))).containsExactly(0.5, 0.5);
        assertThat(chances(List.of(new Posterior(1, 0), new Posterior(1, 0.3))).getFirst())
                .isCloseTo(0.5, within(1e-3));
    }

    @Test
    void floors_that_leave_nothing_make_shares_equal() {
        assertThat(ThompsonShares.of(List.of(new Posterior(5, 1), new Posterior(0, 1)), Direction.INCREASING, 0.5)
                        .shares()
                        .values())
                .containsExactly(0.5, 0.5);
    }

    @Test
    void remainders_go_to_the_largest_and_ties_to_the_first() {
        assertThat(new Shares(List.of(1.0 / 3, 1.0 / 3, 1.0 / 3)).basisPoints()).containsExactly(3334, 3333, 3333);
        assertThat(new Shares(List.of(0.25006, 0.24997, 0.49997)).basisPoints()).containsExactly(2500, 2500, 5000);
    }

    @Test
    void shares_stay_until_every_arm_has_been_seen_enough() {
        List<Posterior> arms = List.of(Posterior.ofProportion(100, 10), Posterior.ofProportion(99, 50));

        assertThat(ThompsonShares.update(List.of(100L, 99L), arms, Direction.INCREASING, 0.01))
                .isEqualTo(Estimate.none(Reason.TOO_LITTLE_DATA));
        assertThat(ThompsonShares.update(List.of(100L, 100L), arms, Direction.INCREASING, 0.01)
                        .known())
                .isPresent();
    }

    @Test
    void learning_gives_the_baseline_its_part_and_what_is_decided_the_floor() {
        Posterior good = new Posterior(0.12, 0.005);
        Posterior close = new Posterior(0.119, 0.005);
        Posterior bad = new Posterior(0.05, 0.005);
        LearningShares shares = LearningShares.of(
                        List.of(good, close, bad, good), List.of(false, false, false, true), Direction.INCREASING)
                .known()
                .orElseThrow();

        // Two treatments in effect: the baseline weighs √2 times each of them, after the floors.
        assertThat(shares.baseline()).isCloseTo(0.02 + 0.9 / (1 + Math.sqrt(2)), within(1e-3));
        assertThat(shares.treatments().get(2)).isCloseTo(LearningShares.FLOOR, within(1e-9));
        assertThat(shares.treatments().get(3)).isEqualTo(LearningShares.FLOOR);
        assertThat(shares.treatments().get(0)).isCloseTo(shares.treatments().get(1), within(1e-3));
        assertThat(shares.shares().basisPoints().stream().mapToInt(it -> it).sum())
                .isEqualTo(10_000);
    }

    @Test
    void one_treatment_shares_evenly_with_the_baseline_and_none_left_is_the_end() {
        Posterior only = new Posterior(0.1, 0.01);

        assertThat(LearningShares.of(List.of(only), List.of(false), Direction.INCREASING)
                        .known()
                        .orElseThrow()
                        .baseline())
                .isCloseTo(0.5, within(1e-12));
        assertThat(LearningShares.of(List.of(only), List.of(true), Direction.INCREASING)
                        .known())
                .isEmpty();
    }

    @Test
    void equal_shares_bring_no_improvement_and_good_ones_what_they_gained() {
        List<Arm> equal = List.of(new Arm(100, 0.1, 0.09), new Arm(100, 0.3, 0.21));
        List<Arm> wise = List.of(new Arm(20, 0.1, 0.09), new Arm(180, 0.3, 0.21), Arm.EMPTY);

        assertThat(Improvement.overEqualShares(List.of(equal))).isCloseTo(0, within(1e-12));
        assertThat(Improvement.overEqualShares(List.of(equal, wise))).isCloseTo(56 - 40, within(1e-9));
    }

    private static List<Double> chances(List<Posterior> arms) {
        return ThompsonShares.of(arms, Direction.INCREASING, 0).chanceToBeBest();
    }

    private static Posterior posterior(SplittableRandom random) {
        return new Posterior(random.nextDouble(), 0.05 + 0.5 * random.nextDouble());
    }
}
