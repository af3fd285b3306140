package org.muriel.api.document;

import java.util.List;
import java.util.Optional;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.traffic.Range;
import tools.jackson.databind.node.ObjectNode;

/** How entries of one kind differ from the JSON of their resource: names stand where that has ids. */
interface Translation<T extends Entity> {

    /**
     * Turns an entry, in place, into the body its resource would get.
     *
     * @param current what the entry changes, if that exists
     */
    default void toBody(Entry entry, Optional<T> current) {}

    /**
     * What becomes of it once its body has been read.
     *
     * @param sent the entry as it was sent
     * @param entry takes what is wrong
     * @return nothing when something is
     */
    default Optional<T> finish(T read, ObjectNode sent, Entry entry, Draft draft) {
        return Optional.of(read);
    }

    /** What has just been made, with the ids and buckets its entry says. */
    T numbered(T made, Numbering numbering);

    /** Which buckets its parts have, if it has any. */
    default List<Range> ranges(T entity) {
        return List.of();
    }

    /** Adds to an entry the ids and buckets beside that of the entity itself. */
    default void putIds(ObjectNode entry, T entity, Snapshot snapshot, Names names) {}

    /** Turns the JSON of the resource, in place, into an entry; members that people cannot write may stay. */
    default void toEntry(ObjectNode json, T entity, Snapshot snapshot, Names names) {}
}
