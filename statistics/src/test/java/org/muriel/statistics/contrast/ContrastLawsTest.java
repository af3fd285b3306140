package org.muriel.statistics.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.summary.Arm;

class ContrastLawsTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void one_stratum_is_no_strata(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Arm t = anArm(random);
        Arm c = anArm(random);
        Contrast contrast = known(Contrast.of(t, c, Guard.ON));
        Contrast amongEmpty = known(Contrast.stratified(
                List.of(
                        new Stratum(Arm.EMPTY, anArm(random)),
                        new Stratum(t, c),
                        new Stratum(anArm(random), Arm.EMPTY)),
                Guard.ON));

        assertThat(amongEmpty).isEqualTo(contrast);
        assertThat(contrast.mean()).isEqualTo(t.mean());
        assertThat(contrast.baselineMean()).isEqualTo(c.mean());
        assertThat(contrast.varianceOfMean()).isEqualTo(t.varianceOfMean());
        assertThat(contrast.effectiveCount()).isEqualTo(new Stratum(t, c).effectiveCount());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void strata_that_are_alike_are_one_of_their_size(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Arm t = anArm(random);
        Arm c = anArm(random);
        Contrast twice = known(Contrast.stratified(List.of(new Stratum(t, c), new Stratum(t, c)), Guard.OFF));
        Contrast once = known(Contrast.of(
                new Arm(2 * t.count(), t.mean(), t.unitVariance()),
                new Arm(2 * c.count(), c.mean(), c.unitVariance()),
                Guard.OFF));

        assertThat(twice.z()).isCloseTo(once.z(), within(1e-12 * (1 + Math.abs(once.z()))));
        assertThat(twice.effectiveCount()).isCloseTo(once.effectiveCount(), within(1e-9 * once.effectiveCount()));
    }

    /** A ramp of one arm while the rate doubles in both: pooled means differ, those of the strata do not. */
    @Test
    void a_change_of_traffic_makes_no_difference_where_there_is_none() {
        List<Stratum> ramp = List.of(
                new Stratum(Arm.proportion(500, 25), Arm.proportion(9_500, 475)),
                new Stratum(Arm.proportion(5_000, 500), Arm.proportion(5_000, 500)));

        assertThat(known(Contrast.stratified(ramp, Guard.ON)).difference()).isEqualTo(0, within(1e-15));
        assertThat(known(Contrast.of(Arm.proportion(5_500, 525), Arm.proportion(14_500, 975), Guard.ON))
                        .z())
                .isGreaterThan(5);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
    void the_guard_only_widens_and_leaves_even_splits_alone(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            Arm t = anArm(random);
            Arm c = anArm(random);
            Arm even = new Arm(t.count(), c.mean(), c.unitVariance());
            assertThat(known(Contrast.of(t, c, Guard.ON)).variance())
                    .isGreaterThanOrEqualTo(known(Contrast.of(t, c, Guard.OFF)).variance());
            assertThat(known(Contrast.of(t, even, Guard.ON)).guard()).isEqualTo(1, within(1e-12));
        }
    }

    /** At R = 1 the inverted interval is the test itself. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34, 35, 36, 37, 38})
    void the_relative_and_the_absolute_interval_agree_about_zero(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int excluded = 0;
        int bounded = 0;
        for (int round = 0; round < 400; round++) {
            Contrast contrast = known(Contrast.of(anArm(random), anArm(random), Guard.ON));
            double critical = 0.1 + 6 * random.nextDouble();
            Region lifts = contrast.lifts(critical, RelativeInterval.INVERSION);
            if (lifts.isBounded()) {
                bounded++;
                excluded += lifts.contains(0) ? 0 : 1;
                assertThat(lifts.contains(0))
                        .as("%s at %s", contrast, critical)
                        .isEqualTo(contrast.differences(critical).contains(0));
            }
        }
        assertThat(excluded).isBetween(1, bounded - 1);
    }

    /** The quadratic by its definition: at either end of the interval the ratio is just not rejected. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {41, 42, 43, 44})
    void at_its_ends_the_inverted_interval_is_just_not_rejected(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            Contrast contrast = known(Contrast.of(anArm(random), anArm(random), Guard.OFF));
            Region lifts = contrast.lifts(2, RelativeInterval.INVERSION);
            if (lifts.isBounded()) {
                assertThat(pivot(contrast, lifts.low())).isCloseTo(2, within(1e-6));
                assertThat(pivot(contrast, lifts.high())).isCloseTo(2, within(1e-6));
            }
        }
    }

    private static double pivot(Contrast contrast, double lift) {
        double ratio = contrast.baselineMean() > 0 ? 1 + lift : 1 - lift;
        return Math.abs(contrast.mean() - ratio * contrast.baselineMean())
                / Math.sqrt(contrast.varianceOfMean() + ratio * ratio * contrast.baselineVarianceOfMean());
    }

    @ParameterizedTest
    @EnumSource
    void a_negative_baseline_mirrors_the_interval(RelativeInterval method) {
        Contrast gains = known(Contrast.of(new Arm(900, 12, 30), new Arm(1_100, 10, 25), Guard.OFF));
        Contrast losses = known(Contrast.of(new Arm(900, -12, 30), new Arm(1_100, -10, 25), Guard.OFF));

        assertThat(known(losses.lift())).isEqualTo(-known(gains.lift()));
        assertThat(losses.lifts(2, method).low())
                .isEqualTo(-gains.lifts(2, method).high(), within(1e-15));
        assertThat(losses.lifts(2, method).high())
                .isEqualTo(-gains.lifts(2, method).low(), within(1e-15));
    }

    @ParameterizedTest
    @EnumSource
    void a_baseline_of_nothing_bounds_no_lift(RelativeInterval method) {
        Contrast contrast = known(Contrast.of(new Arm(900, 1, 3), new Arm(900, 0, 3), Guard.OFF));

        assertThat(contrast.lift()).isEqualTo(Estimate.none(Reason.BASELINE_IS_ZERO));
        assertThat(contrast.lifts(2, method)).isEqualTo(Region.EVERYTHING);
        assertThat(contrast.differences(2).isBounded()).isTrue();
    }

    @Test
    void equal_units_tell_nothing_of_chance() {
        Contrast contrast = known(Contrast.of(new Arm(900, 2, 0), new Arm(900, 1, 0), Guard.ON));

        assertThat(contrast.z()).isZero();
        assertThat(contrast.differences(2)).isEqualTo(Region.EVERYTHING);
        assertThat(contrast.lifts(2, RelativeInterval.INVERSION)).isEqualTo(Region.EVERYTHING);
        assertThat(known(contrast.lift())).isEqualTo(1);
    }

    @Test
    void nothing_to_compare_and_nothing_to_compute_say_why() {
        assertThat(Contrast.of(Arm.EMPTY, new Arm(5, 1, 1), Guard.ON)).isEqualTo(Estimate.none(Reason.NO_DATA));
        assertThat(AverageEffect.over(List.of())).isEqualTo(Estimate.none(Reason.NO_DATA));
        assertThat(Contrast.of(new Arm(5, 1e200, 1), new Arm(5, 1, 1), Guard.ON))
                .isEqualTo(Estimate.none(Reason.OUT_OF_RANGE));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {51, 52, 53, 54})
    void where_the_effect_is_the_same_everywhere_the_average_effect_is_it(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Stratum> strata = List.of(shifted(random), shifted(random), shifted(random));

        assertThat(known(AverageEffect.over(strata)).difference()).isEqualTo(0.25, within(1e-9));
        assertThat(known(Contrast.stratified(strata, Guard.ON)).difference()).isEqualTo(0.25, within(1e-9));
    }

    private static Stratum shifted(SplittableRandom random) {
        Arm c = anArm(random);
        return new Stratum(new Arm(1 + random.nextInt(5_000), c.mean() + 0.25, c.unitVariance()), c);
    }

    private static Arm anArm(SplittableRandom random) {
        return new Arm(
                2 + random.nextInt(10_000), random.nextDouble() * 4 - 0.5, 1e-3 + Math.exp(6 * random.nextDouble()));
    }

    private static <T> T known(Estimate<T> estimate) {
        return estimate.known().orElseThrow(() -> new AssertionError(estimate));
    }
}
