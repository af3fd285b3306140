package org.muriel.event.loader;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.muriel.event.log.EventLog;
import org.muriel.event.log.LoadTarget;
import org.muriel.event.log.LogRecord;

/**
 * Moves what the log holds into the store, in the order of the log. The store keeps the position with the rows, so each
 * event gets there once, whenever this is interrupted. Then tells the log what it may forget. Loading and forgetting have
 * a thread each: after a rush there may be a lot to forget, and what comes next is not to wait for that.
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
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("event loader ", 1).daemon().factory());
    private volatile long loaded;
    private volatile boolean closing;

    /** At first because the last run may have ended before it told the log of an erasure. */
    private final AtomicBoolean releaseIsDue = new AtomicBoolean(true);

    /** Of the thread that tells the log. */
    private long released;

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
        loader.repeat(loader::load);
        loader.repeat(loader::release);
        return loader;
    }

    /** Events at earlier positions are in the store. */
    public long loaded() {
        return loaded;
    }

    private void repeat(Runnable work) {
        var _ = threads.scheduleWithFixedDelay(() -> attempt(work), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!closing) {
                onFailure.accept(e);
            }
        } catch (OutOfMemoryError e) {
            // whatever leaves this method ends the work for good
            onFailure.accept(new IllegalStateException("there is not enough memory to load events", e));
        }
    }

    private void load() {
        while (!closing && loaded < log.end()) {
            List<LogRecord> records = log.read(loaded, MOST_EVENTS_AT_ONCE);
            target.load(records);
            loaded = records.getLast().next();
            if (records.stream().anyMatch(LogRecord.Erasure.class::isInstance)) {
                releaseIsDue.set(true);
            }
        }
    }

    private void release() {
        boolean due = releaseIsDue.getAndSet(false);
        long until = loaded;
        if (!due && until - released < RELEASED_AT_ONCE) {
            return;
        }
        try {
            log.release(until, Math.max(log.begin(), until - KEPT_EVENTS));
            released = until;
        } catch (RuntimeException e) {
            releaseIsDue.set(true);
            throw e;
        }
    }

    /** Finishes what is being loaded and erasures that were; the rest is for after the next start. */
    @Override
    public void close() {
        closing = true;
        threads.close();
        if (releaseIsDue.get()) {
            attempt(this::release);
        }
    }
}
