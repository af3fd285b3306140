package org.muriel.api.event;

import static org.muriel.api.schema.Schema.filledText;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.matching;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.truth;
import static org.muriel.api.schema.Schema.word;

import org.muriel.api.entity.Limits;
import org.muriel.api.schema.Shape;
import org.muriel.api.schema.Shape.Role;
import org.muriel.api.schema.Shape.Shown;

/** Events as the API's description has them (REST specification, 5). */
final class EventSchema {
    private static final Shape PROPERTY = Shape.of("EventProperty", "Something that may be told with an event.")
            .needed("name", filledText(Limits.NAME), "")
            .needed("data_type", word(EventJson.VALUE_TYPES), "");

    static final Shape EVENT = Shape.of("Event", "Something visitors do, which metrics count.")
            .required("key", matching(Limits.LOOSE_KEY), "What SDK callers name it by; unique in the project.")
            .writable("name", filledText(Limits.NAME), "For people; the key unless given.")
            .writable("description", text(Limits.DESCRIPTION), "For people.")
            .writable("category", word(EventJson.CATEGORIES), "What kind of thing it is.")
            .writable("archived", truth(), "Whether it is no longer in use.")
            .with("event_type", word(EventJson.KINDS), Role.OPTIONAL_AT_CREATION, Shown.ALWAYS, "")
            .optional("event_properties", list(PROPERTY, Limits.EVENT_PROPERTIES), "What may be told with it.")
            .readOnly("created", time(), "")
            .readOnly("id", id(), "")
            .readOnly("is_classic", truth(), "Always false.")
            .readOnlyIfAny("last_modified", time(), "Shown when it is read, not when it is written.")
            .readOnly("project_id", id(), "The project it belongs to, that of the path.");

    private EventSchema() {}
}
