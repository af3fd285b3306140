package org.muriel.experiment;

import java.time.Instant;
import java.util.Optional;

/**
 * The course of an experiment in one environment.
 *
 * @param earliest first start; absent before
 * @param latest last pause; absent while running and before the first pause
 */
public record Run(Status status, Optional<Instant> earliest, Optional<Instant> latest) {

    public static final Run NOT_STARTED = new Run(Status.NOT_STARTED, Optional.empty(), Optional.empty());

    public enum Status {
        NOT_STARTED,
        RUNNING,
        PAUSED
    }

    Run started(Instant now) {
        return status == Status.RUNNING
                ? this
                : new Run(Status.RUNNING, Optional.of(earliest.orElse(now)), Optional.empty());
    }

    Run paused(Instant now) {
        return switch (status) {
            case RUNNING -> new Run(Status.PAUSED, earliest, Optional.of(now));
            case NOT_STARTED -> new Run(Status.PAUSED, earliest, latest);
            case PAUSED -> this;
        };
    }
}
