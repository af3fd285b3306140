package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who says in {@code If-Match} what it has seen changes nothing else (RFC 9110, 13.1.1). */
class StaleUpdatesTest {
    @TempDir
    private static Path folder;

    private static RunningServer server;
    private static Client client;
    private long project;

    @BeforeAll
    static void start() {
        server = RunningServer.in(folder);
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void makeProject() {
        project = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good()
                .id();
    }

    @Test
    void creating_reading_and_changing_tell_the_revision_in_an_etag() {
        Answer made = client.post("/v2/features", "{\"project_id\": %d, \"key\": \"f\"}".formatted(project));
        String path = "/v2/features/" + made.id();

        assertThat(made.header("ETag")).contains("\"1\"");
        assertThat(client.get(path).header("ETag")).contains("\"1\"");
        Answer changed = client.patch(path, "{\"description\": \"d\"}");
        assertThat(changed.header("ETag")).contains("\"2\"");
        assertThat(client.patch(path, "{\"description\": \"d\"}").header("ETag"))
                .as("nothing changed")
                .contains("\"2\"");
        assertThat(client.get(path).header("ETag")).contains("\"2\"");
    }

    @Test
    void a_stale_change_of_any_kind_is_refused_and_changes_nothing() {
        made().forEach((path, body) -> {
            String seen = client.get(readPath(path)).header("ETag").orElseThrow();
            client.patch(path, body.formatted("first")).good();
            String before = client.get(readPath(path)).text();

            for (String method : List.of("PATCH", "PUT", "DELETE")) {
                Answer stale = send(method, path, body.formatted("second"), seen);
                if (stale.status() == 405) {
                    continue; // projects and audiences cannot be deleted
                }
                assertThat(stale.status()).as("%s %s", method, path).isEqualTo(412);
                assertThat(stale.at("/code").stringValue()).isEqualTo("precondition_failed");
                assertThat(stale.at("/uuid").stringValue()).isNotEmpty();
                assertThat(client.get(readPath(path)).text()).isEqualTo(before);
            }
            String present = client.get(readPath(path)).header("ETag").orElseThrow();
            assertThat(send("PATCH", path, body.formatted("third"), present).status())
                    .as(path)
                    .isEqualTo(200);
        });
    }

    /** Path → a change of each kind. */
    private Map<String, String> made() {
        Map<String, String> made = new LinkedHashMap<>();
        String described = "{\"description\": \"%s\"}";
        made.put("/v2/projects/" + project, described);
        made.put(
                "/v2/environments/" + id("/v2/environments", "{\"project_id\": %d, \"key\": \"t\", \"name\": \"t\"}"),
                described);
        made.put("/v2/attributes/" + id("/v2/attributes", "{\"project_id\": %d, \"key\": \"a\"}"), described);
        made.put("/v2/audiences/" + id("/v2/audiences", "{\"project_id\": %d, \"name\": \"a\"}"), described);
        made.put("/v2/features/" + id("/v2/features", "{\"project_id\": %d, \"key\": \"a\"}"), described);
        made.put("/v2/groups/" + id("/v2/groups", "{\"project_id\": %d, \"name\": \"a\"}"), described);
        made.put(
                "/v2/projects/" + project + "/custom_events/"
                        + id("/v2/projects/" + project + "/custom_events", "{\"key\": \"a\"}"),
                described);
        made.put(
                "/v2/experiments/"
                        + id(
                                "/v2/experiments",
                                "{\"project_id\": %d, \"key\": \"e\", \"variations\": [{\"key\": \"a\", \"weight\": 10000}]}"),
                described);
        return made;
    }

    /** Events are read elsewhere than they are written. */
    private static String readPath(String path) {
        return path.contains("custom_events") ? "/v2/events/" + path.substring(path.lastIndexOf('/') + 1) : path;
    }

    @Test
    void a_star_and_a_list_that_names_the_revision_are_fresh() {
        String path = "/v2/features/" + id("/v2/features", "{\"project_id\": %d, \"key\": \"f\"}");

        assertThat(send("PATCH", path, "{\"description\": \"1\"}", "*").status())
                .isEqualTo(200);
        assertThat(send("PATCH", path, "{\"description\": \"2\"}", "\"77\", \"2\"")
                        .status())
                .isEqualTo(200);
        assertThat(send("PATCH", path, "{\"description\": \"3\"}", "W/\"3\"").status())
                .as("a weak tag matches nothing")
                .isEqualTo(412);
        assertThat(send("PATCH", "/v2/features/1", "{}", "*").status()).isEqualTo(404);
    }

    @Test
    void an_experiment_that_was_started_by_another_is_not_started_again_by_who_has_not_seen_it() {
        String path = "/v2/experiments/"
                + id(
                        "/v2/experiments",
                        "{\"project_id\": %d, \"key\": \"e\", \"variations\": [{\"key\": \"a\", \"weight\": 10000}]}");
        String seen = client.get(path).header("ETag").orElseThrow();
        client.patch(path + "?action=start", "{}").good();

        assertThat(send("PATCH", path + "?action=pause", "{}", seen).status()).isEqualTo(412);
        assertThat(client.get(path).at("/status").stringValue()).isEqualTo("running");
    }

    private long id(String path, String body) {
        return client.post(path, body.formatted(project)).good().id();
    }

    private static Answer send(String method, String path, String body, String ifMatch) {
        return client.send(method, path, Optional.of(body), Map.of("If-Match", ifMatch));
    }
}
