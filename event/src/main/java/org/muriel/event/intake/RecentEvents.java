package org.muriel.event.intake;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.muriel.event.Conversion;
import org.muriel.event.EventBatch;
import org.muriel.event.Exposure;
import org.muriel.event.RefusedEvent;
import org.muriel.event.VisitorAttribute;
import org.muriel.event.VisitorEvent;
import org.muriel.event.VisitorEvents;
import org.muriel.event.log.Arrival;

/**
 * The newest events of each project, accepted or not, to be looked at while they come. They are in memory only, so there are none
 * right after a start. Thread-safe; a batch holds its project up for as long as it takes to remember a few events.
 */
public final class RecentEvents {
    /** Of a project; what is older has been seen by whoever looks. */
    public static final int MOST = 200;

    private final Map<Long, Ring> rings = new ConcurrentHashMap<>();

    /**
     * An event as it came.
     *
     * @param number ascends within the project, by one for each event
     * @param position in the log; nothing of one that was refused
     * @param visitorId as far as it could be read
     * @param attributes of the visitor
     */
    public record Seen(
            long number,
            Instant received,
            Optional<Long> position,
            Optional<String> visitorId,
            Optional<String> uuid,
            Optional<VisitorEvent> event,
            List<VisitorAttribute> attributes,
            Optional<RefusedEvent> refusal,
            EventBatch.Client client) {}

    private static final class Ring {
        private final Deque<Seen> newest = new ArrayDeque<>();
        private long last;

        private long next() {
            last++;
            return last;
        }

        private void add(Seen seen) {
            newest.addFirst(seen);
            if (newest.size() > MOST) {
                newest.removeLast();
            }
        }
    }

    /** @param position of the first event of the arrival in the log */
    void add(Arrival arrival, long position) {
        if (arrival.projectId().isEmpty()) {
            return;
        }
        Ring ring = rings.computeIfAbsent(arrival.projectId().getAsLong(), it -> new Ring());
        synchronized (ring) {
            long at = position;
            int size = arrival.batch().size();
            for (VisitorEvents visitor : arrival.batch().visitors()) {
                for (VisitorEvent event : visitor.events()) {
                    // of a batch of thousands only those are remembered that would not be pushed out at once
                    if (position + size - at <= MOST) {
                        ring.add(accepted(ring.next(), arrival, at, visitor, event));
                    }
                    at++;
                }
            }
            arrival.refused().stream()
                    .skip(Math.max(0, arrival.refused().size() - MOST))
                    .forEach(it -> ring.add(new Seen(
                            ring.next(),
                            arrival.received(),
                            Optional.empty(),
                            it.visitorId(),
                            it.uuid(),
                            Optional.empty(),
                            List.of(),
                            Optional.of(it),
                            arrival.batch().client())));
        }
    }

    private static Seen accepted(
            long number, Arrival arrival, long position, VisitorEvents visitor, VisitorEvent event) {
        return new Seen(
                number,
                arrival.received(),
                Optional.of(position),
                Optional.of(visitor.visitorId()),
                Optional.of(event.uuid()),
                Optional.of(slim(event)),
                visitor.attributes(),
                Optional.empty(),
                arrival.batch().client());
    }

    /** Without what may be large and nobody looks at. */
    private static VisitorEvent slim(VisitorEvent event) {
        return switch (event) {
            case Exposure exposure -> exposure;
            case Conversion it ->
                new Conversion(
                        it.uuid(),
                        it.at(),
                        it.key(),
                        it.eventId(),
                        it.revenue(),
                        it.value(),
                        it.quantity(),
                        "{}",
                        "{}");
        };
    }

    /**
     * The newest events of a project, the newest first.
     *
     * @param after only those with a greater number
     */
    public List<Seen> of(long projectId, long after, int most) {
        Ring ring = rings.get(projectId);
        if (ring == null) {
            return List.of();
        }
        List<Seen> found = new ArrayList<>();
        synchronized (ring) {
            for (Seen seen : ring.newest) {
                if (seen.number() <= after || found.size() == most) {
                    break;
                }
                found.add(seen);
            }
        }
        return found;
    }

    /** Forgets what is known of a visitor. */
    public void forget(String visitorId) {
        for (Ring ring : rings.values()) {
            synchronized (ring) {
                ring.newest.removeIf(
                        it -> it.visitorId().filter(visitorId::equals).isPresent());
            }
        }
    }
}
