package org.muriel.event.log;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.muriel.event.EventBatch;
import org.muriel.event.RefusedEvent;

/**
 * What is appended to the log at once: the events of one request that are kept, and those that are not.
 *
 * @param received by the server's clock; whole milliseconds are kept of it
 * @param projectId nothing when the project is not one of this server's; then every event is among the refused
 * @param environmentId whose datafile the client had; nothing when its revision is not known here, which counts as the
 *     primary environment
 * @param batch with the accepted events alone; may have none
 */
public record Arrival(
        Instant received,
        OptionalLong projectId,
        OptionalLong environmentId,
        EventBatch batch,
        List<RefusedEvent> refused) {
    public Arrival {
        refused = List.copyOf(refused);
        if (projectId.isEmpty() && batch.size() > 0) {
            throw new IllegalArgumentException("events of no project cannot be accepted");
        }
    }
}
