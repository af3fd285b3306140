package org.muriel.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.distribution.GaussLegendre;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.summary.Arm;

class MixtureLawsTest {
    private static final Level LEVEL = new Level(0.1);
    private static final Mixture MIXTURE = new Mixture(Tuning.of(LEVEL, 10_000));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void p_is_at_most_alpha_exactly_beyond_the_critical_value(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            double x = Math.exp(20 * random.nextDouble() - 10);
            Level level = new Level(Math.exp(-12 * random.nextDouble() - 1e-3));
            double critical = Mixture.criticalValue(x, level);

            assertThat(AnytimeTest.p(Mixture.logE(critical * (1 + 1e-9), x))).isLessThanOrEqualTo(level.alpha());
            assertThat(AnytimeTest.p(Mixture.logE(critical * (1 - 1e-9), x))).isGreaterThan(level.alpha());
        }
    }

    /** What makes it a fair bet under "no difference": its mean is 1 at every amount of information. */
    @ParameterizedTest(name = "information {0}")
    @ValueSource(doubles = {1e-6, 0.01, 0.3, 1, 10, 300})
    void without_a_difference_the_e_value_is_1_on_average(double x) {
        double scale = Math.sqrt(1 + x);
        double mean = GaussLegendre.integrate(
                z -> Math.exp(Mixture.logE(z, x) - 0.5 * z * z) / Math.sqrt(2 * Math.PI), -12 * scale, 12 * scale, 60);

        assertThat(mean).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest(name = "at level {0} the optimum is {1}")
    @CsvSource({"0.1, 6.638352", "0.05, 8.211968", "0.01, 11.756371"})
    void the_optimum_is_that_of_the_specification(double alpha, double optimum) {
        assertThat(Tuning.of(new Level(alpha), 10_000).optimum()).isCloseTo(optimum, within(5e-7));
    }

    @ParameterizedTest(name = "planned for {0}")
    @ValueSource(doubles = {100, 10_000, 3e7})
    void at_the_planned_size_the_critical_value_is_smallest(double units) {
        Tuning tuning = Tuning.of(LEVEL, units);
        double planned = tuning.kappaSquared() * units / 4;
        double least = Mixture.criticalValue(planned, LEVEL);

        assertThat(planned).isCloseTo(tuning.optimum(), within(1e-12 * planned));
        assertThat(least).isCloseTo(Math.sqrt(1 + tuning.optimum()), within(1e-12));
        for (double factor : new double[] {0.01, 0.5, 0.9, 1.1, 2, 100}) {
            assertThat(Mixture.criticalValue(planned * factor, LEVEL)).isGreaterThan(least);
        }
    }

    @Test
    void hardly_any_information_costs_no_digit() {
        double x = 1e-12;

        assertThat(Mixture.logE(3, x)).isCloseTo((3 * 3 - 1) / 2.0 * x, within(1e-22));
        assertThat(Mixture.criticalValue(x, LEVEL)).isCloseTo(Math.sqrt(2 * Math.log(10) / x), within(1e-3));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void with_the_units_that_remain_it_is_just_significant(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int waited = 0;
        for (int round = 0; round < 100; round++) {
            long n = 200L + random.nextInt(20_000);
            Contrast contrast = known(Contrast.of(
                    new Arm(n, 1 + 0.4 * random.nextDouble(), 9),
                    new Arm(n, 1 + 0.1 * random.nextDouble(), 9),
                    Guard.ON));
            long more = known(UnitsRemaining.of(MIXTURE, contrast, LEVEL));
            if (more > 0) {
                waited++;
                assertThat(MIXTURE.logE(contrast.grown((n + more) / (double) n)))
                        .isGreaterThanOrEqualTo(LEVEL.logOfInverse() - 1e-9);
                assertThat(MIXTURE.logE(contrast.grown((n + more - 2) / (double) n)))
                        .isLessThan(LEVEL.logOfInverse());
            } else {
                assertThat(MIXTURE.logE(contrast)).isGreaterThanOrEqualTo(LEVEL.logOfInverse());
            }
        }
        assertThat(waited).isBetween(10, 99);
    }

    @Test
    void what_will_never_be_significant_says_why() {
        Arm arm = new Arm(500, 1, 4);
        Arm still = new Arm(500, 1, 0);

        assertThat(UnitsRemaining.of(MIXTURE, known(Contrast.of(arm, arm, Guard.ON)), LEVEL))
                .isEqualTo(Estimate.none(Reason.NO_EFFECT));
        assertThat(UnitsRemaining.of(MIXTURE, known(Contrast.of(still, still, Guard.ON)), LEVEL))
                .isEqualTo(Estimate.none(Reason.NO_VARIANCE));
        assertThat(UnitsRemaining.of(MIXTURE, known(Contrast.of(new Arm(500, 1 + 1e-9, 4), arm, Guard.ON)), LEVEL))
                .isEqualTo(Estimate.none(Reason.OUT_OF_REACH));
    }

    @Test
    void a_design_that_finds_nothing_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Tuning.of(new Level(0), 10_000));
        assertThatIllegalArgumentException().isThrownBy(() -> Tuning.of(LEVEL, 0));
    }

    private static <T> T known(Estimate<T> estimate) {
        return estimate.known().orElseThrow(() -> new AssertionError(estimate));
    }
}
