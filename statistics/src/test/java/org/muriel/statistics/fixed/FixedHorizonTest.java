package org.muriel.statistics.fixed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.estimate.AnytimeInterval;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Interval;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.fixed.FixedHorizon.Look;
import org.muriel.statistics.fixed.FixedHorizon.Outcome;
import org.muriel.statistics.fixed.PlannedEnd.AfterUnits;
import org.muriel.statistics.fixed.PlannedEnd.AtTime;
import org.muriel.statistics.fixed.PlannedEnd.Progress;
import org.muriel.statistics.summary.Arm;

class FixedHorizonTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final FixedHorizon AFTER_2000 = new FixedHorizon(new AfterUnits(2000), Outcome.PROPORTION);

    private static final Look EARLY = look(1, 500, 90, 50);
    private static final Look AT_THE_END = look(2, 1000, 130, 100);
    private static final Look LATE = look(3, 5000, 500, 500);

    @Test
    void nothing_is_seen_before_the_planned_end() {
        assertThat(AFTER_2000.judge(List.of())).isEqualTo(Estimate.none(Reason.NOT_YET));
        assertThat(AFTER_2000.judge(List.of(EARLY))).isEqualTo(Estimate.none(Reason.NOT_YET));
        assertThat(AFTER_2000.end().remaining(EARLY.progress())).hasValue(1000);
    }

    @Test
    void what_was_found_at_the_end_stays() {
        Estimate<FixedTest> found = AFTER_2000.judge(List.of(EARLY, AT_THE_END));

        assertThat(found.known().orElseThrow().p()).isBetween(0.03, 0.04);
        assertThat(AFTER_2000.judge(List.of(EARLY, AT_THE_END, LATE))).isEqualTo(found);
        assertThat(AFTER_2000.end().remaining(LATE.progress())).hasValue(0);
    }

    @Test
    void a_time_can_be_the_end_as_well() {
        FixedHorizon untilTheSecond = new FixedHorizon(new AtTime(START.plus(Duration.ofDays(2))), Outcome.MEAN);

        assertThat(untilTheSecond.judge(List.of(EARLY))).isEqualTo(Estimate.none(Reason.NOT_YET));
        assertThat(untilTheSecond.end().remaining(EARLY.progress())).isEmpty();
        assertThat(untilTheSecond.judge(List.of(EARLY, AT_THE_END)).known()).isPresent();
    }

    @Test
    void fewer_than_ten_successes_or_failures_are_not_shown() {
        assertThat(AFTER_2000.judge(List.of(look(1, 1000, 9, 40)))).isEqualTo(Estimate.none(Reason.TOO_LITTLE_DATA));
        assertThat(AFTER_2000.judge(List.of(look(1, 1000, 40, 991)))).isEqualTo(Estimate.none(Reason.TOO_LITTLE_DATA));
        assertThat(AFTER_2000.judge(List.of(look(1, 1000, 10, 40))).known()).isPresent();
    }

    @Test
    void a_hybrid_pays_twice_the_smaller_p() {
        FixedTest test = AFTER_2000.judge(List.of(AT_THE_END)).known().orElseThrow();

        assertThat(Hybrid.p(0.2, Estimate.none(Reason.NOT_YET))).isEqualTo(0.4);
        assertThat(Hybrid.p(0.7, Estimate.none(Reason.NOT_YET))).isEqualTo(1);
        assertThat(Hybrid.p(0.2, Estimate.of(test))).isEqualTo(2 * test.p());
        assertThat(Hybrid.p(0.001, Estimate.of(test))).isEqualTo(0.002);
        assertThat(Hybrid.half(new Level(0.1))).isEqualTo(new Level(0.05));
    }

    @Test
    void a_hybrid_shows_what_both_halves_allow() {
        Estimate<AnytimeInterval> running = Estimate.of(new AnytimeInterval(-1, 3));

        assertThat(Hybrid.interval(running, Estimate.none(Reason.NOT_YET))).isEqualTo(running);
        assertThat(Hybrid.interval(running, Estimate.of(new Interval(0, 4))))
                .isEqualTo(Estimate.of(new AnytimeInterval(0, 3)));
        assertThat(Hybrid.interval(Estimate.none(Reason.UNBOUNDED), Estimate.of(new Interval(0, 4))))
                .isEqualTo(Estimate.of(new AnytimeInterval(0, 4)));
        assertThat(Hybrid.interval(running, Estimate.of(new Interval(5, 6)))).isEqualTo(running);
    }

    private static Look look(int day, long count, long successesT, long successesC) {
        return new Look(
                new Progress(START.plus(Duration.ofDays(day)), 2 * count, true),
                List.of(new Stratum(Arm.proportion(count, successesT), Arm.proportion(count, successesC))));
    }
}
