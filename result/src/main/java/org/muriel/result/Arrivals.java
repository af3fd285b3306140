package org.muriel.result;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What has come of a project's events, for who waits for the first ones or looks for those that are missing. Thread-safe. */
public interface Arrivals {

    /** When the first of each kind came. */
    First first(long projectId);

    /** Who decided and who converted, of one experiment since a time. */
    Meeting meeting(long projectId, long experimentId, Set<Long> eventIds, Instant since);

    /**
     * Positions in the log of a project's events that are stored, from one on: an event at another position that has been loaded
     * was a duplicate.
     */
    Set<Long> storedFrom(long projectId, long position);

    /** How many events there are of all projects together. */
    long total();

    /**
     * @param decision of an experiment
     * @param comparison when the second variation of an experiment had its first visitor, so that there was something to compare
     */
    record First(Optional<Instant> decision, Optional<Instant> conversion, Optional<Instant> comparison) {}

    /**
     * @param exposed visitors with a decision of the experiment
     * @param converted visitors with a conversion that its metrics count
     * @param both visitors with both
     * @param lastDecision when the newest decision came
     * @param lastConversion when the newest conversion came
     */
    record Meeting(
            long exposed,
            long converted,
            long both,
            Optional<Instant> lastDecision,
            Optional<Instant> lastConversion) {}
}
