package org.muriel.experiment;

import java.time.Instant;
import java.util.Optional;

/**
 * The course of an experiment in one environment.
 *
 * @param since when it came into this status; absent while not started
 * @param earliest first start; absent before
 * @param latest last pause; absent while running and before the first pause
 */
public record Run(Status status, Optional<Instant> since, Optional<Instant> earliest, Optional<Instant> latest) {

    public static final Run NOT_STARTED =
            new Run(Status.NOT_STARTED, Optional.empty(), Optional.empty(), Optional.empty());

    public enum Status {
        NOT_STARTED,
        RUNNING,
        PAUSED
    }

    Run started(Instant now) {
        return status == Status.RUNNING
                ? this
                : new Run(Status.RUNNING, Optional.of(now), Optional.of(earliest.orElse(now)), Optional.empty());
    }

    Run paused(Instant now) {
        return switch (status) {
            case RUNNING -> new Run(Status.PAUSED, Optional.of(now), earliest, Optional.of(now));
            case NOT_STARTED -> new Run(Status.PAUSED, Optional.of(now), earliest, latest);
            case PAUSED -> this;
        };
    }

    /** Paused as of now, whatever it was: nothing that was due before is due any more. */
    Run putAside(Instant now) {
        return new Run(Status.PAUSED, Optional.of(now), earliest, latest);
    }

    /** Whether it has been as it is since before that time. */
    boolean unchangedSince(Instant time) {
        return since.map(it -> it.isBefore(time)).orElse(true);
    }
}
