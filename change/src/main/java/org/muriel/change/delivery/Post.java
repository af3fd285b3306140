package org.muriel.change.delivery;

import java.util.Map;
import java.util.OptionalInt;

/** Sends one message. Thread-safe. */
public interface Post extends AutoCloseable {
    /** Returns within a bounded time, whatever the receiver does; never throws what the receiver could cause. */
    Answer send(String url, Map<String, String> headers, String body);

    /** Cuts off what is on its way: it returns, with no answer. */
    @Override
    void close();

    /**
     * @param status nothing when there was no answer
     * @param excerpt the answer's first characters, or why there was none
     */
    record Answer(OptionalInt status, String excerpt) {
        public static Answer none(String why) {
            return new Answer(OptionalInt.empty(), why);
        }
    }
}
