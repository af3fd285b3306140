package org.muriel.api.entity;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.muriel.api.json.JsonObject;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;

/** The codecs of all kinds, for what deals with entities of any kind. */
public final class Codecs {
    private final Map<Class<?>, EntityCodec<?>> byType;

    public Codecs(List<EntityCodec<?>> codecs) {
        this.byType = codecs.stream().collect(Collectors.toUnmodifiableMap(EntityCodec::type, Function.identity()));
    }

    /** That of one kind. */
    public <T extends Entity> EntityCodec<T> of(Class<T> type) {
        EntityCodec<?> codec = byType.get(type);
        if (codec == null) {
            throw new IllegalStateException("no codec is known for " + type);
        }
        @SuppressWarnings("unchecked") // by its type, as it was put in
        EntityCodec<T> known = (EntityCodec<T>) codec;
        return known;
    }

    /** The entity as the history of changes tells it. */
    public JsonObject told(Entity entity, Snapshot snapshot) {
        EntityCodec<?> codec = byType.get(entity.getClass());
        if (codec == null) {
            throw new IllegalStateException(
                    "no codec is known for a " + entity.kind().word());
        }
        return told(codec, entity, snapshot);
    }

    private static <T extends Entity> JsonObject told(EntityCodec<T> codec, Entity entity, Snapshot snapshot) {
        return codec.told(codec.type().cast(entity), snapshot);
    }
}
