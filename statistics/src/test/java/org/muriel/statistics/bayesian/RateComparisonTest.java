package org.muriel.statistics.bayesian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.statistics.distribution.Beta;
import org.muriel.statistics.distribution.Normal;
import org.muriel.statistics.estimate.Direction;
import org.muriel.statistics.estimate.Interval;
import org.muriel.statistics.estimate.Level;

class RateComparisonTest {
    private static final Level LEVEL = new Level(0.1);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void chances_losses_and_means_add_up(long seed) {
        RateComparison rates = someRates(new SplittableRandom(seed));
        RateComparison mirrored = mirrored(rates);
        Belief belief = rates.belief();

        assertThat(belief.chanceToBeat() + mirrored.belief().chanceToBeat()).isCloseTo(1, within(1e-10));
        assertThat(belief.lossOfBaseline() - belief.lossOfTreatment())
                .isCloseTo(rates.treatment().mean() - rates.baseline().mean(), within(1e-11));
        assertThat(mirrored.belief().lossOfBaseline()).isEqualTo(belief.lossOfTreatment());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void the_lift_of_the_mirrored_comparison_is_the_inverse(long seed) {
        RateComparison rates = someRates(new SplittableRandom(seed));
        Interval lift = rates.lift(LEVEL);
        Interval mirrored = mirrored(rates).lift(LEVEL);

        assertThat((1 + lift.low()) * (1 + mirrored.high())).isCloseTo(1, within(1e-9));
        assertThat((1 + lift.high()) * (1 + mirrored.low())).isCloseTo(1, within(1e-9));
    }

    @Test
    void a_lift_whose_low_end_is_zero_is_as_likely_to_be_negative_as_the_tail_says() {
        RateComparison rates = RateComparison.of(130, 1000, 100, 1000, RateComparison.FLAT);
        double chanceToLose = 1 - rates.belief().chanceToBeat();

        assertThat(rates.lift(new Level(2 * chanceToLose)).low()).isCloseTo(0, within(1e-10));
    }

    @Test
    void with_many_units_it_is_the_normal_comparison() {
        RateComparison rates = RateComparison.of(1_003_000, 10_000_000, 1_000_000, 10_000_000, RateComparison.FLAT);
        double z = 0.0003 / Math.sqrt((0.1003 * 0.8997 + 0.1 * 0.9) / 1e7);

        assertThat(rates.belief().chanceToBeat()).isCloseTo(Normal.cdf(z), within(1e-5));
    }

    @Test
    void a_prior_without_a_bound_at_zero_is_no_obstacle() {
        Beta jeffreys = new Beta(0.5, 0.5);
        RateComparison equal = RateComparison.of(0, 30, 0, 30, jeffreys);
        RateComparison different = RateComparison.of(4, 30, 0, 30, jeffreys);

        assertThat(equal.belief().chanceToBeat()).isCloseTo(0.5, within(1e-8));
        assertThat(different.belief().lossOfBaseline() - different.belief().lossOfTreatment())
                .isCloseTo(different.treatment().mean() - different.baseline().mean(), within(1e-8));
    }

    @Test
    void rates_far_apart_leave_no_doubt_and_no_loss() {
        Belief belief = RateComparison.of(900_000, 1_000_000, 10, 1000, RateComparison.FLAT)
                .belief();

        assertThat(belief.chanceToBeat()).isEqualTo(1, within(1e-12));
        assertThat(belief.lossOfTreatment()).isZero();
        assertThat(belief.lossOfBaseline()).isCloseTo(0.9 - 11.0 / 1002, within(1e-5));
    }

    @Test
    void less_being_better_changes_sides() {
        Belief belief = RateComparison.of(12, 100, 8, 90, RateComparison.FLAT).belief();
        Belief turned = belief.towards(Direction.DECREASING);

        assertThat(turned.lossOfTreatment()).isEqualTo(belief.lossOfBaseline());
        assertThat(turned.significance()).isEqualTo(belief.significance());
        assertThat(belief.towards(Direction.INCREASING)).isEqualTo(belief);
        assertThat(belief.isSignificant(new Level(0.2))).isFalse();
        assertThat(belief.isSignificant(new Level(0.3))).isTrue();
    }

    private static RateComparison mirrored(RateComparison rates) {
        return new RateComparison(/* treatment= */ rates.baseline(), /* baseline= */ rates.treatment());
    }

    private static RateComparison someRates(SplittableRandom random) {
        long n = (long) Math.exp(3 + 9 * random.nextDouble());
        long m = (long) Math.exp(3 + 9 * random.nextDouble());
        double rate = 0.3 * random.nextDouble();
        return RateComparison.of(
                (long) (n * rate),
                n,
                (long) (m * rate * (1 + 0.1 * random.nextDouble())),
                m,
                new Beta(1 + random.nextInt(3), 1 + random.nextInt(20)));
    }
}
