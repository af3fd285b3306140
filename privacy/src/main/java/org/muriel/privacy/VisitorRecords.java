package org.muriel.privacy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** What is stored of one visitor, in all projects. Thread-safe. */
public interface VisitorRecords {
    /** The most exposures that {@link #bucketing} tells of, the newest: a visitor of a year of page views. */
    int MOST_BUCKETINGS = 10_000;

    /**
     * Which variations a visitor was shown, in time.
     *
     * @param from inclusive
     * @param to inclusive
     */
    List<Bucketing> bucketing(String visitorId, Instant from, Instant to);

    /** Writes every event of the visitor to a new file: a JSON array of objects. */
    void write(String visitorId, Path file);

    /**
     * A decision that a visitor was shown.
     *
     * @param campaignId nothing when the client gave no number; so the others
     */
    record Bucketing(
            OptionalLong campaignId,
            OptionalLong experimentId,
            OptionalLong variationId,
            boolean holdback,
            Instant at) {}
}
