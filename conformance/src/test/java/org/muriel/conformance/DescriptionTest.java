package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private Stream<JsonNode> operations() {
        List<JsonNode> all = new ArrayList<>();
        description.at("/paths").forEach(it -> it.forEach(all::add));
        return all.stream();
    }
}
