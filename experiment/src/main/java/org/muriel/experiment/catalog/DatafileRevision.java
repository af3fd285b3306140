package org.muriel.experiment.catalog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The present edition of an environment's datafile.
 *
 * @param number one counter per project, so it names the environment too
 * @param lastModified whole seconds, later than that of every edition before it: SDKs fetch an edition only when this
 *     differs from the one they have (SDK contract, 1.8)
 */
public record DatafileRevision(long number, Instant lastModified) {

    /** @param previous the environment's edition before, if any */
    public static DatafileRevision after(Optional<DatafileRevision> previous, long number, Instant now) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        Instant earliest = previous.map(it -> it.lastModified().plusSeconds(1)).orElse(second);
        return new DatafileRevision(number, second.isBefore(earliest) ? earliest : second);
    }
}
