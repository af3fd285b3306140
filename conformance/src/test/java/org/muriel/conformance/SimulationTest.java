package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muriel.conformance.SimulationProcess.Ended;
import tools.jackson.databind.JsonNode;

/** Made-up visitors: whole commands in processes of their own, with the official SDK and nothing of ours in them. */
@Timeout(300)
class SimulationTest {
    @TempDir
    private Path scratch;

    @Test
    void the_demo_ends_with_results_a_chart_and_a_file() throws IOException {
        Path data = scratch.resolve("shop");

        String out = SimulationProcess.run(
                        scratch, "demo", "--exit", "--port", "0", "--visitors", "20000", "--data", data.toString())
                .good()
                .out();

        assertThat(out)
                .contains(
                        "1  project",
                        "2  attribute",
                        "3  event",
                        "4  audience",
                        "5  feature",
                        "6  experiment",
                        "7  result")
                .contains("Purchase, unique", "Purchase, revenue sum", "+12.0 %")
                .contains("100 %", "day 14", "┈┈┈")
                .containsPattern("[○●]")
                .doesNotContain("Exception");
        assertThat(Files.readString(data.resolve("demo-results.csv"))).contains("two_pages", "four_pages");
    }

    @Test
    void a_temporary_folder_of_the_demo_is_gone_afterwards() throws IOException {
        SimulationProcess.run(scratch, "demo", "--exit", "--port", "0", "--visitors", "1000")
                .good();

        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left.filter(Files::isDirectory)).isEmpty();
        }
    }

    @Test
    void what_was_planted_is_found_and_the_same_seed_again_changes_nothing() {
        try (RunningServer server = RunningServer.at(scratch.resolve("data"), Instant::now)) {
            Client client = server.client();
            long id = experiment(client, true, "");
            String[] command = simulate(
                    server,
                    "--visitors",
                    "40000",
                    "--rate",
                    "0.2",
                    "--lift",
                    "0.2",
                    "--revenue",
                    "4500",
                    "--seed",
                    "3",
                    "--duplicates",
                    "0.02",
                    "--late",
                    "0.05");

            String out = SimulationProcess.run(scratch, command).good().out();

            assertThat(out).contains("duplicate events", "late decisions", "+20.0 %", "seed 3");
            JsonNode experiment = client.get("/v2/experiments/" + id).good().json();
            assertThat(Instant.parse(experiment.at("/earliest").stringValue()))
                    .isBefore(Instant.now().minusSeconds(13 * 86_400));
            JsonNode first = results(client, id);
            JsonNode lift = lift(first);
            assertThat(first.at("/reach/total_count").longValue()).isEqualTo(40_000);
            assertThat(lift.at("/is_significant").booleanValue()).isTrue();
            assertThat(lift.at("/confidence_interval/0").doubleValue()).isLessThan(0.2);
            assertThat(lift.at("/confidence_interval/1").doubleValue()).isGreaterThan(0.2);

            assertThat(client.get("/v2/experiments/" + id + "/results?device=desktop")
                            .good()
                            .json()
                            .at("/reach/total_count")
                            .longValue())
                    .isBetween(14_000L, 15_600L);

            SimulationProcess.run(scratch, command).good();

            // times reach up to the moment of the second run, so figures of the past may move; who is there does not
            assertThat(results(client, id).at("/reach")).isEqualTo(first.at("/reach"));
        }
    }

    @Test
    void robots_are_left_out_where_the_project_leaves_them_out() {
        try (RunningServer server = RunningServer.at(scratch.resolve("data"), Instant::now)) {
            Client client = server.client();
            long id = experiment(client, true, ", \"bot_filtering\": true");

            SimulationProcess.run(scratch, simulate(server, "--visitors", "2000", "--bots", "0.5", "--seed", "1"))
                    .good();

            assertThat(results(client, id).at("/reach/total_count").longValue()).isBetween(900L, 1100L);
        }
    }

    @Test
    void lost_visitors_unbalance_the_variations_and_the_results_say_so() {
        try (RunningServer server = RunningServer.at(scratch.resolve("data"), Instant::now)) {
            Client client = server.client();
            long id = experiment(client, true, "");

            String out = SimulationProcess.run(
                            scratch, simulate(server, "--visitors", "4000", "--srm", "0.5", "--seed", "1"))
                    .good()
                    .out();

            assertThat(out).contains("The results warn: srm");
            assertThat(results(client, id).at("/reach/treatment_reach").doubleValue())
                    .isBetween(0.29, 0.37);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            --experiment nothing                  | 1 | which no project has
            --experiment checkout                 | 1 | is not started, expected a running one
            --experiment checkout --event nothing | 1 | is not started
            --experiment checkout --visitors 0    | 2 | --visitors: expected 1 to 10000000, found 0
            --experiment checkout --lift 20       | 2 | --lift: expected -1 to 9, found 20
            --experiment checkout --rate 2        | 2 | --rate: expected 0 to 1, found 2
            --visitors 10                         | 2 | Missing required option: '--experiment=KEY'
            --experiment checkout --token nobody  | 1 | the token is not accepted
            """)
    void what_cannot_be_simulated_is_said_in_a_sentence(String arguments, int status, String sentence) {
        try (RunningServer server = RunningServer.at(scratch.resolve("data"), Instant::now)) {
            experiment(server.client(), false, "");

            Ended ended = SimulationProcess.run(
                    scratch,
                    Stream.of(List.of("simulate", "--base-url", server.origin() + "/v2"), List.of(arguments.split(" ")))
                            .flatMap(List::stream)
                            .toArray(String[]::new));

            assertThat(ended.out()).contains(sentence).doesNotContain("\tat ");
            assertThat(ended.status()).isEqualTo(status);
        }
    }

    @Test
    void experiments_without_an_effect_are_certified() {
        String out = SimulationProcess.run(
                        scratch, "certify", "--experiments", "10", "--visitors", "1500", "--looks", "7", "--seed", "1")
                .good()
                .out();

        assertThat(out)
                .contains("10 of 10", "Muriel", "Ordinary z-test", "at most 10.0 %", "The promise is kept.")
                .doesNotContain("Exception");
    }

    private static String[] simulate(RunningServer server, String... more) {
        return Stream.concat(
                        Stream.of("simulate", "--base-url", server.origin() + "/v2", "--experiment", "checkout"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static long experiment(Client client, boolean simulated, String moreSettings) {
        String settings = simulated ? ", \"x_settings\": {\"simulated\": true" + moreSettings + "}" : "";
        long project = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"" + settings + "}")
                .good()
                .id();
        long event = client.post("/v2/projects/" + project + "/custom_events", "{\"key\": \"purchase\"}")
                .good()
                .id();
        return client.post("/v2/experiments", """
                        {"project_id": %d, "key": "checkout", "metrics": [{"event_id": %d}], "variations": [
                        {"key": "original", "weight": 5000}, {"key": "green", "weight": 5000}]}""".formatted(project, event))
                .good()
                .id();
    }

    private static JsonNode results(Client client, long id) {
        return client.get("/v2/experiments/" + id + "/results").good().json();
    }

    private static JsonNode lift(JsonNode results) {
        return results.at("/metrics/0/results")
                .valueStream()
                .filter(it -> !it.at("/is_baseline").booleanValue())
                .findFirst()
                .orElseThrow()
                .at("/lift");
    }
}
