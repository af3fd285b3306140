package org.muriel.api.results;

import static org.muriel.api.schema.Schema.byName;
import static org.muriel.api.schema.Schema.count;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.number;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.truth;
import static org.muriel.api.schema.Schema.word;

import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;

/** The extension {@code x_stats} as the API's description has it (statistics specification, 11.7). */
final class StatsSchema {
    private static final Schema WARNING_WORDS = list(word(StatsJson.WARNINGS));

    private static final Shape SPLIT_POINT = Shape.of("SplitPoint", "What was known of the split after a look.")
            .readOnly("p_value", number(0, 1), "")
            .readOnly("status", word(StatsJson.HEALTHS), "")
            .readOnly("time", time(), "");

    private static final Shape MISMATCH = Shape.of(
                    "SampleRatioMismatch", "Whether visitors were split as they should be.")
            .readOnly("p_value", number(0, 1), "")
            .readOnly("status", word(StatsJson.HEALTHS), "")
            .readOnlyIfAny("timeseries", list(SPLIT_POINT), "Over time only: what was known after each look.");

    static final Shape WHOLE = Shape.of("ResultsStats", "How the results of an experiment came about.")
            .readOnly("engine", word(StatsJson.ENGINES), "")
            .readOnly("n_star", number(), "The visitors the test is tuned for.")
            .readOnly("looks", count(), "How often it was looked at.")
            .readOnly("crossover_count", count(), "Visitors who were in two variations.")
            .readOnly("late_events", count(), "")
            .readOnly("variation_keys", byName(text()), "By their ids.")
            .readOnly("warnings", WARNING_WORDS, "")
            .readOnlyIfAny("srm", MISMATCH, "");

    private static final Shape INTERVAL = Shape.of("ValueWithInterval", "An effect and how sure it is.")
            .readOnly("value", number(), "")
            .readOnlyIfAny("confidence_interval", list(number(), 2), "Its lower and upper end.");

    private static final Shape EXACT = Shape.of("ExactStats", "The exact test for few visitors.")
            .readOnly("significance", number(0, 1), "")
            .readOnlyIfAny("confidence_interval", list(number(), 2), "");

    static final Shape POINT = Shape.of("LiftStats", "How a lift came about.")
            .readOnly("engine", word(StatsJson.ENGINES), "")
            .readOnly("p_value", number(0, 1), "")
            .readOnly("p_adjusted", number(0, 1), "")
            .readOnly("log_e", number(), "")
            .readOnly("ci_alpha", number(0, 1), "")
            .readOnly("gated", truth(), "")
            .readOnly("drift", truth(), "")
            .readOnly("ci_unbounded", truth(), "")
            .readOnlyIfAny("visitors_remaining_total", number(), "")
            .readOnlyIfAny("theta", number(), "")
            .readOnly("warnings", WARNING_WORDS, "")
            .readOnlyIfAny("n_effective", number(), "")
            .readOnlyIfAny("std_error", number(), "")
            .readOnlyIfAny("guard", number(), "")
            .readOnlyIfAny("absolute", INTERVAL, "The difference of the rates.")
            .readOnlyIfAny("chance_to_beat", number(0, 1), "")
            .readOnlyIfAny("expected_loss", number(), "")
            .readOnlyIfAny("exact", EXACT, "")
            .readOnlyIfAny("ate", INTERVAL, "The effect on the average visitor.");

    private StatsSchema() {}
}
