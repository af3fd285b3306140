package org.muriel.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.muriel.simulation.rest.Figures;
import org.muriel.simulation.rest.Figures.Answer;
import org.muriel.simulation.rest.Figures.At;
import org.muriel.simulation.rest.Figures.Figure;
import org.muriel.simulation.rest.Figures.OfMetric;
import org.muriel.simulation.rest.Figures.OfVariation;

class FalseAlarmsTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void one_alarm_at_any_look_counts_once() {
        FalseAlarms alarms = FalseAlarms.NONE.with(series(28, 5, 9), 28).with(series(28), 28);

        assertThat(alarms.experiments()).isEqualTo(2);
        assertThat(alarms.found()).isEqualTo(1);
        assertThat(alarms.promise()).isEqualTo(0.1, within(1e-12));
    }

    @Test
    void fewer_looks_see_only_what_is_there_when_they_look() {
        // points 1, 3, 5, 7 are looked at, counted from 0
        assertThat(FalseAlarms.NONE.with(series(8, 4), 4).found()).isZero();
        assertThat(FalseAlarms.NONE.with(series(8, 5), 4).found()).isEqualTo(1);
    }

    @Test
    void the_ordinary_test_is_given_the_same_looks() {
        // at 1000 visitors each 100 and 130 conversions are 2.1 standard errors apart
        assertThat(FalseAlarms.NONE.with(series(4), 4).foundByOrdinaryTest()).isEqualTo(1);
    }

    @Test
    void a_promise_is_broken_when_even_the_lower_bound_is_above_it() {
        assertThat(new FalseAlarms(0.1, 100, 10, 0).keepsPromise()).isTrue();
        assertThat(new FalseAlarms(0.1, 100, 15, 0).keepsPromise()).isTrue();
        assertThat(new FalseAlarms(0.1, 100, 25, 0).keepsPromise()).isFalse();
        assertThat(new FalseAlarms(0.1, 100, 100, 0).keepsPromise()).isFalse();
    }

    /** Bounds of Wilson's interval for 10 of 100, as published: 0.0552 to 0.1744. */
    @Test
    void its_lines_tell_the_share_and_its_bounds() {
        assertThat(new FalseAlarms(0.1, 100, 10, 38).lines())
                .anySatisfy(it -> assertThat(it).contains("Muriel", "10.0 %", "5.5 % to 17.4 %", "at most 10.0 %"))
                .anySatisfy(it -> assertThat(it).contains("Ordinary", "38.0 %"));
    }

    private static Answer series(int points, Integer... significantAt) {
        List<Integer> significant = List.of(significantAt);
        return new Answer(
                0.9,
                BEGIN,
                BEGIN.plusSeconds(points),
                List.of(new OfMetric(
                        new JsonObject(),
                        List.of(variation(true, points, 100, List.of()), variation(false, points, 130, significant)))),
                List.of());
    }

    private static OfVariation variation(boolean baseline, int points, int conversions, List<Integer> significant) {
        return new OfVariation(
                baseline ? 80 : 81,
                baseline,
                IntStream.range(0, points)
                        .mapToObj(i -> new At(
                                BEGIN.plusSeconds(i),
                                new Figure(
                                        1000,
                                        conversions,
                                        Optional.of(conversions / 1000.0),
                                        baseline
                                                ? Optional.empty()
                                                : Optional.of(new Figures.Lift(
                                                        Optional.of(0.3), Optional.empty(), significant.contains(i))))))
                        .toList());
    }
}
