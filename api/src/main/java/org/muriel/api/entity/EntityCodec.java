package org.muriel.api.entity;

import java.time.Instant;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;

/** The wire shape of one kind of entity: the one place where its JSON becomes a domain value and back. */
public interface EntityCodec<T extends Entity> {

    Class<T> type();

    /** The word for messages. */
    String word();

    /** What the API's description says of it, in the order of its importance to readers. */
    Shape shape();

    /** What creation starts from: every member at its default, the required ones empty. */
    T blank(Draft draft, long projectId);

    /**
     * The entity as the body would have it. Reports to {@code fields} what cannot be; the value then does not matter.
     *
     * @param current the entity as it is, or {@link #blank}
     */
    T read(Fields fields, T current, Draft draft);

    /** The same entity, changed at that time. */
    T modifiedAt(T entity, Instant now);

    JsonObject write(T entity, Snapshot snapshot, String origin);

    /** As the history of changes tells it: without secrets, and without what changes by itself. */
    default JsonObject told(T entity, Snapshot snapshot) {
        return write(entity, snapshot, "");
    }
}
