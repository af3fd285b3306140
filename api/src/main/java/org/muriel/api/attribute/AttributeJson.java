package org.muriel.api.attribute;

import java.time.Instant;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Limits;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;

/** An attribute on the wire. */
final class AttributeJson implements EntityCodec<Attribute> {
    @Override
    public Class<Attribute> type() {
        return Attribute.class;
    }

    @Override
    public String word() {
        return "attribute";
    }

    @Override
    public Shape shape() {
        return AttributeSchema.ATTRIBUTE;
    }

    @Override
    public Attribute blank(Draft draft, long projectId) {
        return new Attribute(draft.nextId(), projectId, "", "", "", false, draft.now());
    }

    @Override
    public Attribute read(Fields in, Attribute current, Draft draft) {
        String key =
                in.matching("key", Limits.LOOSE_KEY, Limits.LOOSE_KEY_EXPECTED).required(current.key());
        return new Attribute(
                current.id(),
                current.projectId(),
                key,
                in.filledText("name", Limits.NAME).or(in.isCreating() ? key : current.name(), key),
                in.text("description", Limits.DESCRIPTION).or(current.description(), ""),
                in.truth("archived").or(current.archived(), false),
                current.lastModified());
    }

    @Override
    public Attribute modifiedAt(Attribute it, Instant now) {
        return new Attribute(it.id(), it.projectId(), it.key(), it.name(), it.description(), it.archived(), now);
    }

    @Override
    public JsonObject write(Attribute attribute, Snapshot snapshot, String origin) {
        return new JsonObject()
                .put("archived", attribute.archived())
                .put("condition_type", AttributeSchema.CONDITION_TYPE)
                .put("description", attribute.description())
                .put("id", attribute.id())
                .put("key", attribute.key())
                .put("last_modified", attribute.lastModified())
                .put("name", attribute.name())
                .put("project_id", attribute.projectId());
    }
}
