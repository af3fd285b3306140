package org.muriel.docs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until somebody turns it on. Thread-safe. */
final class TurnedClock implements InstantSource {
    private final AtomicReference<Instant> now;

    TurnedClock(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    void turn(Duration on) {
        now.updateAndGet(it -> it.plus(on));
    }

    @Override
    public Instant instant() {
        return now.get();
    }
}
