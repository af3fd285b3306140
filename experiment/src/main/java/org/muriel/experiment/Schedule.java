package org.muriel.experiment;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When an experiment starts and stops by itself in the primary environment.
 *
 * @param start absent: somebody starts it
 * @param stop after {@code start}; absent: somebody stops it
 * @param timeZone IANA name, as it was written
 */
public record Schedule(Optional<Bound> start, Optional<Bound> stop, String timeZone) {

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
            return stopHasCome
                            && stop.filter(it -> run.unchangedSince(it.instant()))
                                    .isPresent()
                    ? Optional.of(Step.PAUSE)
                    : Optional.empty();
        }
        boolean startIsDue = start.filter(it -> !it.instant().isAfter(now) && run.unchangedSince(it.instant()))
                .isPresent();
        return startIsDue && !stopHasCome ? Optional.of(Step.START) : Optional.empty();
    }
}
