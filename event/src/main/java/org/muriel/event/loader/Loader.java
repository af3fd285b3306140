package org.muriel.event.loader;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.muriel.event.log.EventLog;
import org.muriel.event.log.LoadTarget;
import org.muriel.event.log.LogRecord;

/**
 * Moves what the log holds into the store, in the order of the log. The store keeps the position with the rows, so each
 * event gets there once, whenever this is interrupted. Then tells the log what it may forget. Has one thread.
 */
public final class Loader implements AutoCloseable {
    /** How often it looks: what is answered is in the store well within a second. */
    private static final long PAUSE_MILLIS = 100;

    /** What is loaded in one transaction: more would not be faster, and would need more memory. */
    private static final int MOST_EVENTS_AT_ONCE = 50_000;

    /**
     * Events that the log keeps after they are loaded, so that a store that was put back from a copy is brought up to
     * date: some 100 MB.
     */
    private static final long KEPT_EVENTS = 250_000;

    /** So many events are loaded between two times that the log forgets. */
    private static final long RELEASED_AT_ONCE = 25_000;

    private final EventLog log;
    private final LoadTarget target;
    private final Consumer<RuntimeException> onFailure;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("event loader").daemon().factory());
    private volatile long loaded;
    private long released;
    private volatile boolean closing;

    /** At first because the last run may have ended before it told the log of an erasure. */
    private boolean releaseIsDue = true;

    private Loader(EventLog log, LoadTarget target, Consumer<RuntimeException> onFailure) {
        this.log = log;
        this.target = target;
        this.onFailure = onFailure;
        this.loaded = target.position();
    }

    /**
     * Starts to load.
     *
     * @param onFailure told when something could not be done; it is tried again, with the same records
     * @throws NotOfOnePiece when log and store do not belong together
     */
    public static Loader start(EventLog log, LoadTarget target, Consumer<RuntimeException> onFailure) {
        Loader loader = new Loader(log, target, onFailure);
        if (loader.loaded < log.begin() || loader.loaded > log.end()) {
            throw new NotOfOnePiece(loader.loaded, log.begin(), log.end());
        }
        var _ = loader.thread.scheduleWithFixedDelay(loader::turn, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return loader;
    }

    /** Events at earlier positions are in the store. */
    public long loaded() {
        return loaded;
    }

    private void turn() {
        try {
            while (!closing && loaded < log.end()) {
                List<LogRecord> records = log.read(loaded, MOST_EVENTS_AT_ONCE);
                target.load(records);
                loaded = records.getLast().next();
                releaseIsDue |= records.stream().anyMatch(LogRecord.Erasure.class::isInstance);
            }
            if (releaseIsDue || loaded - released >= RELEASED_AT_ONCE) {
                log.release(loaded, Math.max(log.begin(), loaded - KEPT_EVENTS));
                released = loaded;
                releaseIsDue = false;
            }
        } catch (RuntimeException e) {
            if (!closing) {
                onFailure.accept(e);
            }
        } catch (OutOfMemoryError e) {
            // whatever leaves this method ends the loading for good
            onFailure.accept(new IllegalStateException("there is not enough memory to load events", e));
        }
    }

    /** Finishes what is being loaded; the rest is loaded after the next start. */
    @Override
    public void close() {
        closing = true;
        thread.close();
    }
}
