package org.muriel.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.muriel.storage.duckdb.DuckEventStore;
import org.muriel.storage.sql.eventlog.SqliteEventLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Once a day removes events that are older than they are kept, from store and log, and the bytes of what was removed. */
final class StoreUpkeep implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StoreUpkeep.class);

    /** After a start the loader catches up first. */
    private static final long FIRST_MINUTES = 10;

    private static final long PAUSE_MINUTES = Duration.ofDays(1).toMinutes();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("store upkeep").daemon().factory());

    private StoreUpkeep() {}

    /**
     * @param loaded the position before which the store has everything
     * @param keptDays how long events are kept; 0 is for ever
     */
    static StoreUpkeep start(
            DuckEventStore store, SqliteEventLog eventLog, LongSupplier loaded, int keptDays, InstantSource clock) {
        StoreUpkeep upkeep = new StoreUpkeep();
        var _ = upkeep.thread.scheduleWithFixedDelay(
                () -> run(store, eventLog, loaded, keptDays, clock), FIRST_MINUTES, PAUSE_MINUTES, TimeUnit.MINUTES);
        return upkeep;
    }

    private static void run(
            DuckEventStore store, SqliteEventLog eventLog, LongSupplier loaded, int keptDays, InstantSource clock) {
        try {
            if (keptDays > 0) {
                Instant before = clock.instant().minus(Duration.ofDays(keptDays));
                store.forget(before);
                eventLog.forget(before, loaded.getAsLong());
            }
            store.compact();
        } catch (RuntimeException e) {
            log.error("the store of events could not be tidied up; it is tried again tomorrow", e);
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
