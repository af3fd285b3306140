package org.muriel.experiment;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When an experiment starts and stops by itself in the primary environment.
 *
 * @param start absent: somebody starts it
 * @param stop after {@code start}; absent: somebody stops it
 * @param timeZone IANA name, as it was written
 * @param from the first minute that counts: that in which the schedule was written, or the one after a step was missed
 */
public record Schedule(Optional<Bound> start, Optional<Bound> stop, String timeZone, Instant from) {

    public Schedule {
        from = from.truncatedTo(ChronoUnit.MINUTES);
    }

    /**
     * @param text the local time as it was written, which is how it is shown again
     * @param time what it means in the schedule's zone
     */
    public record Bound(String text, ZonedDateTime time) {
        Instant instant() {
            return time.toInstant();
        }
    }

    /** What the schedule would have done to an experiment that has had no other change since. */
    public enum Step {
        START,
        PAUSE
    }

    /**
     * The step that is due: one whose time has come and that nothing has overtaken. Somebody who pauses an experiment
     * after its scheduled start, or starts it again after its scheduled stop, is not overruled.
     */
    public Optional<Step> due(Run run, Instant now) {
        boolean stopHasCome = stop.filter(it -> !it.instant().isAfter(now)).isPresent();
        if (run.status() == Run.Status.RUNNING) {
            return stop.filter(it -> isDue(it, run, now)).map(it -> Step.PAUSE);
        }
        return stopHasCome
                ? Optional.empty()
                : start.filter(it -> isDue(it, run, now)).map(it -> Step.START);
    }

    /** This schedule without what was due up to that minute: it is missed. */
    public Schedule missedUpTo(Instant time) {
        return new Schedule(start, stop, timeZone, time.plus(1, ChronoUnit.MINUTES));
    }

    /** Whether it says the same as another, whenever that was written. */
    public boolean saysTheSameAs(Schedule other) {
        return start.equals(other.start) && stop.equals(other.stop) && timeZone.equals(other.timeZone);
    }

    private boolean isDue(Bound bound, Run run, Instant now) {
        return !bound.instant().isAfter(now) && !bound.instant().isBefore(from) && run.unchangedSince(bound.instant());
    }
}
