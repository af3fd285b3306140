package org.muriel.experiment.eventtype;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;

/**
 * A kind of conversion event, which metrics refer to. Names need not be unique, keys must.
 *
 * @param properties typed properties its events carry; absent while never set
 */
public record EventType(
        long id,
        long projectId,
        String key,
        String name,
        String description,
        Category category,
        boolean archived,
        Optional<List<Property>> properties,
        Instant created,
        Instant lastModified)
        implements Entity {

    public EventType {
        properties = properties.map(List::copyOf);
    }

    @Override
    public Kind kind() {
        return Kind.EVENT;
    }

    @Override
    public List<UniqueName> uniqueNames() {
        return List.of(UniqueName.exact("key", key));
    }

    public enum Category {
        ADD_TO_CART,
        SAVE,
        SEARCH,
        SHARE,
        PURCHASE,
        CONVERT,
        SIGN_UP,
        SUBSCRIBE,
        OTHER
    }

    public record Property(String name, ValueType type) {}

    public enum ValueType {
        BOOLEAN,
        NUMBER,
        STRING
    }
}
