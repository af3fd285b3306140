package org.muriel.event.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.muriel.event.RefusedEvent;

/**
 * Both sides of the account put together. The store is asked first, and then the log for what the store had not
 * loaded at that moment; so the lines balance although events keep coming meanwhile. Thread-safe.
 */
public final class Ledger {
    private final Function<Period, Loads> store;
    private final BiFunction<Long, Period, Receipts> log;

    /** @param log of a position from which on nothing is loaded, and a period */
    public Ledger(Function<Period, Loads> store, BiFunction<Long, Period, Receipts> log) {
        this.store = store;
        this.log = log;
    }

    /**
     * What became of the events of one project received in one hour.
     *
     * @param projectId nothing for events of projects that are not known here
     * @param hour as {@link Period#hour}
     */
    public record Line(
            OptionalLong projectId,
            long hour,
            long received,
            long stored,
            long duplicate,
            Map<RefusedEvent.Reason, Long> rejected,
            long pending) {
        public Line {
            rejected = Map.copyOf(rejected);
        }

        /** How many events are not accounted for; anything but 0 is a fault of ours. */
        public long missing() {
            long refused = rejected.values().stream().mapToLong(Long::longValue).sum();
            return received - stored - duplicate - refused - pending;
        }
    }

    /** The lines of a period, by hour and project. */
    public List<Line> lines(Period period) {
        while (true) {
            Loads loads = store.apply(period);
            Receipts receipts = log.apply(loads.position(), period);
            // when the log has forgotten meanwhile what was not loaded then, what was pending cannot be told any more
            if (receipts.begin() <= loads.position()) {
                return joined(loads, receipts);
            }
        }
    }

    /** The sum of all lines, under no project and hour 0. */
    public Line total() {
        long received = 0;
        long stored = 0;
        long duplicate = 0;
        long pending = 0;
        Map<RefusedEvent.Reason, Long> rejected = new EnumMap<>(RefusedEvent.Reason.class);
        for (Line line : lines(Period.ALL)) {
            received += line.received();
            stored += line.stored();
            duplicate += line.duplicate();
            pending += line.pending();
            line.rejected().forEach((reason, events) -> rejected.merge(reason, events, Long::sum));
        }
        return new Line(OptionalLong.empty(), 0, received, stored, duplicate, rejected, pending);
    }

    private record Key(OptionalLong projectId, long hour) {}

    private static List<Line> joined(Loads loads, Receipts receipts) {
        Map<Key, Loads.Line> loaded = new HashMap<>();
        loads.lines().forEach(it -> loaded.put(new Key(OptionalLong.of(it.projectId()), it.hour()), it));
        List<Line> lines = new ArrayList<>();
        for (Receipts.Line receipt : receipts.lines()) {
            Loads.Line load = loaded.remove(new Key(receipt.projectId(), receipt.hour()));
            lines.add(new Line(
                    receipt.projectId(),
                    receipt.hour(),
                    receipt.received(),
                    load == null ? 0 : load.stored(),
                    load == null ? 0 : load.duplicate(),
                    receipt.rejected(),
                    receipt.pending()));
        }
        // stored, but never received: shown, because a ledger that hides its faults is none
        loaded.forEach((key, load) ->
                lines.add(new Line(key.projectId(), key.hour(), 0, load.stored(), load.duplicate(), Map.of(), 0)));
        lines.sort(Comparator.comparingLong(Line::hour)
                .thenComparingLong(line -> line.projectId().orElse(0)));
        return List.copyOf(lines);
    }
}
