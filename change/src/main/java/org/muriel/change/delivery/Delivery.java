package org.muriel.change.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A message to one receiver, and what became of it.
 *
 * @param id also what the receiver knows it by: it stays the same however often it is sent
 * @param event the wire word of what it tells
 * @param attempts how often it was sent so far
 * @param next when it is sent next; nothing unless it waits
 * @param last what came of the last attempt; nothing before the first
 * @param replayOf the delivery that somebody wanted to be sent once more
 */
public record Delivery(
        long id,
        long webhookId,
        String event,
        String body,
        Instant created,
        Status status,
        int attempts,
        Optional<Instant> next,
        Optional<Attempt> last,
        Optional<Long> replayOf) {

    /** Their names are stored: rename none. */
    public enum Status {
        WAITING,
        DELIVERED,
        /** Given up. */
        FAILED
    }

    /**
     * @param status of the HTTP answer; nothing when there was none
     * @param excerpt the answer's first characters, or why there was none
     */
    public record Attempt(Instant at, Duration latency, OptionalInt status, String excerpt) {
        public boolean succeeded() {
            return status.isPresent() && status.getAsInt() / 100 == 2;
        }
    }

    /** A delivery in the making. */
    public record New(long webhookId, String event, String body, Optional<Long> replayOf) {}

    /** What an attempt makes of it. */
    public Delivery attempted(Attempt attempt, Optional<Instant> retry) {
        Status now = attempt.succeeded() ? Status.DELIVERED : retry.isPresent() ? Status.WAITING : Status.FAILED;
        return new Delivery(
                id,
                webhookId,
                event,
                body,
                created,
                now,
                attempts + 1,
                now == Status.WAITING ? retry : Optional.empty(),
                Optional.of(attempt),
                replayOf);
    }
}
