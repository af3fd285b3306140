package org.muriel.result;

import java.time.Instant;
import java.util.List;

/** How often visitors were shown something, kept with the events. Thread-safe. */
@FunctionalInterface
public interface Impressions {

    /**
     * Decisions that were reported, by experiment, of those that happened from a moment on and before another.
     * Experiments of which there are none are left out; other things that decisions name may be among them.
     */
    List<OfExperiment> between(Instant from, Instant until);

    /** @param count decisions, each event counted once */
    record OfExperiment(long projectId, long experimentId, long count) {}
}
