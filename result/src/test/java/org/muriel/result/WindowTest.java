package org.muriel.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    private static final Instant FROM = Instant.parse("2026-03-01T10:02:07.654321Z");
    private static final Instant START = Instant.parse("2026-03-01T10:02:07Z");
    private static final Instant TO = Instant.parse("2026-03-01T11:58:11.999999Z");

    @ParameterizedTest(name = "{0} to {1} means {2} to {3}")
    @CsvSource(nullValues = "-", textBlock = """
            -,                    -,                    2026-03-01T10:02:07Z, 2026-03-01T11:58:11Z
            2026-03-01T10:31:00Z, -,                    2026-03-01T10:35:00Z, 2026-03-01T11:58:11Z
            2026-03-01T10:35:00Z, -,                    2026-03-01T10:35:00Z, 2026-03-01T11:58:11Z
            2026-03-01T10:00:01Z, -,                    2026-03-01T10:02:07Z, 2026-03-01T11:58:11Z
            2026-03-01T10:02:08Z, -,                    2026-03-01T10:05:00Z, 2026-03-01T11:58:11Z
            2026-03-01T09:00:00Z, -,                    2026-03-01T10:02:07Z, 2026-03-01T11:58:11Z
            -,                    2026-03-01T11:04:59Z, 2026-03-01T10:02:07Z, 2026-03-01T11:00:00Z
            -,                    2026-03-01T11:59:59Z, 2026-03-01T10:02:07Z, 2026-03-01T11:58:11Z
            -,                    2026-03-01T12:30:00Z, 2026-03-01T10:02:07Z, 2026-03-01T11:58:11Z
            2026-03-01T10:31:00Z, 2026-03-01T11:04:59Z, 2026-03-01T10:35:00Z, 2026-03-01T11:00:00Z
            """)
    void a_given_start_is_rounded_up_and_a_given_end_down_within_what_was_active(
            String start, String end, Instant expectedStart, Instant expectedEnd) {
        assertThat(Window.of(FROM, TO, time(start), time(end))).contains(new Window(expectedStart, expectedEnd));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource(nullValues = "-", textBlock = """
            2026-03-01T10:31:00Z, 2026-03-01T10:34:00Z
            2026-03-01T11:00:00Z, 2026-03-01T11:00:00Z
            2026-03-01T11:10:00Z, 2026-03-01T10:10:00Z
            2026-03-01T11:58:00Z, -
            -,                    2026-03-01T10:04:59Z
            """)
    void a_given_interval_without_time_is_no_window(String start, String end) {
        assertThat(Window.of(FROM, TO, time(start), time(end))).isEmpty();
    }

    @Test
    void an_experiment_paused_within_the_second_of_its_start_has_an_empty_window() {
        assertThat(Window.of(FROM, FROM.plusMillis(200), Optional.empty(), Optional.empty()))
                .contains(new Window(Instant.parse("2026-03-01T10:02:07Z"), Instant.parse("2026-03-01T10:02:07Z")));
    }

    @Test
    void a_clock_that_was_set_back_gives_no_negative_window() {
        assertThat(Window.of(FROM, FROM.minusSeconds(60), Optional.empty(), Optional.empty()))
                .contains(new Window(Instant.parse("2026-03-01T10:02:07Z"), Instant.parse("2026-03-01T10:02:07Z")));
    }

    @ParameterizedTest(name = "{0} from {1}: a point each {2}, {3} points")
    @CsvSource(textBlock = """
            PT4S,   2018-06-08T16:17:43Z, PT5M,  1
            PT12H,  2026-03-01T00:00:00Z, PT5M,  144
            PT12H,  2026-03-01T00:01:00Z, PT5M,  145
            PT13H,  2026-03-01T00:00:00Z, PT1H,  13
            PT200H, 2026-03-01T00:00:00Z, PT1H,  200
            PT200H, 2026-03-01T00:30:00Z, PT6H,  34
            P30D,   2026-03-01T00:00:00Z, PT6H,  120
            P200D,  2026-01-01T00:00:00Z, P1D,   200
            P201D,  2026-01-01T00:00:00Z, P7D,   29
            """)
    void a_series_has_the_finest_spacing_that_gives_at_most_200_points(
            Duration range, Instant start, Duration spacing, int count) {
        Window window = new Window(start, start.plus(range));

        List<Instant> points = window.seriesPoints();

        assertThat(points).hasSize(count).isSorted().last().isEqualTo(window.end());
        assertThat(points.subList(0, count - 1)).allSatisfy(it -> {
            assertThat(it.getEpochSecond() % spacing.toSeconds()).isZero();
            assertThat(it).isAfter(start).isBefore(window.end());
        });
    }

    @Test
    void looks_are_every_five_minutes_then_each_hour_then_every_six_hours() {
        List<Instant> looks = new Window(START, START.plus(Duration.ofDays(20))).looks();

        assertThat(looks.getFirst()).isEqualTo("2026-03-01T10:05:00Z");
        assertThat(looks.get(143)).isEqualTo("2026-03-01T22:00:00Z");
        assertThat(looks.get(144)).isEqualTo("2026-03-01T23:00:00Z");
        assertThat(looks.get(144 + 323)).isEqualTo("2026-03-15T10:00:00Z");
        assertThat(looks.get(144 + 324)).isEqualTo("2026-03-15T12:00:00Z");
        assertThat(looks.getLast()).isEqualTo(START.plus(Duration.ofDays(20)));
        assertThat(looks).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "after {0} hours")
    @CsvSource({"0", "1", "12", "13", "199", "336", "340", "1500", "5000", "20000"})
    void every_point_of_a_series_is_a_look(int hours) {
        Window window = new Window(START, START.plus(Duration.ofHours(hours)));

        assertThat(window.looks()).containsAll(window.seriesPoints());
    }

    private static Optional<Instant> time(String text) {
        return Optional.ofNullable(text).map(Instant::parse);
    }
}
