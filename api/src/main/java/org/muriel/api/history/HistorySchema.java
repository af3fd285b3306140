package org.muriel.api.history;

import static org.muriel.api.schema.Schema.anything;
import static org.muriel.api.schema.Schema.count;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.word;

import org.muriel.api.schema.Shape;

/** The history as the API's description has it (REST specification, 17). */
final class HistorySchema {
    private static final Shape REVISION =
            Shape.of("Revision", "A state of an entity.").readOnly("id", count(), "1 for the first.");

    private static final Shape REVISIONS = Shape.of("Revisions", "From which state to which.")
            .readOnly("current", REVISION, "That after the change.")
            .readOnlyIfAny("previous", REVISION, "That before it.");

    private static final Shape DIFFERENCE = Shape.of("PropertyChange", "What became of one property.")
            .readOnlyIfAny("after", anything(), "")
            .readOnlyIfAny("before", anything(), "")
            .readOnly("description", text(), "For people.")
            .readOnly("property", text(), "Its name; dots lead into members of members.");

    private static final Shape ENTITY = Shape.of("ChangedEntity", "What was changed.")
            .readOnly("api_url", text(), "")
            .readOnly("id", id(), "")
            .readOnly("name", text(), "")
            .readOnlyIfAny("sub_type", text(), "Of an experiment.")
            .readOnly("type", text(), "")
            .readOnly("ui_url", text(), "");

    private static final Shape USER = Shape.of("ChangingUser", "Who changed it.")
            .readOnlyIfAny("display_name", text(), "")
            .readOnly("email", text(), "Empty for what changes something by itself.")
            .readOnlyIfAny("first_name", text(), "")
            .readOnly("id", text(), "")
            .readOnlyIfAny("last_name", text(), "");

    static final Shape CHANGE = Shape.of("Change", "One change of one entity.")
            .readOnly("change_type", word("archive", "create", "update"), "")
            .readOnly("changes", list(DIFFERENCE), "By property.")
            .readOnly("created", time(), "When.")
            .readOnly("entity", ENTITY, "What was changed.")
            .readOnly("id", id(), "")
            .readOnly("project_id", id(), "")
            .readOnly("revisions", REVISIONS, "")
            .readOnly("source", word("api", "ui"), "")
            .readOnly("summary", text(), "For people.")
            .readOnly("user", USER, "Who.");

    private HistorySchema() {}
}
