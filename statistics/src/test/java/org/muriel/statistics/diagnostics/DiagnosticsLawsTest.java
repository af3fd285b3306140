package org.muriel.statistics.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.statistics.diagnostics.Trend.Shape;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;

class DiagnosticsLawsTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void adding_the_same_to_all_effects_changes_only_the_pooled_one(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Effect> effects = IntStream.range(0, 9)
                .mapToObj(_ -> new Effect(random.nextGaussian(), 0.5 + random.nextDouble()))
                .toList();
        List<Effect> moved = effects.stream()
                .map(it -> new Effect(it.value() + 5, it.variance()))
                .toList();
        Heterogeneity plain = Heterogeneity.of(effects).known().orElseThrow();
        Heterogeneity other = Heterogeneity.of(moved).known().orElseThrow();

        assertThat(other.q()).isCloseTo(plain.q(), within(1e-9));
        assertThat(other.pooled()).isCloseTo(plain.pooled() + 5, within(1e-9));
        assertThat(Heterogeneity.of(effects.reversed()).known().orElseThrow().p())
                .isCloseTo(plain.p(), within(1e-9));
    }

    @Test
    void equal_effects_are_the_same_everywhere() {
        Heterogeneity same = Heterogeneity.of(List.of(new Effect(0.5, 1), new Effect(0.5, 2)))
                .known()
                .orElseThrow();

        assertThat(same).isEqualTo(new Heterogeneity(0.5, 0, 1, 0));
        assertThat(Heterogeneity.of(List.of(new Effect(1, 1)))).isEqualTo(Estimate.none(Reason.TOO_LITTLE_DATA));
    }

    @Test
    void an_effect_that_fades_is_novelty_and_one_that_grows_is_primacy() {
        assertThat(trend(0.10, -0.008).shape()).isEqualTo(Shape.NOVELTY);
        assertThat(trend(-0.10, 0.008).shape()).isEqualTo(Shape.NOVELTY);
        assertThat(trend(0.01, 0.008).shape()).isEqualTo(Shape.PRIMACY);
        assertThat(trend(-0.01, -0.008).shape()).isEqualTo(Shape.PRIMACY);
        assertThat(trend(0.10, 0.0005).shape()).isEqualTo(Shape.STEADY);
        assertThat(trend(0.10, -0.008).slope()).isCloseTo(-0.008, within(1e-12));
    }

    private static Trend trend(double first, double slope) {
        return Trend.of(IntStream.range(0, 10)
                        .mapToObj(k -> new Effect(first + slope * k, 0.0004))
                        .toList())
                .known()
                .orElseThrow();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void uniform_values_pass_and_bent_ones_do_not(long seed) {
        double[] uniform = new SplittableRandom(seed).doubles(2000).toArray();
        double[] bent = Arrays.stream(uniform).map(it -> it * it).toArray();

        assertThat(uniformity(uniform).p()).isGreaterThan(0.001);
        assertThat(uniformity(bent).p()).isLessThan(1e-12);
    }

    @Test
    void the_distance_and_its_p_are_those_of_the_tables() {
        // Evenly spread values are half a step away from the diagonal; 1.358 is the 5 % point of Kolmogorov's limit.
        double[] even =
                IntStream.range(0, 100).mapToDouble(i -> (i + 0.5) / 100).toArray();
        assertThat(uniformity(even).distance()).isCloseTo(0.005, within(1e-12));
        assertThat(uniformity(even).p()).isEqualTo(1);

        double distance = 1.3581 / (100 + 0.12 + 0.0011);
        double[] shifted = IntStream.range(0, 10_000)
                .mapToDouble(i -> Math.max(0, (i + 1) / 10_000.0 - distance))
                .toArray();
        assertThat(uniformity(shifted).p()).isCloseTo(0.05, within(1e-4));
    }

    @Test
    void too_few_values_and_values_beyond_one_are_refused() {
        assertThat(Uniformity.of(new double[49])).isEqualTo(Estimate.none(Reason.TOO_LITTLE_DATA));
        double[] wrong = new double[50];
        wrong[7] = 1.5;
        assertThatThrownBy(() -> Uniformity.of(wrong)).hasMessage("values from 0.0 to 1.5, expected 0 to 1");
    }

    private static Uniformity uniformity(double[] values) {
        return Uniformity.of(values).known().orElseThrow();
    }
}
