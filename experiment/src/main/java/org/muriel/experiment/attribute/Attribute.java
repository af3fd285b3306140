package org.muriel.experiment.attribute;

import java.time.Instant;
import java.util.List;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;

/**
 * A property of visitors.
 *
 * @param key what SDK callers send
 * @param name what people read and audience conditions refer to; unique in the project for that reason
 */
public record Attribute(
        long id, long projectId, String key, String name, String description, boolean archived, Instant lastModified)
        implements Entity {

    @Override
    public Kind kind() {
        return Kind.ATTRIBUTE;
    }

    @Override
    public List<UniqueName> uniqueNames() {
        return List.of(UniqueName.exact("key", key), UniqueName.exact("name", name));
    }
}
