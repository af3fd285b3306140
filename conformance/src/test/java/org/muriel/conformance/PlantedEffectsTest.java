package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Effects of 0, 5 and 20 percent, planted in 200 000 visitors by each of twenty seeds, through the whole path: the SDK
 * decides, events go over HTTP into the log and the store, and the results tell of them. Sizes may be made smaller with
 * {@code -Dmuriel.planted.visitors=…} and {@code -Dmuriel.planted.seeds=…}, for a look.
 */
@Tag("long")
class PlantedEffectsTest {
    private static final int VISITORS = Integer.getInteger("muriel.planted.visitors", 200_000);
    private static final int SEEDS = Integer.getInteger("muriel.planted.seeds", 20);
    private static final Path PAGE =
            ExchangeFile.folder().resolve("../../docs/planted-effects.md").normalize();

    @TempDir
    private Path scratch;

    /** What one simulation came to, in conversions and in revenue. */
    private record Outcome(Found conversions, Found revenue) {}

    private record Found(double lift, double low, double high, boolean significant) {
        boolean covers(double planted) {
            return low <= planted && planted <= high;
        }
    }

    private record Row(
            double planted, String metric, long covered, long significant, double meanLift, double meanWidth) {}

    @Test
    void intervals_cover_what_was_planted_and_only_effects_are_found() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (RunningServer server = RunningServer.at(scratch.resolve("data"), Instant::now)) {
            for (double planted : List.of(0.0, 0.05, 0.2)) {
                List<Outcome> outcomes = new ArrayList<>();
                for (int seed = 1; seed <= SEEDS; seed++) {
                    outcomes.add(simulate(server, planted, seed));
                }
                rows.add(row(
                        planted,
                        "conversions",
                        outcomes.stream().map(Outcome::conversions).toList()));
                rows.add(row(
                        planted,
                        "revenue",
                        outcomes.stream().map(Outcome::revenue).toList()));
            }
        }
        if (Boolean.getBoolean("muriel.docs.refresh")) {
            Files.writeString(PAGE, page(rows));
        }

        for (Row row : rows) {
            // intervals that hold at all moments cover more often than the 90 % they promise for all moments together:
            // fewer than 16 of 20 would come about by chance once in twenty runs at exactly 90 %
            assertThat(row.covered()).as("covered: %s", row).isGreaterThanOrEqualTo(SEEDS * 16L / 20);
            if (row.planted() == 0) {
                assertThat(row.significant()).as("found: %s", row).isLessThanOrEqualTo(SEEDS * 4L / 20);
            }
            if (row.planted() == 0.2) {
                assertThat(row.significant()).as("found: %s", row).isEqualTo(SEEDS);
            }
        }
    }

    private Outcome simulate(RunningServer server, double planted, int seed) {
        Client client = server.client();
        long project = client.post(
                        "/v2/projects",
                        "{\"name\": \"%s %d\", \"platform\": \"custom\", \"x_settings\": {\"simulated\": true}}"
                                .formatted(planted, seed))
                .good()
                .id();
        long event = client.post("/v2/projects/" + project + "/custom_events", "{\"key\": \"purchase\"}")
                .good()
                .id();
        long experiment = client.post("/v2/experiments", """
                        {"project_id": %1$d, "key": "planted", "metrics": [{"event_id": %2$d},
                        {"event_id": %2$d, "aggregator": "sum", "field": "revenue"}], "variations": [
                        {"key": "a", "weight": 5000}, {"key": "b", "weight": 5000}]}""".formatted(project, event))
                .good()
                .id();
        SimulationProcess.run(
                        scratch,
                        "simulate",
                        "--base-url",
                        server.origin() + "/v2",
                        "--project",
                        Long.toString(project),
                        "--experiment",
                        "planted",
                        "--visitors",
                        Integer.toString(VISITORS),
                        "--rate",
                        "0.1",
                        "--lift",
                        Double.toString(planted),
                        "--revenue",
                        "4500",
                        "--seed",
                        Integer.toString(seed))
                .good();
        JsonNode results =
                client.get("/v2/experiments/" + experiment + "/results").good().json();
        assertThat(results.at("/reach/total_count").longValue()).isEqualTo(VISITORS);
        return new Outcome(found(results.at("/metrics/0")), found(results.at("/metrics/1")));
    }

    private static Found found(JsonNode metric) {
        JsonNode lift = metric.at("/results")
                .valueStream()
                .filter(it -> !it.at("/is_baseline").booleanValue())
                .findFirst()
                .orElseThrow()
                .at("/lift");
        return new Found(
                lift.at("/value").doubleValue(),
                lift.at("/confidence_interval/0").doubleValue(),
                lift.at("/confidence_interval/1").doubleValue(),
                lift.at("/is_significant").booleanValue());
    }

    private static Row row(double planted, String metric, List<Found> found) {
        return new Row(
                planted,
                metric,
                found.stream().filter(it -> it.covers(planted)).count(),
                found.stream().filter(Found::significant).count(),
                found.stream().mapToDouble(Found::lift).average().orElseThrow(),
                found.stream().mapToDouble(it -> it.high() - it.low()).average().orElseThrow());
    }

    private static String page(List<Row> rows) {
        return """
            # Planted effects

            What `./muriel simulate` plants, and what results tell of it. In each row %s seeds made %s visitors each, who
            convert at 10 %% in the baseline and spend 45.00 on average when they do. The official Java SDK decided for every
            one of them on the server's datafile; its events went over HTTP into the log, the store and the statistics. The
            intervals are those of 90 %%, which hold at all moments together.

            %s
            The build does it again with `./verify long`, and writes this page with

            ```text
            mvn -B -q -Plong -pl conformance -am test -Dtest=PlantedEffectsTest \\
                -Dsurefire.failIfNoSpecifiedTests=false -Dmuriel.docs.refresh=true
            ```
            """.formatted(SEEDS, VISITORS, table(rows));
    }

    private static String table(List<Row> rows) {
        return rows.stream()
                .map(it -> String.format(
                        Locale.ROOT,
                        "| %+.0f %% | %s | %+.2f %% | ± %.2f %% | %d of %d | %d of %d |",
                        100 * it.planted(),
                        it.metric(),
                        100 * it.meanLift(),
                        50 * it.meanWidth(),
                        it.covered(),
                        SEEDS,
                        it.significant(),
                        SEEDS))
                .collect(Collectors.joining(
                        "\n",
                        "| Planted lift | Metric | Mean of the lifts found | Mean interval | Intervals that cover | Called significant |\n"
                                + "|---|---|---|---|---|---|\n",
                        "\n"));
    }
}
