package org.muriel.simulation.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiftChartTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void an_interval_that_narrows_is_seen_to_narrow_and_a_significant_lift_is_a_full_dot() {
        assertThat(new LiftChart(points(14)).lines(BEGIN, 60))
                .containsExactly("""
                   +25.0 % ┤           │  │
                           │           │  │
                           │           │  │  │
                   +20.0 % ┤           │  │  │  │  │  │
                           │           │  │  │  │  │  │  │  │  │
                   +15.0 % ┤           │  │  │  │  │  │  │  │  │  │  │  │  │
                           │           │  │  │  │  │  │  │  │  │  │  │  │  │
                           │           ○  ○  ○  ○  ●  ●  ●  ●  ●  ●  ●  ●  ●
                   +10.0 % ┤           │  │  │  │  │  │  │  │  │  │  │  │  │
                           │           │  │  │  │  │  │  │  │  │  │  │  │  │
                           │           │  │  │  │  │  │  │  │  │
                    +5.0 % ┤           │  │  │  │  │  │
                           │           │  │  │
                    ±0.0 % ┤┈┈┈┈┈┈┈┈┈┈┈│┈┈│┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
                           │           │  │
                           └────────────────────────────────────────────────
                            start                                     day 14
                """.lines().toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 140})
    void it_is_never_wider_than_the_terminal(int columns) {
        assertThat(new LiftChart(points(100)).lines(BEGIN, columns))
                .allSatisfy(it -> assertThat(it).hasSizeLessThanOrEqualTo(columns));
    }

    @Test
    void a_lift_without_a_bound_on_one_side_reaches_the_edge() {
        List<LiftChart.Point> points = List.of(
                point(1, 0.1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false), point(2, 0.1, 0, 0.2, false));

        assertThat(new LiftChart(points).lines(BEGIN, 60)).hasSize(17);
    }

    @Test
    void without_a_point_it_says_why() {
        assertThat(new LiftChart(List.of()).lines(BEGIN, 60))
                .singleElement()
                .asString()
                .contains("too few visitors");
    }

    private static List<LiftChart.Point> points(int days) {
        return IntStream.rangeClosed(3, days)
                .mapToObj(day -> {
                    double half = 0.5 / day;
                    return point(day, 0.12, 0.12 - half, 0.12 + half, half < 0.08);
                })
                .toList();
    }

    private static LiftChart.Point point(int day, double value, double low, double high, boolean significant) {
        return new LiftChart.Point(BEGIN.plusSeconds(day * 86_400L), value, low, high, significant);
    }
}
