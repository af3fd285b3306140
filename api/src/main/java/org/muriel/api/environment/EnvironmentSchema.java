package org.muriel.api.environment;

import static org.muriel.api.schema.Schema.count;
import static org.muriel.api.schema.Schema.filledText;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.integer;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.matching;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.truth;

import org.muriel.api.entity.Limits;
import org.muriel.api.schema.Shape;

/** Environments as the API's description has them (REST specification, 3). */
final class EnvironmentSchema {
    private static final Shape DATAFILE = Shape.of("Datafile", "What SDKs of an environment read.")
            .readOnly("id", id(), "")
            .readOnly("latest_file_size", count(), "In bytes.")
            .readOnly("other_urls", list(text()), "Other addresses of the same document.")
            .readOnly("revision", count(), "Rises with every change.")
            .readOnly("sdk_key", text(), "What SDKs ask for it with.")
            .readOnly("url", text(), "Where it is.");

    static final Shape ENVIRONMENT = Shape.of(
                    "Environment", "A place where features and experiments are switched on their own.")
            .requiredAtCreation("project_id", id(), "The project it belongs to.")
            .required("key", matching(Limits.KEY), "What features and experiments name it by; unique in the project.")
            .required("name", filledText(Limits.NAME), "For people.")
            .writable("description", text(Limits.DESCRIPTION), "For people.")
            .writable("archived", truth(), "Whether it is no longer in use; never the primary one.")
            .writable("has_restricted_permissions", truth(), "Whether only publishers start experiments in it.")
            .optional(
                    "priority",
                    integer(-EnvironmentJson.MOST_PRIORITY, EnvironmentJson.MOST_PRIORITY),
                    "The order in lists for people.")
            .readOnly("created", time(), "")
            .readOnly("datafile", DATAFILE, "What its SDKs read.")
            .readOnly("id", id(), "")
            .readOnly(
                    "is_primary",
                    truth(),
                    "Whether it is the one whose experiments have results; one in each project is.")
            .readOnly("last_modified", time(), "");

    private EnvironmentSchema() {}
}
