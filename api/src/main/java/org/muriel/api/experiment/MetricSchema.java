package org.muriel.api.experiment;

import static org.muriel.api.schema.Schema.filledText;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.integer;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.matching;
import static org.muriel.api.schema.Schema.number;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.word;

import org.muriel.api.entity.Limits;
import org.muriel.api.schema.Shape;

/** Metrics as the API's description has them (REST specification, 9). */
public final class MetricSchema {
    private static final Shape CONDITION = Shape.of("PropertyCondition", "A test of one property of an event.")
            .needed("name", filledText(Limits.NAME), "That of the property.")
            .needed("operator", word(MetricsJson.OPERATORS), "")
            .needed("type", word(MetricsJson.VALUE_TYPES), "")
            .needed("value", text(Limits.NAME), "Text that can be read as the type.");

    private static final Shape FILTER = Shape.of("PropertyFilter", "Which events count, by their properties.")
            .writable("combine_operator", word(MetricsJson.COMBINATIONS), "Whether all conditions must hold, or any.")
            .needed("conditions", list(CONDITION, Limits.FILTER_CONDITIONS), "");

    private static final Shape PROPERTIES =
            Shape.of("MetricEventProperties", "Which events count.").optional("filter", FILTER, "Those that pass it.");

    private static final Shape SETTINGS = Shape.of("MetricSettings", "How a metric is counted.")
            .optional(
                    "observation_window",
                    matching(MetricSettingsJson.WINDOW),
                    "How long after the decision events count, such as `14d`.")
            .optional(
                    "cuped_days",
                    integer(1, MetricSettingsJson.MOST_CUPED_DAYS),
                    "Days before the experiment whose values adjust it.")
            .optional(
                    "winsorize",
                    number(MetricSettingsJson.LEAST_QUANTILE, MetricSettingsJson.MOST_QUANTILE),
                    "The quantile at which totals of visitors are capped.");

    private static final Shape PART = Shape.of("RatioPart", "The numerator or the denominator of a ratio.")
            .writable("aggregator", word(MetricsJson.AGGREGATORS), "How events of a visitor are put together.")
            .optional("event_id", id(), "The event; all events unless given.")
            .readOnlyIfAny("event_type", word(MetricsJson.CUSTOM), "")
            .optional("field", word(MetricsJson.FIELDS), "What a sum adds up.")
            .writable("scope", word(MetricsJson.SCOPES), "");

    /** The members of a metric, to which results add theirs. */
    public static final Shape METRIC = Shape.of("Metric", "What an experiment is judged by.")
            .writable("aggregator", word(MetricsJson.AGGREGATORS), "How events of a visitor are put together.")
            .optional("event_id", id(), "The event it counts; all events unless given.")
            .optional("field", word(MetricsJson.FIELDS), "What a `sum` adds up.")
            .writable("scope", word(MetricsJson.SCOPES), "What it is divided by.")
            .writable("winning_direction", word(MetricsJson.DIRECTIONS), "Whether more is better.")
            .optional("display_title", text(Limits.NAME), "For people.")
            .optional("event_properties", PROPERTIES, "Which events count.")
            .optional("metrics", list(PART, Limits.METRICS), "Of a `ratio`: the numerator and the denominator.")
            .optional(
                    "time_window",
                    matching(MetricsJson.TIME_WINDOW),
                    "Of a `ratio`: how long after the decision events count.")
            .optional("x_settings", SETTINGS, "How it is counted.");

    private MetricSchema() {}
}
