package org.muriel.console.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void ticks_are_round_and_inside_and_about_as_many_as_wanted() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            double low = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(12) - 6);
            double high = low + Math.max(1e-9, random.nextDouble()) * Math.pow(10, random.nextInt(12) - 6);
            Scale scale = new Scale(low, high, 0, 100);
            List<Double> ticks = scale.ticks(6);

            assertThat(ticks)
                    .as(scale.toString())
                    .hasSizeBetween(1, 8)
                    .isSorted()
                    .allMatch(scale::holds);
            if (ticks.size() > 1) {
                double step = ticks.get(1) - ticks.get(0);
                double digits = step / Math.pow(10, Math.floor(Math.log10(step * 1.0001)));
                assertThat(List.of(1.0, 2.0, 2.5, 5.0))
                        .as(scale + ": " + digits)
                        .anyMatch(it -> Math.abs(it - digits) < 1e-3);
            }
        }
    }

    @Test
    void zero_is_on_every_scale_around_figures() {
        assertThat(Scale.around(List.of(3.0, 5.0), 0, 100).holds(0)).isTrue();
        assertThat(Scale.around(List.of(-3.0, -5.0), 0, 100).holds(0)).isTrue();
        assertThat(Scale.around(List.of(), 0, 100).holds(0)).isTrue();
    }

    @Test
    void what_nobody_knows_makes_no_scale_wider() {
        assertThat(Scale.around(List.of(0.1, Double.POSITIVE_INFINITY, Double.NaN), 0, 100))
                .isEqualTo(Scale.around(List.of(0.1), 0, 100));
    }

    @Test
    void what_lies_beyond_is_at_the_edge() {
        Scale scale = new Scale(-1, 1, 10, 110);

        assertThat(scale.at(-1)).isEqualTo(10);
        assertThat(scale.at(0)).isEqualTo(60);
        assertThat(scale.at(7)).isEqualTo(110);
        assertThat(scale.at(Double.NEGATIVE_INFINITY)).isEqualTo(10);
    }

    @Test
    void a_scale_has_a_length() {
        assertThatThrownBy(() -> new Scale(1, 1, 0, 100)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scale(0, Double.NaN, 0, 100)).isInstanceOf(IllegalArgumentException.class);
    }
}
