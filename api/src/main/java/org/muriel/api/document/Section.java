package org.muriel.api.document;

import java.util.function.Function;
import org.muriel.api.entity.EntityCodec;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;
import tools.jackson.databind.node.ObjectNode;

/**
 * A section of documents: all things of one kind, by name.
 *
 * @param word the member of the document
 * @param nameOf what one of them is called, if nothing else is called so
 * @param nameMember the member of bodies that holds the name
 * @param members what entries may say
 */
record Section<T extends Entity>(
        String word,
        Kind kind,
        EntityCodec<T> codec,
        Function<T, String> nameOf,
        String nameMember,
        Translation<T> translation,
        Members members) {

    Class<T> type() {
        return codec.type();
    }

    /** What a document says of it. */
    ObjectNode write(T entity, Snapshot snapshot, Names names) {
        ObjectNode entry = (ObjectNode) codec.told(entity, snapshot).node();
        translation.toEntry(entry, entity, snapshot, names);
        members.keep(entry);
        if (entry.path("name").asString("").equals(names.of(entity.id()))) {
            entry.remove("name");
        }
        return entry;
    }

    /** The same with its ids and buckets. */
    ObjectNode writeWithIds(T entity, Snapshot snapshot, Names names) {
        ObjectNode entry = write(entity, snapshot, names);
        entry.put("id", entity.id());
        translation.putIds(entry, entity, snapshot, names);
        return entry;
    }
}
