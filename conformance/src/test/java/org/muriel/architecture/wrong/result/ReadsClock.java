package org.muriel.architecture.wrong.result;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Supplier;

/** The wall clock in each of its disguises. */
final class ReadsClock {
    private ReadsClock() {}

    static long sinceStart() {
        return System.nanoTime();
    }

    static LocalDate today(ZoneId zone) {
        return LocalDate.now(zone);
    }

    static Supplier<Instant> later() {
        return Instant::now;
    }

    static InstantSource clock() {
        return InstantSource.system();
    }
}
