package org.muriel.api.attribute;

import static org.muriel.api.schema.Schema.filledText;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.matching;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.truth;
import static org.muriel.api.schema.Schema.word;

import org.muriel.api.entity.Limits;
import org.muriel.api.schema.Shape;

/** Attributes as the API's description has them (REST specification, 4). */
final class AttributeSchema {
    static final String CONDITION_TYPE = "custom_attribute";

    static final Shape ATTRIBUTE = Shape.of("Attribute", "A property of visitors, which conditions of audiences test.")
            .requiredAtCreation("project_id", id(), "The project it belongs to.")
            .required("key", matching(Limits.LOOSE_KEY), "What SDK callers name it by; unique in the project.")
            .writable("name", filledText(Limits.NAME), "What conditions name it by; the key unless given.")
            .writable("description", text(Limits.DESCRIPTION), "For people.")
            .writable("archived", truth(), "Whether it is no longer in use.")
            .readOnly("condition_type", word(CONDITION_TYPE), "The kind of condition that tests it.")
            .readOnly("id", id(), "")
            .readOnly("last_modified", time(), "When it was last changed.");

    private AttributeSchema() {}
}
