package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What an experiment, or a change of one, would do is told without doing it. */
class ForecastTest {
    /** Standard normal: the upper quantiles of 0.025 and 0.2, which are those of a level of 0.05 and a power of 0.8. */
    private static final double Z = 1.959964 + 0.841621;

    @TempDir
    private static Path folder;

    private static RunningServer server;
    private static Client client;
    private static long project;

    @BeforeAll
    static void start() {
        server = RunningServer.in(folder);
        client = server.client();
        project = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good()
                .id();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void time_follows_from_the_effect_as_by_hand() {
        JsonNode forecast = forecast(
                "\"baseline\": {\"kind\": \"rate\", \"rate\": 0.1}, \"visitors_per_day\": 1000," + " \"mde\": 0.1");
        double each = Z * Z * (0.1 * 0.9 + 0.11 * 0.89) / (0.01 * 0.01);

        assertThat(forecast.at("/fixed/visitors").doubleValue()).isCloseTo(2 * each, within(1.0));
        assertThat(forecast.at("/fixed/days").doubleValue()).isCloseTo(2 * each / 1000, within(0.01));
        assertThat(forecast.at("/always_valid/days").doubleValue())
                .isGreaterThan(forecast.at("/fixed/days").doubleValue());
        assertThat(forecast.at("/cost_of_peeking").doubleValue())
                .isCloseTo(
                        forecast.at("/always_valid/days").doubleValue()
                                / forecast.at("/fixed/days").doubleValue(),
                        within(1e-9));
        assertThat(forecast.at("/curve").size()).isGreaterThan(10);
    }

    @Test
    void the_effect_follows_from_the_time_as_by_hand() {
        JsonNode forecast = forecast("\"baseline\": {\"kind\": \"value\", \"mean\": 50, \"sd\": 20},"
                + " \"visitors_per_day\": 1000, \"days\": 10");

        assertThat(forecast.at("/fixed/mde").doubleValue())
                .isCloseTo(Z * Math.sqrt(2 * 400 / 5000.0) / 50, within(1e-5));
        assertThat(forecast.at("/always_valid/mde").doubleValue())
                .isGreaterThan(forecast.at("/fixed/mde").doubleValue());
    }

    @Test
    void half_the_traffic_takes_twice_the_time_and_more_variations_take_longer() {
        String plan = "\"baseline\": {\"kind\": \"rate\", \"rate\": 0.1}, \"visitors_per_day\": 1000, \"mde\": 0.1";
        double days = forecast(plan).at("/fixed/days").doubleValue();

        assertThat(forecast(plan + ", \"traffic\": 5000").at("/fixed/days").doubleValue())
                .isCloseTo(2 * days, within(1e-6));
        assertThat(forecast(plan + ", \"variations\": 3").at("/fixed/days").doubleValue())
                .as("half as many each again, and a stricter level")
                .isGreaterThan(1.5 * days);
    }

    @Test
    void what_takes_more_than_ten_years_has_no_days() {
        JsonNode forecast = forecast(
                "\"baseline\": {\"kind\": \"rate\", \"rate\": 0.001}, \"visitors_per_day\": 1," + " \"mde\": 0.001");

        assertThat(forecast.at("/fixed").has("days")).isFalse();
        assertThat(forecast.has("cost_of_peeking")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"visitors_per_day\": 1000, \"mde\": 0.1",
                "\"baseline\": {\"kind\": \"rate\", \"rate\": 0.1}, \"mde\": 0.1",
                "\"baseline\": {\"kind\": \"rate\", \"rate\": 0.1}, \"visitors_per_day\": 1000",
                "\"baseline\": {\"kind\": \"rate\", \"rate\": 0.1}, \"visitors_per_day\": 1000, \"mde\": 0.1, \"days\": 7",
                "\"baseline\": {\"kind\": \"rate\", \"rate\": 0.1}, \"visitors_per_day\": 1000, \"mde\": 0",
                "\"baseline\": {\"kind\": \"rate\", \"rate\": 0.1}, \"visitors_per_day\": 0, \"mde\": 0.1",
                "\"baseline\": {\"kind\": \"rate\", \"rate\": 1}, \"visitors_per_day\": 1000, \"mde\": 0.1",
                "\"baseline\": {\"kind\": \"rate\"}, \"visitors_per_day\": 1000, \"mde\": 0.1",
                "\"baseline\": {\"kind\": \"value\", \"mean\": 0, \"sd\": 1}, \"visitors_per_day\": 1000, \"mde\": 0.1",
                "\"baseline\": {\"kind\": \"value\", \"mean\": 1, \"sd\": 0}, \"visitors_per_day\": 1000, \"mde\": 0.1",
                "\"baseline\": {\"kind\": \"guess\"}, \"visitors_per_day\": 1000, \"mde\": 0.1",
                "\"baseline\": {\"kind\": \"rate\", \"rate\": 0.1}, \"visitors_per_day\": 1000, \"mde\": 0.1, \"variations\": 1",
                "\"baseline\": {\"kind\": \"rate\", \"rate\": 0.1}, \"visitors_per_day\": 1000, \"mde\": 0.1, \"hope\": 1"
            })
    void what_is_no_plan_is_refused(String members) {
        Answer answer = client.post("/v2/x/projects/" + project + "/forecast", "{" + members + "}");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    }

    @Test
    void a_plan_is_one_of_a_project() {
        assertThat(client.post("/v2/x/projects/1/forecast", "{}").status()).isEqualTo(404);
    }

    @Test
    void more_traffic_lets_visitors_join_and_moves_nobody() {
        long id = experiment("more");
        client.patch("/v2/experiments/" + id + "?action=start", "{}").good();
        Answer before = client.get("/v2/experiments/" + id);

        Answer preview = client.post(preview(id), "{\"holdback\": 2500}").good();

        assertThat(preview.at("/visitors")).isEqualTo(Json.parse("""
                {"stay": 5000, "join": 2500, "leave": 0, "switch": 0}"""));
        assertThat(preview.at("/seen")).isEqualTo(Json.parse("{\"visitors\": 0, \"leave\": 0, \"switch\": 0}"));
        assertThat(preview.at("/words").stringValue())
                .isEqualTo("25 % of the audience join; nobody who is in is moved.");
        assertThat(client.get("/v2/experiments/" + id).text())
                .as("it was asked, not done")
                .isEqualTo(before.text());
        client.patch("/v2/experiments/" + id, "{\"holdback\": 2500}").good();
        assertThat(client.post(preview(id), "{\"holdback\": 2500}")
                        .good()
                        .at("/words")
                        .stringValue())
                .isEqualTo("Nobody is moved.");
    }

    @Test
    void less_traffic_lets_visitors_leave() {
        long id = experiment("less");
        client.patch("/v2/experiments/" + id + "?action=start", "{}").good();

        JsonNode visitors =
                client.post(preview(id), "{\"holdback\": 6000}").good().at("/visitors");

        assertThat(visitors.at("/stay").intValue()
                        + visitors.at("/leave").intValue()
                        + visitors.at("/switch").intValue())
                .isEqualTo(5000);
        assertThat(visitors.at("/leave").intValue()).isEqualTo(1000);
    }

    @Test
    void before_the_start_nobody_is_moved_by_anything() {
        assertThat(client.post(preview(experiment("draft")), "{\"holdback\": 0}")
                        .good()
                        .at("/words")
                        .stringValue())
                .isEqualTo("It was never started, so nobody is moved.");
    }

    @Test
    void a_change_that_could_not_be_made_cannot_be_previewed() {
        long id = experiment("bad");
        String seen = client.get("/v2/experiments/" + id).header("ETag").orElseThrow();
        client.patch("/v2/experiments/" + id, "{\"description\": \"theirs\"}").good();

        assertThat(client.post(preview(id), "{\"holdback\": 20000}").status()).isEqualTo(400);
        assertThat(client.post(preview(id), "[]").status()).isEqualTo(400);
        assertThat(client.post(preview(1), "{}").status()).isEqualTo(404);
        assertThat(client.send("POST", preview(id), Optional.of("{\"holdback\": 0}"), Map.of("If-Match", seen))
                        .status())
                .isEqualTo(412);
    }

    @Test
    void the_buckets_of_a_group_are_all_told_of() {
        long id = experiment("grouped");
        long group =
                client.post("/v2/groups", """
                        {"project_id": %d, "name": "g",
                         "entities": [{"id": %d, "kind": "Experiment", "weight": 3000}]}""".formatted(project, id)).good().id();

        JsonNode ranges = client.get("/v2/x/groups/" + group + "/ranges").good().at("/ranges");

        assertThat(ranges).isEqualTo(Json.parse("""
                [{"from": 0, "to": 3000, "experiment_id": %d, "key": "grouped", "status": "not_started"},
                 {"from": 3000, "to": 10000}]""".formatted(id)));
        assertThat(client.get("/v2/x/groups/1/ranges").status()).isEqualTo(404);
    }

    private static String preview(long id) {
        return "/v2/x/experiments/" + id + "/preview";
    }

    private static long experiment(String key) {
        return client.post("/v2/experiments", """
                        {"project_id": %d, "key": "%s", "holdback": 5000, "variations": [
                         {"key": "a", "weight": 5000}, {"key": "b", "weight": 5000}]}""".formatted(project, key))
                .good()
                .id();
    }

    private static JsonNode forecast(String members) {
        return client.post("/v2/x/projects/" + project + "/forecast", "{" + members + "}")
                .good()
                .json();
    }
}
