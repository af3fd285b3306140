package org.muriel.event.ledger;

import java.util.List;

/**
 * The store's side of the ledger.
 *
 * @param position everything before it is counted here, nothing from it on
 */
public record Loads(long position, List<Line> lines) {
    public Loads {
        lines = List.copyOf(lines);
    }

    /**
     * @param hour in which the events were received, as {@link Period#hour}
     * @param stored events kept; one that was erased later counts on
     * @param duplicate events whose uuid was there already
     */
    public record Line(long projectId, long hour, long stored, long duplicate) {}
}
