package org.muriel.result;

import java.time.Duration;

/**
 * What deserves a warning beside the numbers.
 *
 * @param crossovers visitors who were seen in more than one variation
 * @param late events of exposed visitors that were received later than {@link #LATE} after they happened
 */
public record Irregularities(long crossovers, long late) {

    /** Clients flush within half a minute; what comes ten minutes later was kept by a browser or a queue. */
    public static final Duration LATE = Duration.ofMinutes(10);

    /** Counts them. Thread-safe. */
    public interface Counter {
        /** Those among the events that a query's last look uses. */
        Irregularities irregularities(EventStore.Query query);
    }
}
