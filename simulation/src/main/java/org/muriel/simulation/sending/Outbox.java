package org.muriel.simulation.sending;

import com.optimizely.ab.event.LogEvent;
import com.optimizely.ab.event.internal.EventFactory;
import com.optimizely.ab.event.internal.UserEvent;
import com.optimizely.ab.event.internal.payload.Event;
import com.optimizely.ab.event.internal.payload.Visitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.muriel.simulation.rest.RestApi;

/**
 * Sends events in bodies as the SDK writes them, several at a time. Time and uuid are all that is put in: the SDK has
 * none but now and a random one. Not for several threads.
 */
public final class Outbox implements AutoCloseable {
    /** A body of so many events stays far below what a server takes. */
    private static final int EVENTS_OF_A_BODY = 1000;

    /** More on their way make nothing faster: the server writes all that waits in one go. */
    private static final int UNDER_WAY = 4;

    private final RestApi api;
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(UNDER_WAY);
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private List<Stamped> waiting = new ArrayList<>();
    private long events;
    private long bodies;

    public Outbox(RestApi api) {
        this.api = api;
    }

    /** An event with the time and the uuid it goes out with. */
    record Stamped(UserEvent event, Instant at, UUID uuid) {}

    void add(Stamped event) {
        waiting.add(event);
        if (waiting.size() == EVENTS_OF_A_BODY) {
            send();
        }
    }

    /** Sends what still waits, and returns when the server has taken everything. */
    public void flush() {
        if (!waiting.isEmpty()) {
            send();
        }
        room.acquireUninterruptibly(UNDER_WAY);
        room.release(UNDER_WAY);
        throwFailure();
    }

    public long events() {
        return events;
    }

    public long bodies() {
        return bodies;
    }

    @Override
    public void close() {
        senders.close();
    }

    private void send() {
        List<Stamped> batch = waiting;
        waiting = new ArrayList<>(EVENTS_OF_A_BODY);
        events += batch.size();
        bodies++;
        room.acquireUninterruptibly();
        throwFailure();
        senders.execute(() -> {
            try {
                api.sendEvents(body(batch));
            } catch (RuntimeException e) {
                failures.add(e);
            } finally {
                room.release();
            }
        });
    }

    private void throwFailure() {
        Optional.ofNullable(failures.peek()).ifPresent(it -> {
            throw it;
        });
    }

    private static String body(List<Stamped> batch) {
        LogEvent made =
                EventFactory.createLogEvent(batch.stream().map(Stamped::event).toList());
        List<Visitor> visitors = made.getEventBatch().getVisitors();
        for (int i = 0; i < batch.size(); i++) {
            // the SDK writes a visitor with one event for each event
            Event event = visitors.get(i).getSnapshots().getFirst().getEvents().getFirst();
            event.setTimestamp(batch.get(i).at().toEpochMilli());
            event.setUuid(batch.get(i).uuid().toString());
        }
        return made.getBody();
    }
}
