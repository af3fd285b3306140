package org.muriel.api.document;

import static org.muriel.api.schema.Schema.anything;
import static org.muriel.api.schema.Schema.filledText;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.truth;
import static org.muriel.api.schema.Schema.word;

import org.muriel.api.entity.Limits;
import org.muriel.api.json.Words;
import org.muriel.api.schema.Shape;

/** Documents and plans as the API's description has them. */
final class DocumentSchema {
    static final Shape WANTED = Shape.of("DocumentToApply", "A document and how it is meant.")
            .required("document", anything(), "The project, as the page on apply describes it.")
            .writeOnly("project_id", id(), "The project to change; the one with the document's name unless given.")
            .writeOnly("archive_absent", truth(), "Whether to archive what a section does not name.")
            .writeOnly("plan", text(Wanted.PLAN), "What a plan was called: another than that is not applied.");

    static final Shape DATAFILE = Shape.of("DatafileToConvert", "A datafile of another server.")
            .required("datafile", anything(), "The datafile, version 4.")
            .writeOnly("name", filledText(Limits.NAME), "What the project is to be called.");

    static final Shape CONVERTED = Shape.of("ConvertedDatafile", "What a datafile amounts to.")
            .readOnly("document", anything(), "A document that can be applied.")
            .readOnly("losses", list(text()), "What cannot be represented: some visitors may be decided otherwise.")
            .readOnly("notes", list(text()), "What is otherwise without a decision being so.");

    private static final Shape NAMED = Shape.of("NamedInDocument", "One thing of a project.")
            .readOnly("section", text(), "Of the document; empty for the project itself.")
            .readOnly("name", text(), "");

    private static final Shape DIFFERENCE = Shape.of("DocumentDifference", "One change.")
            .readOnly("member", text(), "Where it is, such as `variations[1].weight`.")
            .optional("before", anything(), "Absent when it is new.")
            .optional("after", anything(), "Absent when it is gone.");

    private static final Shape STEP = Shape.of("DocumentStep", "What becomes of one thing.")
            .readOnly("section", text(), "Of the document; empty for the project itself.")
            .readOnly("name", text(), "")
            .readOnly("action", word(Words.of(Plan.Action.class)), "")
            .optional("after", anything(), "The whole of it, when it is new.")
            .readOnly("differences", list(DIFFERENCE), "Of something that changes.");

    private static final Shape PROJECT = Shape.of("DocumentProject", "The project of a plan.")
            .optional("id", id(), "Absent while it is yet to be created.")
            .readOnly("name", text(), "");

    static final Shape PLAN = Shape.of("DocumentPlan", "What a document makes of a project.")
            .readOnly("project", PROJECT, "")
            .readOnly("steps", list(STEP), "")
            .readOnly("absent", list(NAMED), "What the project has and the document does not name.")
            .readOnly("plan", text(), "What this plan is called: the same plan at another time is called the same.")
            .optional("project_id", id(), "The project, once it is applied.");

    private DocumentSchema() {}
}
