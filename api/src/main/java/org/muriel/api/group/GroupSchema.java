package org.muriel.api.group;

import static org.muriel.api.schema.Schema.filledText;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.share;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.truth;
import static org.muriel.api.schema.Schema.word;

import org.muriel.api.entity.Limits;
import org.muriel.api.schema.Shape;

/** Exclusion groups as the API's description has them (REST specification, 15). */
final class GroupSchema {
    private static final Shape ENTITY = Shape.of("GroupEntity", "An experiment of an exclusion group.")
            .needed("id", id(), "That of the experiment.")
            .needed("kind", word(GroupJson.EXPERIMENT), "")
            .needed("weight", share(), "The share of all visitors who may enter it, in hundredths of a percent.");

    static final Shape GROUP = Shape.of("Group", "Experiments of which a visitor enters at most one.")
            .requiredAtCreation("project_id", id(), "The project it belongs to.")
            .required("name", filledText(Limits.NAME), "For people.")
            .writable("description", text(Limits.DESCRIPTION), "For people.")
            .writable("archived", truth(), "Whether it is no longer in force, which frees its experiments.")
            .writable(
                    GroupJson.ENTITIES,
                    list(ENTITY, Limits.GROUP_MEMBERS),
                    "Its experiments; a change replaces them all.")
            .optional(
                    GroupJson.POLICY,
                    word(GroupJson.POLICIES),
                    "`overlapping` for a group that excludes nobody, as an import may bring.")
            .readOnly("created", time(), "")
            .readOnly("id", id(), "")
            .readOnly("last_modified", time(), "");

    private GroupSchema() {}
}
