package org.muriel.api.search;

import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.truth;
import static org.muriel.api.schema.Schema.word;

import java.util.Set;
import org.muriel.api.experiment.ExperimentWords;
import org.muriel.api.schema.Shape;

/** What is found, as the API's description has it (REST specification, 16). */
final class SearchSchema {
    /** Members that are there when they are asked for. */
    static final Set<String> EXPANDED = Set.of("project_name", "experiment_type", "feature_key", "feature_name");

    static final Shape HIT = Shape.of("SearchResult", "Something that was found.")
            .readOnly("archived", truth(), "")
            .readOnly("created", time(), "")
            .readOnly("description", text(), "")
            .readOnlyIfAny("experiment_type", word(ExperimentWords.types()), "When asked for, of experiments.")
            .readOnlyIfAny("feature_key", text(), "When asked for, of features and of experiments that vary one.")
            .readOnlyIfAny("feature_name", text(), "When asked for, of features and of experiments that vary one.")
            .readOnly("id", id(), "")
            .readOnlyIfAny("key", text(), "")
            .readOnly("last_modified", time(), "")
            .readOnly("name", text(), "The key, when it has no name.")
            .readOnly("project_id", id(), "")
            .readOnlyIfAny("project_name", text(), "When asked for.")
            .readOnlyIfAny("status", text(), "Of experiments and projects.")
            .readOnly("type", text(), "What it is.");

    static final Shape SUMMARY = Shape.of("ExperimentSummary", "An experiment in short.")
            .readOnly("archived", truth(), "")
            .readOnly("created", time(), "")
            .readOnly("description", text(), "")
            .readOnly("experiment_type", word(ExperimentWords.types()), "")
            .readOnly("id", id(), "")
            .readOnly("last_modified", time(), "")
            .readOnly("name", text(), "The key, when it has no name.")
            .readOnly("project_id", id(), "")
            .readOnly("project_name", text(), "")
            .readOnly("status", text(), "In the primary environment.")
            .readOnly("type", word("experiment"), "");

    private SearchSchema() {}
}
