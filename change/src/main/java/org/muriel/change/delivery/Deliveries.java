package org.muriel.change.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.muriel.experiment.catalog.Receipt;

/** Messages to receivers, kept, with the place in the journal up to which they were made. Thread-safe. */
public interface Deliveries {
    /** Of one webhook that are over; older ones are forgotten. */
    int KEPT = 500;

    /** Of one webhook that wait; when there are more, the oldest fail. */
    int MOST_WAITING = 10_000;

    /** The last journal entry of which everything to be sent is here. */
    long progress();

    /**
     * Adds messages, due at once, and moves on in the journal, both or neither; durable on return.
     *
     * @param progress never less than before
     */
    void add(List<Delivery.New> made, Instant now, long progress);

    /** Adds one message, due at once. */
    default Delivery add(Delivery.New made, Instant now) {
        return add(made, now, it -> Optional.empty());
    }

    /** @param receipt what to keep along, in the same transaction */
    Delivery add(Delivery.New made, Instant now, Function<Delivery, Optional<Receipt>> receipt);

    /** When the first waiting message of each webhook is due that has one. */
    Map<Long, Instant> due();

    /** Waiting messages of a webhook that are due, in the order they were made. */
    List<Delivery> due(long webhookId, Instant now, int limit);

    /** Keeps what an attempt made of a message, unless it is gone. */
    void keep(Delivery attempted);

    Optional<Delivery> find(long id);

    /** The newest messages of a webhook, the newest first. */
    List<Delivery> list(long webhookId, int limit);

    /** Forgets all messages of a webhook. */
    void forget(long webhookId);
}
