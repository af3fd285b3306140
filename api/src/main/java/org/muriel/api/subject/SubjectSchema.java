package org.muriel.api.subject;

import static org.muriel.api.schema.Schema.filledText;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.word;

import org.muriel.api.schema.Shape;
import org.muriel.event.intake.Screening;

/** Subject access requests as the API's description has them (REST specification, 19). */
final class SubjectSchema {
    /** As long as ids of visitors that are kept may be; the emulated service takes 355 characters. */
    static final int IDENTIFIER = Screening.LONGEST_VISITOR_ID;

    static final Shape REQUEST = Shape.of(
                    "SubjectAccessRequest", "A wish to see what is kept of a person, or to have it erased.")
            .requiredAtCreation("data_type", word(SubjectJson.SUBJECTS), "A member of staff, or a visitor.")
            .requiredAtCreation("identifier", filledText(IDENTIFIER), "Of the person.")
            .requiredAtCreation(
                    "identifier_type", word(SubjectJson.IDENTIFIER_TYPES), "Of staff, email; of visitors, any.")
            .requiredAtCreation("request_type", word(SubjectJson.WISHES), "To see, or to erase.")
            .readOnly("account_id", id(), "")
            .readOnly("id", id(), "")
            .readOnly("requested_at_time", time(), "")
            .readOnly("sla_deadline_time", time(), "A month later.")
            .readOnlyIfAny("processing_started_time", time(), "")
            .readOnlyIfAny("completed_at_time", time(), "")
            .readOnlyIfAny("expired_at_time", time(), "A week after it was completed.")
            .readOnlyIfAny("export_location", text(), "Where the export can be had until then.")
            .readOnly("status", word(SubjectJson.STATUSES), "");

    private SubjectSchema() {}
}
