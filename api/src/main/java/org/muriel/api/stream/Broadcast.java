package org.muriel.api.stream;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.muriel.api.route.Reply;

/**
 * Passes notices on, by topic: the id of an environment. A publisher never waits, whatever listeners do: each
 * listener has a queue of its own, and one that falls too far behind is cut off. Thread-safe.
 */
public final class Broadcast implements AutoCloseable {
    /** Each costs a connection, a virtual thread and its buffers: some 30 KB when idle. */
    static final int MOST_LISTENERS = 5_000;

    private final Map<Long, Set<Listener>> topics = new ConcurrentHashMap<>();
    private final AtomicInteger listeners = new AtomicInteger();
    private volatile boolean closed;

    /**
     * A stream of server-sent events of what is published from now on.
     *
     * @param admitted whether the reader may go on listening; asked now and then, and before each notice
     * @param render a notice as the text of one event, without what frames it; nothing when this listener does not
     *     want to know
     * @return nothing when too many listen already
     */
    public Optional<Reply.Source> events(
            long topic, BooleanSupplier admitted, Function<Notice, Optional<String>> render) {
        return listen(topic, Framing.SERVER_SENT_EVENTS, admitted, render);
    }

    /** As {@link #events}, a notice on each line. */
    public Optional<Reply.Source> lines(
            long topic, BooleanSupplier admitted, Function<Notice, Optional<String>> render) {
        return listen(topic, Framing.LINES, admitted, render);
    }

    private Optional<Reply.Source> listen(
            long topic, Framing framing, BooleanSupplier admitted, Function<Notice, Optional<String>> render) {
        if (listeners.incrementAndGet() > MOST_LISTENERS) {
            listeners.decrementAndGet();
            return Optional.empty();
        }
        Listener listener = new Listener(framing, admitted, render, it -> leave(topic, it));
        topics.compute(topic, (key, there) -> {
            Set<Listener> set = there == null ? ConcurrentHashMap.newKeySet() : there;
            set.add(listener);
            return set;
        });
        if (closed) {
            listener.end();
        }
        return Optional.of(listener);
    }

    /** @param notice made only when somebody listens */
    public void publish(long topic, Supplier<? extends Notice> notice) {
        Set<Listener> there = topics.get(topic);
        if (there != null) {
            Notice made = notice.get();
            there.forEach(it -> it.offer(made));
        }
    }

    /** Whether anybody listens: what costs much to tell need not be made otherwise. */
    public boolean isHeard(long topic) {
        return topics.containsKey(topic);
    }

    /** Ends all streams, and every one that begins later. */
    @Override
    public void close() {
        closed = true;
        topics.values().stream().flatMap(Set::stream).forEach(Listener::end);
    }

    private void leave(long topic, Listener listener) {
        topics.computeIfPresent(topic, (key, there) -> {
            if (there.remove(listener)) {
                listeners.decrementAndGet();
            }
            return there.isEmpty() ? null : there;
        });
    }

    /** How notices follow each other on the wire. */
    enum Framing {
        SERVER_SENT_EVENTS("data: ", "\n\n", ":\n\n"),
        LINES("", "\n", "\n");

        private final String before;
        private final String after;

        /** Means nothing; that it cannot be sent tells that the reader has gone. */
        private final String heartbeat;

        Framing(String before, String after, String heartbeat) {
            this.before = before;
            this.after = after;
            this.heartbeat = heartbeat;
        }

        String frame(String text) {
            return before + text + after;
        }

        String heartbeat() {
            return heartbeat;
        }
    }
}
