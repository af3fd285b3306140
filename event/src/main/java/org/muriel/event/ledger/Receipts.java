package org.muriel.event.ledger;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.muriel.event.RefusedEvent;

/**
 * The log's side of the ledger.
 *
 * @param begin entries before it may have been forgotten, and are not among what is pending
 */
public record Receipts(long begin, List<Line> lines) {
    public Receipts {
        lines = List.copyOf(lines);
    }

    /**
     * @param projectId nothing for events of projects that are not known here
     * @param hour as {@link Period#hour}
     * @param received events, whatever became of them
     * @param pending events that are accepted and not loaded yet
     */
    public record Line(
            OptionalLong projectId, long hour, long received, Map<RefusedEvent.Reason, Long> rejected, long pending) {
        public Line {
            rejected = Map.copyOf(rejected);
        }
    }
}
