package org.muriel.api.experiment;

import static org.muriel.api.schema.Schema.anything;
import static org.muriel.api.schema.Schema.byName;
import static org.muriel.api.schema.Schema.filledText;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.integer;
import static org.muriel.api.schema.Schema.jsonOrText;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.matching;
import static org.muriel.api.schema.Schema.number;
import static org.muriel.api.schema.Schema.scalarText;
import static org.muriel.api.schema.Schema.share;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.truth;
import static org.muriel.api.schema.Schema.word;

import org.muriel.api.entity.Limits;
import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;
import org.muriel.api.schema.Shape.Role;
import org.muriel.api.schema.Shape.Shown;

/** Experiments as the API's description has them (REST specification, 8). */
final class ExperimentSchema {
    private static final Schema STATUS = word("not_started", "running", "paused", StateChange.ARCHIVED);

    private static final Shape VARIATION = Shape.of("Variation", "One of the ways an experiment tries.")
            .with(
                    "variation_id",
                    id(),
                    Role.ON_CHANGE,
                    Shown.ALWAYS,
                    "Names the variation to change; without it one is added.")
            .required("key", matching(Limits.KEY), "What SDK callers are told; unique in the experiment.")
            .required("weight", share(), "Its share of the visitors in hundredths of a percent; all add up to 10000.")
            .optional("name", filledText(Limits.NAME), "For people.")
            .writable("description", text(Limits.DESCRIPTION), "For people.")
            .writable("status", word(VariationsJson.STATUSES), "")
            .writable("archived", truth(), "The same as the status `archived`.")
            .optional("feature_enabled", truth(), "With a feature: whether it is on.")
            .optional(
                    "variable_values",
                    byName(scalarText(Limits.VARIABLE_VALUE), Limits.VARIABLES),
                    "With a feature: values instead of the defaults, by the key of the variable.")
            .readOnly("actions", list(anything()), "Always empty: only browser projects have any.");

    private static final Shape FORCED = Shape.of("WhitelistEntry", "A visitor who gets a certain variation.")
            .needed("user_id", filledText(Limits.VISITOR_ID), "The visitor.")
            .needed("variation_id", id(), "The variation.");

    private static final Shape ENVIRONMENT = Shape.of("ExperimentEnvironment", "An experiment in one environment.")
            .writable("status", STATUS, "`running` starts it there, `paused` pauses it.");

    private static final Shape SCHEDULE = Shape.of("Schedule", "When an experiment starts and stops by itself.")
            .optional("start_time", matching(ScheduleJson.TIME), "Such as `2026-03-01T09:00`.")
            .optional("stop_time", matching(ScheduleJson.TIME), "After the start.")
            .writable("time_zone", matching(ScheduleJson.ZONE), "An IANA time zone; `UTC` unless given.");

    private static final Shape SETTINGS = Shape.of(
                    "ExperimentSettings", "How an experiment is judged; mostly fixed once it has started.")
            .writable("stats_engine", word(ExperimentSettingsJson.ENGINES), "")
            .writable("sequential_variant", word(ExperimentSettingsJson.VARIANTS), "")
            .optional("n_star", integer(2, ExperimentSettingsJson.MOST_VISITORS), "The visitors it is planned for.")
            .optional(
                    "tau_squared",
                    number(ExperimentSettingsJson.LEAST_TAU_SQUARED, ExperimentSettingsJson.MOST_TAU_SQUARED),
                    "The variance of the effects that are expected.")
            .optional("planned_end", time(), "When a test that is made once is made.")
            .writable("difference_type", word(ExperimentSettingsJson.DIFFERENCES), "")
            .writable("relative_interval", word(ExperimentSettingsJson.INTERVALS), "")
            .writable("variance_guard", word(ExperimentSettingsJson.SWITCHES), "");

    static final Shape EXPERIMENT = Shape.of(
                    "Experiment", "Variations of which each visitor gets one, and what they are judged by.")
            .requiredAtCreation("project_id", id(), "The project it belongs to.")
            .required("key", matching(Limits.KEY), "What SDK callers name it by; unique in the project.")
            .optional("name", filledText(Limits.NAME), "For people.")
            .writable("description", text(Limits.DESCRIPTION), "For people.")
            .with(
                    "type",
                    new Schema.Word(ExperimentJson.TYPES_HERE),
                    Role.OPTIONAL_AT_CREATION,
                    Shown.ALWAYS,
                    "`feature` as soon as it has a feature. Fixed once created.")
            .optional("feature_id", id(), "The feature it varies.")
            .with(
                    "feature_key",
                    text(Limits.NAME),
                    Role.OPTIONAL_AT_CREATION,
                    Shown.IF_ANY,
                    "On creation it may stand for the id.")
            .readOnlyIfAny("feature_name", text(), "")
            .writable(
                    "variations",
                    list(VARIATION, Limits.VARIATIONS),
                    "A change replaces the list; one that is left out of it is archived once the experiment ran, else removed.")
            .writable(
                    "metrics",
                    list(MetricSchema.METRIC, Limits.METRICS),
                    "The first is the primary one; a change replaces them all.")
            .writable(
                    "audience_conditions",
                    jsonOrText(Limits.CONDITIONS),
                    "`everyone`, or ids of audiences joined by `and`, `or` and `not`.")
            .writeOnly("audience_ids", list(id(), Limits.AUDIENCES), "An older way to say: any of these audiences.")
            .writable(
                    "traffic_allocation",
                    share(),
                    "The share of the audience who enter it, in hundredths of a percent.")
            .writable("holdback", share(), "The rest: those kept out.")
            .writable("environments", byName(ENVIRONMENT, Limits.ENVIRONMENTS), "By the key of the environment.")
            .writable("whitelist", list(FORCED, Limits.WHITELIST), "Who gets which variation whatever else holds.")
            .optional("schedule", SCHEDULE, "When it starts and stops by itself.")
            .optional("x_settings", SETTINGS, "How it is judged.")
            .optional("multivariate_traffic_policy", word(ExperimentJson.POLICIES), "Kept for clients that send it.")
            .writeOnly(StateChange.ARCHIVED, truth(), "True archives it.")
            .readOnly("allocation_policy", word(ExperimentJson.ALLOCATION_POLICY), "")
            .readOnly("campaign_id", id(), "")
            .readOnly("changes", list(anything()), "Always empty: only browser projects have any.")
            .readOnly("created", time(), "")
            .readOnlyIfAny("earliest", time(), "When it first started.")
            .readOnly("id", id(), "")
            .readOnly("is_classic", truth(), "Always false.")
            .readOnly("last_modified", time(), "")
            .readOnlyIfAny("latest", time(), "When it was last paused; not while it runs.")
            .readOnly("status", STATUS, "That in the primary environment.");

    private ExperimentSchema() {}
}
