package org.muriel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.cli.RecordingServer.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is sent, in which order. The expected requests are written by hand in {@code all.json}. */
class RequestsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @AutoClose
    private final RecordingServer server = new RecordingServer();

    @TempDir
    Path directory;

    @Test
    void all_steps_send_their_requests_in_order_and_hand_on_what_they_made() throws IOException {
        Desk desk = Desk.settingsFor(server, directory);

        assertThat(desk.types("all")).isZero();
        assertThat(recorded()).isEqualTo(expected());
    }

    @Test
    void without_the_feature_only_the_experiment_is_different() throws IOException {
        Desk desk = Desk.settingsFor(server, directory);

        assertThat(desk.types("all", "--without-feature")).isZero();
        ArrayNode expected = expected();
        expected.findParents("feature_id").forEach(body -> ((ObjectNode) body).remove("feature_id"));
        expected.findParents("variable_values")
                .forEach(variation -> ((ObjectNode) variation).remove("variable_values"));
        expected.findParents("feature_enabled")
                .forEach(variation -> ((ObjectNode) variation).remove("feature_enabled"));
        assertThat(recorded()).isEqualTo(expected);
    }

    @Test
    void all_steps_ignore_the_ids_of_an_earlier_project() throws IOException {
        Desk desk = Desk.settingsFor(
                server, directory, "project_id: 5", "event_id: 6", "feature_id: 7", "variable_values: [{old: x}]");

        assertThat(desk.types("all")).isZero();
        assertThat(recorded()).isEqualTo(expected());
    }

    @Test
    void every_request_carries_the_token_and_a_body_says_what_it_is() {
        Desk.settingsFor(server, directory).types("all");

        assertThat(server.requests())
                .allSatisfy(request ->
                        assertThat(request.header("Authorization")).contains("Bearer 2:secret-of-the-tutorial"))
                .allSatisfy(request -> assertThat(request.header("Content-type").isPresent())
                        .isEqualTo(!request.method().equals("GET")));
    }

    @Test
    void a_single_step_takes_its_ids_from_the_settings() {
        Desk desk = Desk.settingsFor(
                server,
                directory,
                "project_id: 11",
                "custom_audience_attribute: Tier \"A\" - updated",
                "event_id: 12",
                "audience_id: 13",
                "feature_id: 14",
                "variable_values:",
                "  - colour: red",
                "  - size: 12",
                "  - round: true",
                "experiment_id: 15");

        assertThat(desk.types("audience")).isZero();
        assertThat(body(0).at("/project_id").longValue()).isEqualTo(11);
        assertThat(JSON.readTree(body(0).at("/conditions").stringValue()).at("/1/1/1/name"))
                .isEqualTo(JSON.stringNode("Tier \"A\" - updated"));

        assertThat(desk.types("feature")).isZero();
        assertThat(body(2).at("/environments/Production/rollout_rules/0/audience_ids/0")
                        .longValue())
                .isEqualTo(13);

        assertThat(desk.types("experiment")).isZero();
        assertThat(body(4).at("/feature_id").longValue()).isEqualTo(14);
        assertThat(body(4).at("/metrics/0/event_id").longValue()).isEqualTo(12);
        assertThat(body(4).at("/variations/0/variable_values"))
                .isEqualTo(JSON.readTree("{\"colour\": \"red\", \"size\": 12, \"round\": true}"));

        assertThat(desk.types("result")).isZero();
        assertThat(server.lines())
                .endsWith(
                        "GET /v2/experiments/15/results",
                        "GET /v2/experiments/15/timeseries",
                        "GET /v2/export/experiments/15/results/csv");
    }

    @Test
    void variable_values_may_be_a_plain_map() {
        Desk desk = Desk.settingsFor(
                server,
                directory,
                "project_id: 1",
                "event_id: 2",
                "feature_id: 3",
                "variable_values: {colour: red, size: 12}");

        assertThat(desk.types("experiment")).isZero();
        assertThat(body(0).at("/variations/0/variable_values"))
                .isEqualTo(JSON.readTree("{\"colour\": \"red\", \"size\": 12}"));
    }

    @Test
    void a_slash_at_the_end_of_the_address_makes_no_difference() {
        Desk desk = new Desk(directory).with("MURIEL_TOKEN", "secret");

        assertThat(desk.types("project", "--base-url", server.baseUrl() + "/")).isZero();
        assertThat(server.lines()).containsExactly("POST /v2/projects", "PATCH /v2/projects/1001");
    }

    private JsonNode body(int request) {
        return server.requests().get(request).body();
    }

    private ArrayNode recorded() {
        ArrayNode recorded = JSON.createArrayNode();
        for (Request request : server.requests()) {
            ObjectNode entry = recorded.addObject().put("request", request.line());
            if (!request.text().isEmpty()) {
                entry.set("body", request.body());
            }
        }
        return recorded;
    }

    private static ArrayNode expected() throws IOException {
        try (InputStream in = RequestsTest.class.getResourceAsStream("all.json")) {
            return (ArrayNode) JSON.readTree(Objects.requireNonNull(in));
        }
    }
}
