package org.muriel.experiment.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muriel.experiment.entity.Kind;

/**
 * Which entries of the journal are asked for. What is absent does not restrict; an empty set lets nothing through.
 *
 * @param seqs of entries
 * @param from inclusive
 * @param until exclusive
 * @param types of what was changed
 * @param entityIds of what was changed
 */
public record ChangeQuery(
        long projectId,
        Optional<Set<Long>> seqs,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<Set<String>> actors,
        Optional<Types> types,
        Optional<Set<Long>> entityIds) {

    /**
     * @param kinds every entity of these
     * @param entityIds and these ones of other kinds
     */
    public record Types(Set<Kind> kinds, Set<Long> entityIds) {}

    /**
     * @param total how many entries there are on all pages
     * @param changes the newest first
     */
    public record Page(long total, List<Change> changes) {}
}
