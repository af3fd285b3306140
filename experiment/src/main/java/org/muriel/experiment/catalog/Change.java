package org.muriel.experiment.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.muriel.experiment.entity.Entity;

/**
 * One entry of the journal: what happened to one entity in one write.
 *
 * @param seq ascending without regard to projects
 * @param actor id of the person who did it, or the name of what did it by itself, such as {@code schedule}
 * @param before absent on creation
 * @param revision that of the entity from then on: 1 on creation
 * @param datafileRevisions environment id → revision this write gave its datafile; the same in every entry of a write
 */
public record Change(
        long seq,
        Instant at,
        String actor,
        Action action,
        Optional<Entity> before,
        Entity after,
        long revision,
        Map<Long, Long> datafileRevisions) {

    /** Their names are stored: rename none. */
    public enum Action {
        CREATE,
        UPDATE,
        ARCHIVE;

        static Action of(Optional<Entity> before, Entity after) {
            if (before.isEmpty()) {
                return CREATE;
            }
            return after.archived() && !before.get().archived() ? ARCHIVE : UPDATE;
        }
    }
}
