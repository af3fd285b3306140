package org.muriel.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.muriel.api.route.Reply;

/**
 * One stream: publishers add to its queue, the thread of its connection takes from it. When the queue is full that
 * thread is interrupted, wherever it waits: a virtual thread that waits for its socket closes it then. The client
 * connects again and asks for what it missed.
 */
final class Listener implements Reply.Source {
    /** A reader that is so many notices behind has stopped reading. */
    static final int QUEUE = 256;

    /** Below the minute after which proxies close a connection that is silent. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** What is empty only wakes the reader. */
    private final BlockingQueue<Optional<Notice>> queue = new ArrayBlockingQueue<>(QUEUE);

    private final Broadcast.Framing framing;
    private final BooleanSupplier admitted;
    private final Function<Notice, Optional<String>> render;
    private final Consumer<Listener> leave;

    /** Guards the two below: only a thread that serves this stream may be interrupted. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Thread reader;
    private State state = State.OPEN;

    private enum State {
        OPEN,
        ENDED,
        TOO_SLOW
    }

    Listener(
            Broadcast.Framing framing,
            BooleanSupplier admitted,
            Function<Notice, Optional<String>> render,
            Consumer<Listener> leave) {
        this.framing = framing;
        this.admitted = admitted;
        this.render = render;
        this.leave = leave;
    }

    void offer(Notice notice) {
        if (!queue.offer(Optional.of(notice)) && stops(State.TOO_SLOW)) {
            interruptReader();
        }
    }

    /** Ends the stream after what is being sent, which an interruption would cut off. A reader whose queue is full does not sleep. */
    void end() {
        if (stops(State.ENDED)) {
            queue.offer(Optional.empty());
        }
    }

    @Override
    public Optional<byte[]> next() throws InterruptedException {
        if (begins()) {
            // the headers leave with it, and tell the client that it listens
            return Optional.of(framing.heartbeat().getBytes(UTF_8));
        }
        return awaitText().map(it -> it.getBytes(UTF_8));
    }

    private Optional<String> awaitText() throws InterruptedException {
        while (state() == State.OPEN) {
            Optional<Notice> notice = queue.poll(HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
            if (!admitted.getAsBoolean()) {
                return Optional.empty();
            }
            Optional<String> text = notice == null
                    ? Optional.of(framing.heartbeat())
                    : notice.flatMap(render).map(framing::frame);
            if (text.isPresent()) {
                return text;
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        leave.accept(this);
        lock.lock();
        try {
            reader = null;
        } finally {
            lock.unlock();
        }
    }

    private boolean begins() {
        lock.lock();
        try {
            boolean first = reader == null;
            reader = Thread.currentThread();
            return first;
        } finally {
            lock.unlock();
        }
    }

    private State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    private boolean stops(State why) {
        lock.lock();
        try {
            boolean open = state == State.OPEN;
            if (open) {
                state = why;
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    private void interruptReader() {
        lock.lock();
        try {
            if (reader != null) {
                reader.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
