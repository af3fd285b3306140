package org.muriel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PromptsTest {
    @AutoClose
    private final RecordingServer server = new RecordingServer();

    @TempDir
    Path directory;

    @Test
    void without_a_settings_file_everything_is_asked_for() {
        Desk desk = new Desk(directory).answering("secret", "11", "Tier - updated");

        assertThat(desk.types("audience", "--base-url", server.baseUrl())).isZero();
        assertThat(desk.complained()).contains("token", "project_id", "custom_audience_attribute");
        assertThat(server.requests().getFirst().header("Authorization")).contains("Bearer secret");
        assertThat(experiment().at("/project_id").longValue()).isEqualTo(11);
        assertThat(experiment().at("/conditions").stringValue()).contains("Tier - updated");
    }

    @Test
    void the_token_of_the_environment_is_used_when_the_file_has_none() {
        Desk desk = new Desk(directory)
                .settings("token:\nbase_url: " + server.baseUrl() + "\n")
                .with("MURIEL_TOKEN", "from-environment\n");

        assertThat(desk.types("project")).isZero();
        assertThat(server.requests().getFirst().header("Authorization")).contains("Bearer from-environment");
    }

    @Test
    void the_token_of_the_file_goes_before_the_one_of_the_environment() {
        Desk desk = Desk.settingsFor(server, directory).with("MURIEL_TOKEN", "from-environment");

        assertThat(desk.types("project")).isZero();
        assertThat(server.requests().getFirst().header("Authorization")).contains("Bearer 2:secret-of-the-tutorial");
    }

    @Test
    void an_empty_feature_makes_an_experiment_without_one() {
        Desk desk = Desk.settingsFor(server, directory, "project_id: 1", "event_id: 2")
                .answering("");

        assertThat(desk.types("experiment")).isZero();
        assertThat(experiment().has("feature_id")).isFalse();
        assertThat(experiment().at("/variations/0").has("variable_values")).isFalse();
    }

    @Test
    void a_feature_asks_for_variables_until_one_is_left_empty() {
        Desk desk = Desk.settingsFor(server, directory, "project_id: 1", "event_id: 2")
                .answering("33", "colour", "red", "size", "", "");

        assertThat(desk.types("experiment")).isZero();
        assertThat(experiment().at("/feature_id").longValue()).isEqualTo(33);
        assertThat(experiment().at("/variations/0/variable_values"))
                .isEqualTo(new JsonMapper().readTree("{\"colour\": \"red\", \"size\": \"\"}"));
    }

    @Test
    void a_feature_without_variables_leaves_them_to_their_defaults() {
        Desk desk = Desk.settingsFor(
                        server, directory, "project_id: 1", "event_id: 2", "feature_id: 3", "variable_values: []")
                .answering("");

        assertThat(desk.types("experiment")).isZero();
        assertThat(experiment().at("/feature_id").longValue()).isEqualTo(3);
        assertThat(experiment().at("/variations/0").has("variable_values")).isFalse();
    }

    @Test
    void an_answer_that_is_no_number_is_asked_for_again() {
        Desk desk = Desk.settingsFor(server, directory).answering("the first one", "", "15");

        assertThat(desk.types("result")).isZero();
        assertThat(desk.complained()).contains("\"the first one\" is not a whole number", "\"\" is not a whole number");
        assertThat(server.lines()).first().isEqualTo("GET /v2/experiments/15/results");
    }

    @Test
    void an_empty_answer_for_a_text_is_asked_for_again() {
        Desk desk = new Desk(directory).answering("", "  ", "secret");

        assertThat(desk.types("project", "--base-url", server.baseUrl())).isZero();
        assertThat(desk.complained()).contains("Nothing was entered");
        assertThat(server.requests().getFirst().header("Authorization")).contains("Bearer secret");
    }

    @Test
    void at_the_end_of_the_input_a_missing_value_is_named() {
        Desk desk = Desk.settingsFor(server, directory).answering("no number");

        assertThat(desk.types("event")).isEqualTo(1);
        assertThat(desk.complained())
                .contains("The input ended before project_id was given (made by the step project)", ".settings.yaml");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void at_the_end_of_the_input_a_missing_token_is_named_with_its_variable() {
        Desk desk = new Desk(directory);

        assertThat(desk.types("project", "--base-url", server.baseUrl())).isEqualTo(1);
        assertThat(desk.complained()).contains("before token was given", "MURIEL_TOKEN");
    }

    private JsonNode experiment() {
        return server.requests().getFirst().body();
    }
}
