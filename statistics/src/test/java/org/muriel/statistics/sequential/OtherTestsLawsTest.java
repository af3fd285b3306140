package org.muriel.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.PropensityScore;
import org.muriel.statistics.contrast.Region;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.summary.Arm;
import org.muriel.statistics.summary.Moments;

/** What holds for every test that may be looked at any time. */
class OtherTestsLawsTest {
    private static final Level LEVEL = new Level(0.1);

    static Stream<AnytimeTest> tests() {
        Tuning tuning = Tuning.of(LEVEL, Tuning.DEFAULT_UNITS);
        return Stream.of(new Mixture(tuning), new FixedTau(1e-4), Multiscale.of(LEVEL), new TMixture(tuning));
    }

    @ParameterizedTest
    @MethodSource("tests")
    void the_e_value_reaches_its_level_exactly_where_the_interval_excludes_no_difference(AnytimeTest test) {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 2_000; i++) {
            Contrast contrast = contrast(random);
            Level level = new Level(Math.pow(10, -4 * random.nextDouble()) / 2);
            Region differences = contrast.differences(test.criticalValue(contrast, level));
            double margin = test.logE(contrast) - level.logOfInverse();
            if (Math.abs(margin) > 1e-9) {
                assertThat(!differences.contains(0))
                        .as("seed 5, %s at %s", contrast, level)
                        .isEqualTo(margin > 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tests")
    void a_lower_level_has_a_wider_interval_and_a_larger_difference_more_evidence(AnytimeTest test) {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 500; i++) {
            Contrast contrast = contrast(random);
            assertThat(test.criticalValue(contrast, new Level(0.01)))
                    .as("seed 6, %s", contrast)
                    .isGreaterThan(test.criticalValue(contrast, LEVEL));
            assertThat(test.logE(shifted(contrast, 2))).isGreaterThan(test.logE(shifted(contrast, 1)));
            assertThat(test.logE(shifted(contrast, 0))).isLessThan(0);
        }
    }

    @ParameterizedTest
    @MethodSource("tests")
    void swapping_the_arms_changes_nothing_but_the_sign(AnytimeTest test) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            Contrast there = contrast(random);
            Contrast back = new Contrast(
                    there.effectiveCount(),
                    there.baselineMean(),
                    there.mean(),
                    there.baselineVarianceOfMean(),
                    there.varianceOfMean(),
                    there.guard(),
                    there.baselineCount(),
                    there.count());
            assertThat(back.z()).isEqualTo(-there.z());
            assertThat(test.logE(back)).isEqualTo(test.logE(there));
            assertThat(test.criticalValue(back, LEVEL)).isEqualTo(test.criticalValue(there, LEVEL));
        }
    }

    @Test
    void one_scale_alone_is_the_default_and_many_units_make_the_t_mixture_the_default() {
        Tuning tuning = Tuning.of(LEVEL, 20_000);
        Mixture mixture = new Mixture(tuning);
        Multiscale one = Multiscale.of(LEVEL, List.of(20_000.0), List.of(1.0));
        Contrast contrast = contrast(new SplittableRandom(8));
        assertThat(one.logE(contrast)).isCloseTo(mixture.logE(contrast), within(1e-12));
        assertThat(one.criticalValue(contrast, LEVEL)).isCloseTo(mixture.criticalValue(contrast, LEVEL), within(1e-9));

        Contrast large = Contrast.of(new Arm(5_000_000, 0.11, 0.1), new Arm(5_000_000, 0.1099, 0.1), Guard.ON)
                .known()
                .orElseThrow();
        assertThat(new TMixture(tuning).logE(large)).isCloseTo(mixture.logE(large), within(1e-4));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.5, 6, 300})
    void the_one_sided_bound_is_where_its_e_value_reaches_the_level_and_within_the_closed_form(double x) {
        double bound = OneSided.bound(x, LEVEL);
        assertThat(OneSided.logE(bound, x)).isCloseTo(LEVEL.logOfInverse(), within(1e-9));
        assertThat(bound).isBetween(0.9 * OneSided.closedFormBound(x, LEVEL), OneSided.closedFormBound(x, LEVEL));
        // two halves make the whole: E₁(z) + E₁(−z) = 2 E(z)
        for (double z : new double[] {0, 0.7, 3}) {
            double halves = Math.exp(OneSided.logE(z, x)) + Math.exp(OneSided.logE(-z, x));
            assertThat(halves).isCloseTo(2 * Math.exp(Mixture.logE(z, x)), within(1e-12 * halves));
        }
    }

    @Test
    void equal_probabilities_without_predictions_score_the_difference_of_the_means() {
        SplittableRandom random = new SplittableRandom(9);
        Moments scores = Moments.NONE;
        double[] sums = new double[2];
        int n = 1_000;
        for (int i = 0; i < n; i++) {
            boolean treated = i % 2 == 0;
            double outcome = random.nextDouble() + (treated ? 0.1 : 0);
            sums[treated ? 1 : 0] += outcome;
            scores = scores.merge(new Moments(1, PropensityScore.of(treated, outcome, 0, 0, 0.5), 0));
        }
        Contrast contrast = PropensityScore.contrast(scores).known().orElseThrow();
        assertThat(contrast.difference()).isCloseTo((sums[1] - sums[0]) / (n / 2.0), within(1e-12));
        assertThat(contrast.effectiveCount()).isEqualTo(n / 4.0);
    }

    @Test
    void a_score_is_right_on_average_whatever_was_predicted() {
        for (double probability : new double[] {0.01, 0.3, 0.99}) {
            double expected = probability * PropensityScore.of(true, 5, 17, -3, probability)
                    + (1 - probability) * PropensityScore.of(false, 2, 17, -3, probability);
            assertThat(expected).isCloseTo(5.0 - 2.0, within(1e-12));
        }
    }

    private static Contrast contrast(SplittableRandom random) {
        Arm[] arms = IntStream.range(0, 2)
                .mapToObj(_ -> {
                    long count = 200 + random.nextLong(100_000);
                    double rate = 0.1 + 0.03 * random.nextDouble();
                    return new Arm(count, rate, rate * (1 - rate));
                })
                .toArray(Arm[]::new);
        Estimate<Contrast> contrast = Contrast.of(arms[0], arms[1], Guard.ON);
        return contrast.known().orElseThrow();
    }

    /** With a difference of so many standard errors. */
    private static Contrast shifted(Contrast of, double errors) {
        return new Contrast(
                of.effectiveCount(),
                of.baselineMean() + errors * of.standardError(),
                of.baselineMean(),
                of.varianceOfMean(),
                of.baselineVarianceOfMean(),
                of.guard(),
                of.count(),
                of.baselineCount());
    }
}
