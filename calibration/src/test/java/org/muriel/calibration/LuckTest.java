package org.muriel.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muriel.statistics.distribution.Beta;
import org.muriel.statistics.distribution.ChiSquare;

/** If luck were not what it claims to be, no promise would be tested. */
class LuckTest {
    private static final int DRAWS = 200_000;

    @ParameterizedTest(name = "{0} units, chance {1}")
    @CsvSource({"40, 0.1", "100, 0.05", "100, 0.3", "1000, 0.02", "5000, 0.5", "300, 0.97", "20000, 0.001"})
    void successes_are_binomial(int n, double p) {
        int[] seen = new int[n + 1];
        new Trials(n + Math.round(1e6 * p), 20)
                .results(random -> {
                    int[] counts = new int[n + 1];
                    for (int i = 0; i < DRAWS / 20; i++) {
                        counts[(int) Luck.binomial(random, n, p)]++;
                    }
                    return counts;
                })
                .forEach(counts -> {
                    for (int k = 0; k <= n; k++) {
                        seen[k] += counts[k];
                    }
                });

        assertThat(fit(seen, n, p)).isGreaterThan(1e-4);
    }

    /** Chi-square over counts that are expected often enough. */
    private static double fit(int[] seen, int n, double p) {
        double chiSquare = 0;
        int cells = 0;
        double restExpected = DRAWS;
        double restSeen = DRAWS;
        for (int k = 0; k <= n; k++) {
            double expected = DRAWS * (atLeast(k, n, p) - atLeast(k + 1, n, p));
            if (expected >= 20) {
                chiSquare += (seen[k] - expected) * (seen[k] - expected) / expected;
                restExpected -= expected;
                restSeen -= seen[k];
                cells++;
            }
        }
        if (restExpected >= 20) {
            chiSquare += (restSeen - restExpected) * (restSeen - restExpected) / restExpected;
            cells++;
        }
        return new ChiSquare(cells - 1).survival(chiSquare);
    }

    private static double atLeast(int k, int n, double p) {
        return k <= 0 ? 1 : k > n ? 0 : new Beta(k, n - k + 1.0).cdf(p);
    }

    @Test
    void gamma_poisson_and_lognormal_have_their_means_and_variances() {
        check(random -> Luck.gamma(random, 0.4), 0.4, 0.4);
        check(random -> Luck.gamma(random, 3), 3, 3);
        check(random -> Luck.poisson(random, 0.7), 0.7, 0.7);
        check(random -> Luck.logNormal(random, 0, 0.5), Math.exp(0.125), (Math.exp(0.25) - 1) * Math.exp(0.25));
    }

    private static void check(ToDoubleFunction<RandomGenerator> draw, double mean, double variance) {
        List<Double> drawn = new Trials(5, DRAWS).results(draw::applyAsDouble);
        double found = drawn.stream().mapToDouble(it -> it).average().orElseThrow();
        double spread = drawn.stream()
                .mapToDouble(it -> (it - found) * (it - found))
                .average()
                .orElseThrow();

        assertThat(found).isCloseTo(mean, within(4 * Math.sqrt(variance / DRAWS)));
        assertThat(spread).isCloseTo(variance, within(0.05 * variance));
    }

    @Test
    void results_do_not_depend_on_the_number_of_threads() {
        Trials trials = new Trials(9, 1000);

        assertThat(trials.results(RandomGenerator::nextLong)).isEqualTo(trials.results(RandomGenerator::nextLong));
        assertThat(trials.results(RandomGenerator::nextLong)).doesNotHaveDuplicates();
    }
}
