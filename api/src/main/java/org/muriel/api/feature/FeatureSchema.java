package org.muriel.api.feature;

import static org.muriel.api.schema.Schema.byName;
import static org.muriel.api.schema.Schema.filledText;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.jsonOrText;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.matching;
import static org.muriel.api.schema.Schema.scalarText;
import static org.muriel.api.schema.Schema.share;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.truth;
import static org.muriel.api.schema.Schema.word;

import org.muriel.api.entity.Limits;
import org.muriel.api.schema.Shape;
import org.muriel.api.schema.Shape.Role;
import org.muriel.api.schema.Shape.Shown;

/** Features as the API's description has them (REST specification, 7). */
final class FeatureSchema {
    private static final Shape VARIABLE = Shape.of("FeatureVariable", "A value that comes with a feature.")
            .with("id", id(), Role.ON_CHANGE, Shown.ALWAYS, "Names the variable to change; without it the key does.")
            .required("key", matching(Limits.KEY), "Unique in the feature.")
            .with("type", word(FeatureJson.TYPES), Role.REQUIRED, Shown.ALWAYS, "Fixed once created.")
            .required("default_value", text(Limits.VARIABLE_VALUE), "Text that can be read as the type.")
            .writable("description", text(Limits.DESCRIPTION), "For people.")
            .writable("archived", truth(), "Archived variables are not in the datafile.");

    private static final Shape RULE = Shape.of("RolloutRule", "Who gets a feature in an environment.")
            .writable("enabled", truth(), "Whether anybody does.")
            .writable("percentage_included", share(), "How many of the audience do, in hundredths of a percent.")
            .writable(
                    "audience_conditions",
                    jsonOrText(Limits.CONDITIONS),
                    "`everyone`, or ids of audiences joined by `and`, `or` and `not`; the same in all environments.")
            .optional("audience_ids", list(id(), Limits.AUDIENCES), "An older way to say: any of these audiences.")
            .optional(
                    "variable_values",
                    byName(scalarText(Limits.VARIABLE_VALUE), Limits.VARIABLES),
                    "Values instead of the defaults, by the key of the variable.");

    private static final Shape ENVIRONMENT = Shape.of("FeatureEnvironment", "A feature in one environment.")
            .readOnly("id", id(), "That of the environment.")
            .readOnly("is_primary", truth(), "")
            .needed(RolloutRules.RULES, list(RULE, Limits.ENVIRONMENTS), "One rule; several only after an import.")
            .optional(
                    ImportedRollouts.MEMBER,
                    ImportedRollouts.SCHEMA,
                    "A rollout that was made elsewhere; null gives the environment one of the usual form again.");

    static final Shape FEATURE = Shape.of(
                    "Feature", "Something code may ask for: whether it is on, and with which values.")
            .requiredAtCreation("project_id", id(), "The project it belongs to.")
            .required("key", matching(Limits.KEY), "What SDK callers name it by; unique in the project.")
            .writable("name", filledText(Limits.NAME), "For people; the key unless given.")
            .writable("description", text(Limits.DESCRIPTION), "For people.")
            .writable("archived", truth(), "Whether it is no longer in use.")
            .writable(
                    "environments",
                    byName(ENVIRONMENT, Limits.ENVIRONMENTS),
                    "By the key of the environment; a change leaves those it does not name.")
            .writable("variables", list(VARIABLE, Limits.VARIABLES), "A change leaves those it does not list.")
            .optional(
                    FeatureJson.EXPERIMENT_ORDER,
                    list(id(), FeatureJson.MOST_EXPERIMENTS),
                    "Experiments that are asked before all others, in this order.")
            .readOnly("created", time(), "")
            .readOnly("id", id(), "")
            .readOnly("last_modified", time(), "");

    private FeatureSchema() {}
}
