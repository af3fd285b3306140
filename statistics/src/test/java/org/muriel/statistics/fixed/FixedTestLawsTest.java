package org.muriel.statistics.fixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.statistics.contrast.RelativeInterval;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.summary.Arm;

class FixedTestLawsTest {
    private static final Level LEVEL = new Level(0.1);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void swapping_the_arms_flips_the_sign_and_keeps_p(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Arm a = anArm(random);
        Arm b = anArm(random);
        WelchTest there = known(WelchTest.of(a, b));
        WelchTest back = known(WelchTest.of(b, a));

        assertThat(back.t()).isEqualTo(-there.t());
        assertThat(back.p()).isEqualTo(there.p());
        assertThat(back.degreesOfFreedom())
                .isCloseTo(there.degreesOfFreedom(), within(1e-9 * there.degreesOfFreedom()));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void p_and_both_intervals_of_welchs_test_agree(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            WelchTest test = known(WelchTest.of(anArm(random), anArm(random)));
            boolean significant = test.p() <= LEVEL.alpha();

            assertThat(!known(test.difference(LEVEL)).contains(0)).isEqualTo(significant);
            test.lift(LEVEL, RelativeInterval.INVERSION)
                    .known()
                    .ifPresent(lift -> assertThat(!lift.contains(0)).isEqualTo(significant));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24})
    void the_unit_of_the_outcome_does_not_matter(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Arm a = anArm(random);
        Arm b = anArm(random);
        double unit = Math.exp(10 * random.nextDouble() - 5);
        WelchTest plain = known(WelchTest.of(a, b));
        WelchTest scaled = known(WelchTest.of(times(a, unit), times(b, unit)));

        assertThat(scaled.p()).isCloseTo(plain.p(), within(1e-12));
        assertThat(known(scaled.lift(LEVEL, RelativeInterval.INVERSION)).low())
                .isCloseTo(known(plain.lift(LEVEL, RelativeInterval.INVERSION)).low(), within(1e-10));
    }

    @Test
    void strata_that_are_alike_count_as_one() {
        Arm t = Arm.proportion(2000, 130);
        Arm c = Arm.proportion(2000, 100);
        Arm halfT = Arm.proportion(1000, 65);
        Arm halfC = Arm.proportion(1000, 50);
        ProportionTest one = known(ProportionTest.of(t, c));
        ProportionTest two = known(ProportionTest.of(List.of(new Stratum(halfT, halfC), new Stratum(halfT, halfC))));

        assertThat(two.z()).isCloseTo(one.z(), within(1e-12));
        assertThat(two.fewest()).isEqualTo(one.fewest()).isEqualTo(100);
    }

    @Test
    void without_data_or_variance_it_says_so() {
        assertThat(WelchTest.of(Arm.EMPTY, new Arm(10, 1, 1))).isEqualTo(Estimate.none(Reason.NO_DATA));
        assertThat(WelchTest.of(new Arm(10, 1, 0), new Arm(10, 2, 0))).isEqualTo(Estimate.none(Reason.NO_VARIANCE));
        assertThat(ProportionTest.of(Arm.proportion(50, 50), Arm.proportion(40, 40)))
                .isEqualTo(Estimate.none(Reason.NO_VARIANCE));
        assertThat(known(WelchTest.of(new Arm(10, 1, 2), new Arm(20, 0, 3))).lift(LEVEL, RelativeInterval.INVERSION))
                .isEqualTo(Estimate.none(Reason.BASELINE_IS_ZERO));
    }

    private static Arm anArm(SplittableRandom random) {
        return new Arm(random.nextLong(5, 5000), 1 + random.nextDouble() / 4, Math.exp(6 * random.nextDouble() - 4));
    }

    private static Arm times(Arm arm, double unit) {
        return new Arm(arm.count(), arm.mean() * unit, arm.unitVariance() * unit * unit);
    }

    private static <T> T known(Estimate<T> estimate) {
        return estimate.known().orElseThrow();
    }
}
