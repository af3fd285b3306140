package org.muriel.storage.sql.eventlog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.muriel.event.IntakeUnavailable;

/**
 * Steps that wait for the writer, first come, first served. Bounded by their number and by their bytes, so that a
 * disk that cannot keep up costs refusals and not memory. Thread-safe.
 */
final class WaitingSteps {
    /** About a second's work, at 2 KB a step. */
    private static final int MOST_STEPS = 20_000;

    /** Under a tenth of the memory the server is to need at most. */
    private static final long MOST_BYTES = 64L << 20;

    /** What is made durable at once. More would not be faster, and the first in it would wait longer. */
    private static final int MOST_BYTES_AT_ONCE = 2 << 20;

    private static final int MOST_STEPS_AT_ONCE = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Step> steps = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    /** @throws IntakeUnavailable when too much waits, or the log is closed */
    void add(Step step) {
        lock.lock();
        try {
            if (closed) {
                throw new IntakeUnavailable("the server is stopping");
            }
            if (steps.size() >= MOST_STEPS || bytes + step.bytes() > MOST_BYTES) {
                throw new IntakeUnavailable("too many events wait to be written");
            }
            steps.add(step);
            bytes += step.bytes();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next steps to be done together. Waits until there is one; returns none when closed and empty. */
    List<Step> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (steps.isEmpty() && !closed) {
                changed.await();
            }
            List<Step> group = new ArrayList<>(Math.min(steps.size(), MOST_STEPS_AT_ONCE));
            int groupBytes = 0;
            while (!steps.isEmpty() && group.size() < MOST_STEPS_AT_ONCE && groupBytes < MOST_BYTES_AT_ONCE) {
                Step step = steps.remove();
                group.add(step);
                groupBytes += step.bytes();
            }
            bytes -= groupBytes;
            return group;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return steps.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what waits is still handed out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
