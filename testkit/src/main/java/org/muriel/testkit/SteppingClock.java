package org.muriel.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves on by the same step at every look, so that no two times of a test are equal. Thread-safe. */
public final class SteppingClock implements InstantSource {
    private final AtomicReference<Instant> next;
    private final Duration step;

    /** @param step may be negative, as when somebody sets the clock back */
    public SteppingClock(Instant start, Duration step) {
        this.next = new AtomicReference<>(start);
        this.step = step;
    }

    /** From the beginning of 2026, a second and a nanosecond at a time: finer than anything that is kept. */
    public static SteppingClock bySeconds() {
        return new SteppingClock(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofSeconds(1, 1));
    }

    @Override
    public Instant instant() {
        return next.getAndUpdate(it -> it.plus(step));
    }
}
