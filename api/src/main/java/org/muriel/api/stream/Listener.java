package org.muriel.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
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

    private final BlockingQueue<Notice> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Broadcast.Framing framing;
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

    Listener(Broadcast.Framing framing, Function<Notice, Optional<String>> render, Consumer<Listener> leave) {
        this.framing = framing;
        this.render = render;
        this.leave = leave;
    }

    void offer(Notice notice) {
        if (!queue.offer(notice)) {
            stop(State.TOO_SLOW);
        }
    }

    /** Ends the stream after what is being sent. */
    void end() {
        stop(State.ENDED);
    }

    @Override
    public Optional<byte[]> next() throws InterruptedException {
        if (begins()) {
            // the headers leave with it, and tell the client that it listens
            return Optional.of(framing.heartbeat().getBytes(UTF_8));
        }
        try {
            return awaitText().map(it -> it.getBytes(UTF_8));
        } catch (InterruptedException e) {
            if (state() == State.ENDED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<String> awaitText() throws InterruptedException {
        // it may have ended before this thread could be interrupted
        while (state() == State.OPEN) {
            Notice notice = queue.poll(HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
            Optional<String> text = notice == null
                    ? Optional.of(framing.heartbeat())
                    : render.apply(notice).map(framing::frame);
            if (text.isPresent()) {
                return text;
            }
        }
        return Optional.empty();
    }

    /** Leaves, and takes back an interruption that has not been noticed: the thread may serve another request. */
    @Override
    public void close() {
        leave.accept(this);
        lock.lock();
        try {
            reader = null;
            if (state == State.ENDED) {
                Thread.interrupted();
            }
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

    private void stop(State why) {
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = why;
                if (reader != null) {
                    reader.interrupt();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
