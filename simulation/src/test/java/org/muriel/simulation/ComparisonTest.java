package org.muriel.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muriel.simulation.rest.Experiment;
import org.muriel.simulation.rest.Experiments;
import org.muriel.simulation.rest.Figures;
import org.muriel.simulation.visitor.Effects;

class ComparisonTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");
    private static final Experiment EXPERIMENT = new Experiment(
            70,
            2,
            "checkout",
            "running",
            Optional.of(BEGIN),
            List.of(new Experiment.Variation(80, "a"), new Experiment.Variation(81, "b")),
            List.of());
    private static final Effects EFFECTS = new Effects(0.1, List.of(0.2), OptionalLong.of(4500), 0.1);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"aggregator": "unique", "scope": "visitor", "event_id": 60}                      | 0.2
            {"aggregator": "count", "scope": "visitor", "event_id": 60}                       | 0.2
            {"aggregator": "unique", "scope": "visitor", "event_id": null}                    | 0.2
            {"aggregator": "sum", "field": "revenue", "scope": "visitor", "event_id": 60}     | 0.32
            {"aggregator": "sum", "field": "revenue", "scope": "event", "event_id": 60}       | 0.1
            {"aggregator": "sum", "field": "revenue", "scope": "session", "event_id": 60}     |
            {"aggregator": "unique", "scope": "visitor", "event_id": 61}                      |
            {"aggregator": "ratio", "scope": "visitor", "event_id": null}                     |
            """)
    void what_was_planted_in_a_metric_follows_from_what_it_counts(String metric, String planted) {
        Comparison comparison = compare(JsonParser.parseString(metric).getAsJsonObject());

        assertThat(comparison.rows().getFirst().planted()).isEmpty();
        Optional<Double> found = comparison.rows().getLast().planted();
        if (planted == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found.orElseThrow()).isCloseTo(Double.parseDouble(planted), within(1e-12));
        }
    }

    @Test
    void its_lines_say_whether_the_interval_covers_what_was_planted() {
        Comparison comparison = compare(JsonParser.parseString(
                        "{\"aggregator\": \"unique\", \"scope\": \"visitor\", \"event_id\": 60, \"name\": \"Purchase\"}")
                .getAsJsonObject());

        assertThat(comparison.lines())
                .element(3)
                .asString()
                .contains("Purchase, unique", "11.5 %", "+20.0 %", "+15.0 %", "+5.0 % to +25.0 %", "yes");
    }

    private static Comparison compare(JsonObject metric) {
        Figures.OfVariation a = variation(80, true, 0.1, Optional.empty());
        Figures.OfVariation b = variation(
                81,
                false,
                0.115,
                Optional.of(new Figures.Lift(Optional.of(0.15), Optional.of(new Figures.Interval(0.05, 0.25)), true)));
        return Comparison.of(
                EXPERIMENT,
                new Experiments.Event(60, "purchase"),
                EFFECTS,
                new Figures.Answer(
                        0.9,
                        BEGIN,
                        BEGIN.plusSeconds(1),
                        List.of(new Figures.OfMetric(metric, List.of(a, b))),
                        List.of()));
    }

    private static Figures.OfVariation variation(long id, boolean baseline, double rate, Optional<Figures.Lift> lift) {
        return new Figures.OfVariation(
                id,
                baseline,
                List.of(new Figures.At(BEGIN, new Figures.Figure(1000, 1000 * rate, Optional.of(rate), lift))));
    }
}
