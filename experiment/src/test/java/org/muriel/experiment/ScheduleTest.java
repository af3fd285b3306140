package org.muriel.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muriel.experiment.Schedule.Bound;
import org.muriel.experiment.Schedule.Step;

class ScheduleTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-03-02T11:00:00Z");
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Schedule FROM_TEN_TO_ELEVEN = new Schedule(bound(TEN), bound(ELEVEN), "UTC", NINE);
    private static final Schedule FROM_TEN = new Schedule(bound(TEN), Optional.empty(), "UTC", NINE);
    private static final Schedule UNTIL_ELEVEN = new Schedule(Optional.empty(), bound(ELEVEN), "UTC", NINE);

    @Test
    void it_starts_when_its_time_has_come_and_not_before() {
        assertThat(FROM_TEN.due(Run.NOT_STARTED, TEN.minusMillis(1))).isEmpty();
        assertThat(FROM_TEN.due(Run.NOT_STARTED, TEN)).contains(Step.START);
        assertThat(FROM_TEN.due(Run.NOT_STARTED, NOON)).contains(Step.START);
    }

    @Test
    void it_pauses_what_runs_when_its_end_has_come() {
        Run running = Run.NOT_STARTED.started(TEN);

        assertThat(FROM_TEN_TO_ELEVEN.due(running, ELEVEN.minusMillis(1))).isEmpty();
        assertThat(FROM_TEN_TO_ELEVEN.due(running, ELEVEN)).contains(Step.PAUSE);
        assertThat(UNTIL_ELEVEN.due(Run.NOT_STARTED.started(NINE), NOON)).contains(Step.PAUSE);
    }

    @Test
    void nothing_is_done_twice() {
        Run running = Run.NOT_STARTED.started(TEN);

        assertThat(FROM_TEN.due(running, NOON)).isEmpty();
        assertThat(FROM_TEN_TO_ELEVEN.due(running.paused(ELEVEN), NOON)).isEmpty();
    }

    @Test
    void somebody_who_pauses_after_the_start_is_not_overruled() {
        assertThat(FROM_TEN.due(Run.NOT_STARTED.started(TEN).paused(TEN.plusSeconds(60)), NOON))
                .isEmpty();
    }

    @Test
    void somebody_who_starts_again_after_the_end_is_not_overruled() {
        Run startedAgain = Run.NOT_STARTED.started(TEN).paused(ELEVEN).started(ELEVEN.plusSeconds(60));

        assertThat(FROM_TEN_TO_ELEVEN.due(startedAgain, NOON)).isEmpty();
    }

    @Test
    void a_schedule_that_is_wholly_past_starts_nothing() {
        assertThat(FROM_TEN_TO_ELEVEN.due(Run.NOT_STARTED, NOON)).isEmpty();
    }

    @Test
    void what_was_paused_before_the_start_is_started() {
        assertThat(FROM_TEN.due(Run.NOT_STARTED.paused(NINE), TEN)).contains(Step.START);
    }

    @Test
    void what_was_past_when_it_was_written_is_not_caught_up_on() {
        assertThat(writtenAt(TEN.plusSeconds(60), FROM_TEN).due(Run.NOT_STARTED, NOON))
                .isEmpty();
        assertThat(writtenAt(NOON, UNTIL_ELEVEN).due(Run.NOT_STARTED.started(NINE), NOON))
                .isEmpty();
    }

    @Test
    void the_minute_it_is_written_in_still_counts() {
        assertThat(writtenAt(TEN.plusSeconds(59), FROM_TEN).due(Run.NOT_STARTED, TEN.plusSeconds(59)))
                .contains(Step.START);
    }

    @Test
    void what_was_put_aside_is_not_started_by_a_time_that_passed_meanwhile() {
        Run putAside = Run.NOT_STARTED.started(NINE).paused(NINE).putAside(ELEVEN);

        assertThat(FROM_TEN.due(putAside, NOON)).isEmpty();
    }

    @Test
    void a_step_that_was_missed_is_not_made_up_for() {
        assertThat(FROM_TEN.missedUpTo(TEN).due(Run.NOT_STARTED, NOON)).isEmpty();
        assertThat(FROM_TEN_TO_ELEVEN.missedUpTo(TEN).due(Run.NOT_STARTED.started(TEN), NOON))
                .contains(Step.PAUSE);
    }

    private static Schedule writtenAt(Instant time, Schedule schedule) {
        return new Schedule(schedule.start(), schedule.stop(), schedule.timeZone(), time);
    }

    private static Optional<Bound> bound(Instant time) {
        return Optional.of(new Bound(time.toString(), time.atZone(ZoneOffset.UTC)));
    }
}
