package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What was changed in a project, when, by whom and how (REST specification, 17). */
class ChangeHistoryTest {
    @TempDir
    private static Path folder;

    private static RunningServer server;
    private static Client client;

    private long project;
    private long experiment;

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
    void makeExperiment() {
        project = make("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}");
        experiment = make("/v2/experiments", """
                {"project_id": %d, "key": "fs_exp", "variations": [{"key": "a", "weight": 10000}]}""".formatted(project));
    }

    @Test
    void a_change_says_which_properties_became_what() {
        client.patch("/v2/experiments/" + experiment + "?action=start", "{\"description\": \"New\"}")
                .good();

        JsonNode change = changes("&entity=experiment:" + experiment).at("/0");
        assertThat(change.at("/change_type").stringValue()).isEqualTo("update");
        assertThat(change.at("/source").stringValue()).isEqualTo("api");
        assertThat(change.at("/summary").stringValue()).isEqualTo("Updated experiment fs_exp");
        assertThat(change.at("/project_id").longValue()).isEqualTo(project);
        assertThat(change.at("/entity/id").longValue()).isEqualTo(experiment);
        assertThat(change.at("/entity/name").stringValue()).isEqualTo("fs_exp");
        assertThat(change.at("/entity/type").stringValue()).isEqualTo("experiment");
        assertThat(change.at("/entity/sub_type").stringValue()).isEqualTo("a/b");
        assertThat(client.get(change.at("/entity/api_url").stringValue())
                        .at("/id")
                        .longValue())
                .isEqualTo(experiment);
        assertThat(change.at("/revisions/current/id").longValue()).isEqualTo(2);
        assertThat(change.at("/revisions/previous/id").longValue()).isEqualTo(1);
        assertThat(change.at("/user/id").stringValue()).isNotEmpty();
        assertThat(change.at("/user/email").isString()).isTrue();
        assertThat(property(change, "description").at("/before").stringValue()).isEmpty();
        assertThat(property(change, "description").at("/after").stringValue()).isEqualTo("New");
        assertThat(property(change, "status").at("/before").stringValue()).isEqualTo("not_started");
        assertThat(property(change, "status").at("/after").stringValue()).isEqualTo("running");
        assertThat(property(change, "status").at("/description").stringValue()).isEqualTo("Changed status");
        assertThat(property(change, "environments.Production.status")
                        .at("/after")
                        .stringValue())
                .isEqualTo("running");
        assertThat(property(change, "earliest").has("before")).isFalse();
        assertThat(property(change, "earliest").at("/description").stringValue())
                .isEqualTo("Set earliest");
    }

    @Test
    void creation_has_no_revision_before_it_and_tells_what_was_set() {
        JsonNode change = changes("&entity=experiment:" + experiment).at("/0");

        assertThat(change.at("/change_type").stringValue()).isEqualTo("create");
        assertThat(change.at("/summary").stringValue()).isEqualTo("Created experiment fs_exp");
        assertThat(change.at("/revisions/current/id").longValue()).isEqualTo(1);
        assertThat(change.at("/revisions").has("previous")).isFalse();
        assertThat(property(change, "key").at("/after").stringValue()).isEqualTo("fs_exp");
        assertThat(property(change, "key").has("before")).isFalse();
        assertThat(change.toString()).doesNotContain("\"property\":\"id\"", "\"property\":\"description\"");
    }

    @Test
    void the_newest_come_first_and_pages_are_linked() {
        for (int i = 0; i < 5; i++) {
            client.patch("/v2/experiments/" + experiment, "{\"description\": \"%d\"}".formatted(i))
                    .good();
        }

        Answer first = client.get("/v2/changes?project_id=" + project + "&per_page=2");
        assertThat(first.json()).hasSize(2);
        assertThat(first.at("/0/id").longValue())
                .isGreaterThan(first.at("/1/id").longValue());
        assertThat(first.header("Link").orElseThrow()).contains("rel=next", "page=5&per_page=2", "rel=last");
        List<Long> all = new ArrayList<>();
        for (int page = 1; page <= 5; page++) {
            client.get("/v2/changes?project_id=" + project + "&per_page=2&page=" + page)
                    .json()
                    .forEach(it -> all.add(it.at("/id").longValue()));
        }
        assertThat(all).hasSize(9).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(client.get("/v2/changes?project_id=" + project + "&per_page=2&page=9999999999")
                        .json())
                .isEmpty();
    }

    /** Made: a project, two environments, an experiment. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '' | 4
            &entity_type=experiment | 1
            &entity_type=environment&entity_type=project | 3
            &entity_type=environment,project | 3
            &entity_type=experiment:a/b | 1
            &entity_type=experiment:multivariate | 0
            &entity_type=campaign | 0
            &entity_type=experiment:a/b,environment | 3
            &entity=experiment:{experiment} | 1
            &entity=experiment:{experiment},project:{project} | 2
            &entity=feature:{experiment} | 0
            &entity=experiment:5 | 0
            &source=API | 4
            &source=ui | 0
            &user=nobody@example.com | 0
            &user={user} | 4
            &start_time=2030-01-01 | 0
            &end_time=2030-01-01 | 4
            &start_time=2020-01-01T00:00:00Z&end_time=2020-01-02 | 0
            &id={id} | 1
            &id={id}&id=1 | 1
            &id=999999 | 0
            """)
    void changes_are_filtered(String query, int count) {
        JsonNode newest = changes("").at("/0");
        String filled = query.replace("{experiment}", Long.toString(experiment))
                .replace("{project}", Long.toString(project))
                .replace("{user}", newest.at("/user/id").stringValue())
                .replace("{id}", Long.toString(newest.at("/id").longValue()));

        assertThat(changes(filled)).hasSize(count);
    }

    @Test
    void times_are_inclusive_and_exclusive() {
        String at = changes("").at("/0/created").stringValue();

        assertThat(changes("&start_time=" + at)).hasSize(1);
        assertThat(changes("&end_time=" + at)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            &entity_type=monkey | entity_type
            &entity=experiment | entity
            &entity=monkey:5 | entity
            &entity=experiment:x | entity
            &source=tv | source
            &start_time=yesterday | start_time
            &id=x | id
            """)
    void what_makes_no_sense_is_refused(String query, String member) {
        Answer answer = client.get("/v2/changes?project_id=" + project + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/messages/" + member)).isNotEmpty();
    }

    @Test
    void the_project_is_needed_and_must_be_there() {
        assertThat(client.get("/v2/changes").status()).isEqualTo(400);
        assertThat(client.get("/v2/changes?project_id=1").status()).isEqualTo(404);
    }

    @Test
    void every_kind_of_thing_has_a_history_without_secrets() {
        long environment =
                client.get("/v2/environments?project_id=" + project).at("/0/id").longValue();
        make("/v2/attributes", "{\"project_id\": %d, \"key\": \"plan\"}".formatted(project));
        make("/v2/audiences", "{\"project_id\": %d, \"name\": \"a\"}".formatted(project));
        make("/v2/projects/" + project + "/custom_events", "{\"key\": \"buy\"}");
        make("/v2/features", "{\"project_id\": %d, \"key\": \"f\"}".formatted(project));
        make("/v2/groups", "{\"project_id\": %d, \"name\": \"g\"}".formatted(project));
        String key = client.post("/v2/environments/" + environment + "/sdk_keys", "{}")
                .good()
                .at("/sdk_key")
                .stringValue();
        String token = client.post("/v2/environments/" + environment + "/datafile_tokens", "{\"name\": \"t\"}")
                .good()
                .at("/token")
                .stringValue();
        client.delete("/v2/experiments/" + experiment).good();

        JsonNode all = changes("&per_page=100");

        assertThat(all.toString()).doesNotContain(key, token, "hash");
        assertThat(all.at("/0/change_type").stringValue()).isEqualTo("archive");
        assertThat(property(all.at("/1"), "datafile_tokens").at("/after/0/name").stringValue())
                .isEqualTo("t");
        assertThat(property(all.at("/2"), "sdk_key_id").at("/after").longValue())
                .isEqualTo(2);
        List<String> types = new ArrayList<>();
        all.forEach(it -> types.add(it.at("/entity/type").stringValue()));
        assertThat(types)
                .contains("project", "environment", "attribute", "audience", "event", "feature", "experiment", "group");
    }

    private static JsonNode property(JsonNode change, String property) {
        for (JsonNode it : change.at("/changes")) {
            if (it.at("/property").stringValue().equals(property)) {
                return it;
            }
        }
        throw new AssertionError("no " + property + " in " + change);
    }

    private JsonNode changes(String query) {
        return client.get("/v2/changes?project_id=" + project + query).good().json();
    }

    private static long make(String path, String body) {
        return client.post(path, body).good().id();
    }
}
