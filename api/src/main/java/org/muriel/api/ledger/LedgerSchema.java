package org.muriel.api.ledger;

import static org.muriel.api.schema.Schema.byName;
import static org.muriel.api.schema.Schema.count;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.number;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;

import org.muriel.api.schema.Shape;

/** The account of events as the API's description has it. */
final class LedgerSchema {
    static final Shape LINE = Shape.of("LedgerLine", "What became of the events of one hour.")
            .readOnly("hour", time(), "When it began.")
            .readOnlyIfAny("project_id", id(), "Of events that name a project of this server.")
            .readOnly("received", count(), "")
            .readOnly("stored", count(), "")
            .readOnly("duplicate", count(), "Sent once more with the same uuid.")
            .readOnly("rejected", byName(count()), "By the reason.")
            .readOnly("pending", count(), "Received, and not stored yet.")
            .readOnly("missing", number(), "Zero, unless events were lost.");

    static final Shape REJECTED = Shape.of("RejectedEvent", "An event that could not be taken.")
            .readOnly("received", time(), "")
            .readOnly("reason", text(), "A word for programs.")
            .readOnlyIfAny("uuid", text(), "That of the event.")
            .readOnly("detail", text(), "A sentence for people.");

    private LedgerSchema() {}
}
