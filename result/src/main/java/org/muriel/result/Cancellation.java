package org.muriel.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a long question is given up by somebody else than the thread that works on it. Thread-safe.
 *
 * <p>It belongs to the thread, not to the question: what is asked does not depend on whether anybody will give up.
 */
public final class Cancellation {
    private static final ScopedValue<Cancellation> CURRENT = ScopedValue.newInstance();

    private final List<Runnable> stops = new ArrayList<>();
    private boolean cancelled;

    /** What this thread works on can be given up by this, if by anything. */
    public static Optional<Cancellation> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Does some work that this can give up. */
    public <T> T during(ScopedValue.CallableOp<T, RuntimeException> work) {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    /** @param stop what ends a part of the work; is run at once when it was given up before */
    public synchronized void onCancel(Runnable stop) {
        stops.add(stop);
        if (cancelled) {
            stop.run();
        }
    }

    /** May be repeated, for work that had not quite begun the first time. */
    public synchronized void cancel() {
        cancelled = true;
        stops.forEach(Runnable::run);
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }
}
