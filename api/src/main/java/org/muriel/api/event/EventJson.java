package org.muriel.api.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Limits;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Words;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.eventtype.EventType.Category;
import org.muriel.experiment.eventtype.EventType.Property;
import org.muriel.experiment.eventtype.EventType.ValueType;

/** A custom event on the wire. Only reads of the common event collection show when it was last modified. */
final class EventJson implements EntityCodec<EventType> {
    static final Words<Category> CATEGORIES = Words.of(Category.class);
    static final Words<ValueType> VALUE_TYPES = Words.of(ValueType.class);
    static final Words<Kind> KINDS = Words.of(Kind.class);

    private final boolean showingLastModified;

    EventJson(boolean showingLastModified) {
        this.showingLastModified = showingLastModified;
    }

    enum Kind {
        CUSTOM
    }

    @Override
    public Class<EventType> type() {
        return EventType.class;
    }

    @Override
    public String word() {
        return "event";
    }

    @Override
    public Shape shape() {
        return EventSchema.EVENT;
    }

    @Override
    public EventType blank(Draft draft, long projectId) {
        return new EventType(
                draft.nextId(),
                projectId,
                "",
                "",
                "",
                Category.OTHER,
                false,
                Optional.empty(),
                draft.now(),
                draft.now());
    }

    @Override
    public EventType read(Fields in, EventType current, Draft draft) {
        if (in.isCreating()) {
            in.word("event_type", KINDS);
        }
        String key =
                in.matching("key", Limits.LOOSE_KEY, Limits.LOOSE_KEY_EXPECTED).required(current.key());
        return new EventType(
                current.id(),
                current.projectId(),
                key,
                in.filledText("name", Limits.NAME).or(in.isCreating() ? key : current.name(), key),
                in.text("description", Limits.DESCRIPTION).or(current.description(), ""),
                in.word("category", CATEGORIES).or(current.category(), Category.OTHER),
                in.truth("archived").or(current.archived(), false),
                in.objects("event_properties", Limits.EVENT_PROPERTIES)
                        .map(EventJson::properties)
                        .orKeep(current.properties()),
                current.created(),
                current.lastModified());
    }

    private static List<Property> properties(List<Fields> objects) {
        List<Property> properties = new ArrayList<>();
        for (Fields object : objects) {
            Fields in = object.creating(true);
            properties.add(new Property(
                    in.filledText("name", Limits.NAME).required(""),
                    in.word("data_type", VALUE_TYPES).required(ValueType.STRING)));
        }
        return properties;
    }

    @Override
    public EventType modifiedAt(EventType it, Instant now) {
        return new EventType(
                it.id(),
                it.projectId(),
                it.key(),
                it.name(),
                it.description(),
                it.category(),
                it.archived(),
                it.properties(),
                it.created(),
                now);
    }

    @Override
    public JsonObject write(EventType event, Snapshot snapshot, String origin) {
        JsonObject out = new JsonObject()
                .put("archived", event.archived())
                .put("category", event.category(), CATEGORIES)
                .put("created", event.created())
                .put("description", event.description())
                .put("event_type", Kind.CUSTOM, KINDS)
                .put("id", event.id())
                .put("is_classic", false)
                .put("key", event.key())
                .put("name", event.name())
                .put("project_id", event.projectId());
        event.properties().ifPresent(it -> out.putObjects("event_properties", it, EventJson::writeProperty));
        if (showingLastModified) {
            out.put("last_modified", event.lastModified());
        }
        return out;
    }

    private static JsonObject writeProperty(Property property) {
        return new JsonObject().put("data_type", property.type(), VALUE_TYPES).put("name", property.name());
    }
}
