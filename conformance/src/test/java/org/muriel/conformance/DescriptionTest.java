package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the server says of itself under {@code /v2/swagger.json} (REST specification, 1.1 and 23). */
class DescriptionTest {
    @TempDir
    private Path folder;

    private RunningServer server;
    private JsonNode description;

    @BeforeEach
    void start() {
        server = RunningServer.in(folder);
        description = server.stranger().get("/v2/swagger.json").good().json();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** What clients that build themselves from the description address: tag, then operation. */
    private static final Map<String, List<String>> OPERATIONS = Map.ofEntries(
            Map.entry("Projects", List.of("list_projects", "create_project", "get_project", "update_project")),
            Map.entry(
                    "Environments",
                    List.of(
                            "list_environments",
                            "create_environment",
                            "get_environment",
                            "update_environment",
                            "delete_environment",
                            "get_datafile")),
            Map.entry(
                    "Attributes",
                    List.of(
                            "list_attributes",
                            "create_attribute",
                            "get_attribute",
                            "update_attribute",
                            "delete_attribute")),
            Map.entry(
                    "Events",
                    List.of(
                            "list_events",
                            "get_event",
                            "create_custom_event",
                            "update_custom_event",
                            "delete_custom_event")),
            Map.entry("Audiences", List.of("list_audiences", "create_audience", "get_audience", "update_audience")),
            Map.entry(
                    "Features",
                    List.of("list_features", "create_feature", "get_feature", "update_feature", "delete_feature")),
            Map.entry(
                    "Experiments",
                    List.of(
                            "list_experiments",
                            "create_experiment",
                            "get_experiment",
                            "update_experiment",
                            "delete_experiment",
                            "get_experiment_results",
                            "get_experiment_timeseries",
                            "get_experiment_results_csv",
                            "get_experiment_results_share_link")),
            Map.entry("Groups", List.of("list_groups", "create_group", "get_group", "update_group", "delete_group")),
            Map.entry("Reports", List.of("get_experiment_report")));

    @Test
    void it_is_for_anybody_and_names_the_host_that_was_called() {
        assertThat(description.at("/swagger").asString()).isEqualTo("2.0");
        assertThat("http://" + description.at("/host").asString()).isEqualTo(server.origin());
        assertThat(description.at("/basePath").asString()).isEqualTo("/v2");
        assertThat(description.at("/schemes/0").asString()).isEqualTo("http");
    }

    @Test
    void it_says_how_programs_get_a_token_and_when_they_may_ask_again() {
        assertThat(description.at("/securityDefinitions/oauth/tokenUrl").asString())
                .isEqualTo(server.origin() + "/oauth2/token");
        assertThat(description.at("/security/1/oauth/0").asString()).isEqualTo("all");
        assertThat(operations()).allMatch(it -> it.at("/responses/429/headers").has("Retry-After"));
    }

    @Test
    void it_has_the_operations_that_clients_address() {
        OPERATIONS.forEach((tag, ids) -> assertThat(operations()
                        .filter(it -> it.at("/tags/0").asString().equals(tag))
                        .map(it -> it.at("/operationId").asString()))
                .as(tag)
                .containsAll(ids));
        assertThat(operations().map(it -> it.at("/operationId").asString())).doesNotHaveDuplicates();
    }

    @Test
    void every_operation_says_what_it_is_for_what_it_takes_and_what_it_answers() {
        List<String> silent = new ArrayList<>();
        description
                .at("/paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                    String name = method + " " + path;
                    if (operation.at("/summary").asString("").isEmpty()) {
                        silent.add(name + " has no summary");
                    }
                    operation.at("/responses").forEachEntry((status, response) -> {
                        if (!Set.of("202", "204", "304").contains(status) && !response.has("schema")) {
                            silent.add(name + " does not say what it answers with " + status);
                        }
                    });
                }));
        assertThat(silent).isEmpty();
    }

    @Test
    void what_can_be_sent_along_in_a_header_is_described() {
        assertThat(headers("create_attribute")).containsExactly("Idempotency-Key");
        assertThat(headers("update_attribute")).containsExactly("If-Match");
        assertThat(headers("delete_webhook")).containsExactly("If-Match");
        assertThat(headers("get_experiment_results")).containsExactly("If-None-Match");
        assertThat(headers("create_sdk_key")).containsExactly("If-Match", "Idempotency-Key");
        assertThat(headers("get_attribute")).isEmpty();
    }

    private Stream<String> headers(String operation) {
        return operations()
                .filter(it -> it.at("/operationId").asString().equals(operation))
                .flatMap(it -> it.at("/parameters").valueStream())
                .filter(it -> it.at("/in").asString().equals("header"))
                .map(it -> it.at("/name").asString());
    }

    /** A judge that allows everything judges nothing. */
    @Test
    void an_exchange_that_is_not_as_described_is_noticed() {
        Client client = server.client();
        long project = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good()
                .id();
        String path = "/v2/attributes";
        String body = "{\"project_id\": " + project + ", \"key\": \"k\"}";
        Answer good = client.post(path, body).good();
        assertThat(judged("POST", path, body, good)).isEmpty();

        String text = good.text();
        assertThat(judged("POST", path, body, new Answer(201, good.headers(), text.replace("\"key\"", "\"keys\""))))
                .anyMatch(it -> it.contains("required"))
                .anyMatch(it -> it.contains("additionalProperties"));
        assertThat(judged("POST", path, body, new Answer(201, good.headers(), text.replace("false", "0"))))
                .anyMatch(it -> it.contains("boolean expected"));
        assertThat(judged("POST", path, body, new Answer(202, good.headers(), text)))
                .anyMatch(it -> it.contains("202"));
        assertThat(judged("POST", path, body, new Answer(201, Map.of("Content-Type", "text/html"), text)))
                .isNotEmpty();
        assertThat(judged("POST", path, body, new Answer(400, good.headers(), text)))
                .isNotEmpty();
        assertThat(judged("POST", path, body.replace("\"k\"", "\"\u00e9\""), good))
                .anyMatch(it -> it.contains("pattern"));
        assertThat(judged("POST", path, "{\"key\": \"k\"}", good)).anyMatch(it -> it.contains("required"));
        assertThat(judged("GET", "/v2/attributes?project_id=x", "", new Answer(200, good.headers(), "[]")))
                .anyMatch(it -> it.contains("project_id") || it.contains("invalidJson") || it.contains("type"));
        assertThat(judged("POST", "/v2/unknown", body, good)).isNotEmpty();
    }

    private List<String> judged(String method, String path, String body, Answer answer) {
        return Description.of(server.origin())
                .violations(method, path, Optional.of(body).filter(it -> !it.isEmpty()), answer);
    }

    private Stream<JsonNode> operations() {
        List<JsonNode> all = new ArrayList<>();
        description.at("/paths").forEach(it -> it.forEach(all::add));
        return all.stream();
    }
}
