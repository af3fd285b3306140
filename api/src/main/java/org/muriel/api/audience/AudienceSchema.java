package org.muriel.api.audience;

import static org.muriel.api.schema.Schema.count;
import static org.muriel.api.schema.Schema.filledText;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.jsonOrText;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.truth;

import org.muriel.api.entity.Limits;
import org.muriel.api.schema.Shape;

/** Audiences as the API's description has them (REST specification, 6). */
final class AudienceSchema {
    static final Shape AUDIENCE = Shape.of("Audience", "Visitors whose attributes meet conditions.")
            .requiredAtCreation("project_id", id(), "The project it belongs to.")
            .optional("name", filledText(Limits.NAME), "For people; unique in the project.")
            .writable("description", text(Limits.DESCRIPTION), "For people.")
            .optional(
                    "conditions",
                    jsonOrText(Limits.CONDITIONS),
                    "Tests of attributes by their names, joined by `and`, `or` and `not`; everybody unless given.")
            .writable("archived", truth(), "Whether it is no longer in use.")
            .writable("segmentation", truth(), "Kept for clients that send it.")
            .optional("for_journey", truth(), "Kept for clients that send it.")
            .readOnly("created", time(), "")
            .readOnly("experiment_count", count(), "The experiments that are for it.")
            .readOnly("id", id(), "")
            .readOnly("is_classic", truth(), "Always false.")
            .readOnly("last_modified", time(), "");

    private AudienceSchema() {}
}
