package org.muriel.api.project;

import static org.muriel.api.schema.Schema.filledText;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.number;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.truth;
import static org.muriel.api.schema.Schema.wholeNumber;
import static org.muriel.api.schema.Schema.word;

import org.muriel.api.entity.Limits;
import org.muriel.api.schema.Shape;
import org.muriel.api.schema.Shape.Role;
import org.muriel.api.schema.Shape.Shown;

/** Projects as the API's description has them (REST specification, 2). */
final class ProjectSchema {
    private static final Shape SETTINGS = Shape.of("ProjectSettings", "How all experiments of a project are judged.")
            .optional(ProjectJson.BOT_FILTERING, truth(), "Whether SDKs ask for visits of robots to be left out.")
            .optional(ProjectJson.SIMULATED, truth(), "Whether its visitors are made up; fixed when it is created.")
            .optional("fdr_policy", word(ProjectSettingsJson.POLICIES), "How false discoveries are held down.")
            .optional("segment_mode", word(ProjectSettingsJson.SEGMENT_MODES), "How results of a segment are judged.")
            .optional("crossover", word(ProjectSettingsJson.CROSSOVERS), "How visitors of two variations count.");

    private static final Shape WEB_SNIPPET = Shape.of("WebSnippet", "What browser projects are served with.")
            .writable("enable_force_variation", truth(), "")
            .writable("exclude_disabled_experiments", truth(), "")
            .writable("exclude_names", truth(), "")
            .optional("include_jquery", truth(), "")
            .writable("ip_anonymization", truth(), "")
            .optional("ip_filter", text(ProjectJson.IP_FILTER), "A regular expression.")
            .optional("library", word(ProjectJson.LIBRARIES), "")
            .optional("project_javascript", text(ProjectJson.JAVASCRIPT), "")
            .optional("visitor_id_locator_name", text(Limits.NAME), "")
            .optional("visitor_id_locator_type", word(ProjectJson.LOCATOR_TYPES), "");

    static final Shape PROJECT = Shape.of(
                    "Project", "What belongs together: features, experiments, and who is in them.")
            .required("name", filledText(Limits.NAME), "For people.")
            .writable("description", text(Limits.DESCRIPTION), "For people.")
            .with(
                    "platform",
                    word(ProjectJson.PLATFORMS),
                    Role.OPTIONAL_AT_CREATION,
                    Shown.ALWAYS,
                    "`custom` for SDKs; `web` unless given. Fixed once created.")
            .with(
                    "sdks",
                    list(text(Limits.NAME), Limits.SDKS),
                    Role.OPTIONAL_AT_CREATION,
                    Shown.ALWAYS,
                    "The SDKs its code uses. Fixed once created.")
            .writable("status", word(ProjectJson.STATUSES), "`archived` when it is no longer in use.")
            .writable(
                    "confidence_threshold",
                    number(0.5, 1),
                    "How sure a result must be to count as significant, with at most four decimals.")
            .optional(ProjectJson.X_SETTINGS, SETTINGS, "How its experiments are judged.")
            .with(
                    "is_flags_enabled",
                    truth(),
                    Role.OPTIONAL_AT_CREATION,
                    Shown.ALWAYS,
                    "Whether it is of the later kind that begins with flags. Fixed once created.")
            .optional("dcp_service_id", wholeNumber(), "Kept for clients that send it.")
            .optional("third_party_platform", word(ProjectJson.THIRD_PARTIES), "Kept for clients that send it.")
            .optional("web_snippet", WEB_SNIPPET, "For browser projects; kept for clients that send it.")
            .readOnly("account_id", id(), "The account it belongs to.")
            .readOnly("created", time(), "")
            .readOnly("id", id(), "")
            .readOnly("is_classic", truth(), "Always false.")
            .readOnly("last_modified", time(), "");

    private ProjectSchema() {}
}
