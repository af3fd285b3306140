package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many writers at once: each write counts, and none undoes another. */
class ConcurrencyTest {
    private static final int WRITERS = 4;
    private static final int WRITES = 15;

    @TempDir
    private static Path folder;

    private static RunningServer server;
    private static Client client;
    private long project;

    /** One writer's work. */
    @FunctionalInterface
    private interface Work<T> {
        T by(int writer);
    }

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
    void variables_added_to_one_feature_at_once_are_all_there_and_each_write_raises_the_revisions_once()
            throws Exception {
        long feature = created("/v2/features", "{\"project_id\": %d, \"key\": \"f\"}");
        long before = highestRevision();

        atOnce(writer -> {
            for (int i = 0; i < WRITES; i++) {
                client.patch("/v2/features/" + feature, """
                        {"variables": [{"key": "w%d-%d", "type": "integer", "default_value": "%d"}]}""".formatted(writer, i, i))
                        .good();
            }
            return 0;
        });

        Set<String> keys = new HashSet<>();
        client.get("/v2/features/" + feature)
                .at("/variables")
                .forEach(it -> keys.add(it.at("/key").stringValue()));
        assertThat(keys).hasSize(WRITERS * WRITES);
        int environments =
                client.get("/v2/environments?project_id=" + project).json().size();
        assertThat(highestRevision()).isEqualTo(before + (long) WRITERS * WRITES * environments);
    }

    @Test
    void writers_of_different_members_of_one_experiment_do_not_undo_each_other() throws Exception {
        long experiment = created("/v2/experiments", """
                {"project_id": %d, "key": "e", "variations": [{"key": "a", "weight": 10000}]}""");
        String path = "/v2/experiments/" + experiment;
        List<String> members = List.of(
                "{\"description\": \"%d\"}",
                "{\"name\": \"%d\"}", "{\"holdback\": %d}", "{\"schedule\": {\"start_time\": \"2040-01-01T00:%02d\"}}");

        atOnce(writer -> {
            for (int i = 0; i < WRITES; i++) {
                Answer answer =
                        client.patch(path, members.get(writer).formatted(i)).good();
                assertThat(answer.text()).as("a writer reads what it wrote").contains(written(writer, i));
            }
            return 0;
        });

        String last = client.get(path).good().text();
        for (int writer = 0; writer < WRITERS; writer++) {
            assertThat(last).contains(written(writer, WRITES - 1));
        }
    }

    @Test
    void of_many_who_want_one_key_one_gets_it() throws Exception {
        for (int round = 0; round < 5; round++) {
            String body = "{\"project_id\": %d, \"key\": \"same %d\"}".formatted(project, round);
            List<Integer> statuses =
                    atOnce(writer -> client.post("/v2/attributes", body).status());
            assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409, 409);
        }
        assertThat(client.get("/v2/attributes?project_id=" + project).json()).hasSize(5);
    }

    @Test
    void of_many_who_archive_one_experiment_one_does() throws Exception {
        long experiment = created("/v2/experiments", """
                {"project_id": %d, "key": "e", "variations": [{"key": "a", "weight": 10000}]}""");
        List<Integer> statuses =
                atOnce(writer -> client.delete("/v2/experiments/" + experiment).status());
        assertThat(statuses).containsExactlyInAnyOrder(204, 410, 410, 410);
    }

    @Test
    void new_entities_never_share_an_id() throws Exception {
        List<List<Long>> ids = atOnce(writer -> {
            List<Long> made = new ArrayList<>();
            for (int i = 0; i < WRITES; i++) {
                made.add(client.post(
                                "/v2/attributes",
                                "{\"project_id\": %d, \"key\": \"w%d %d\"}".formatted(project, writer, i))
                        .good()
                        .id());
            }
            return made;
        });

        assertThat(ids.stream().flatMap(List::stream)).doesNotHaveDuplicates();
        for (List<Long> made : ids) {
            assertThat(made).isSorted();
        }
    }

    private static String written(int writer, int value) {
        return switch (writer) {
            case 0 -> "\"description\":\"" + value + "\"";
            case 1 -> "\"name\":\"" + value + "\"";
            case 2 -> "\"holdback\":" + value + ",";
            default -> "2040-01-01T00:%02d".formatted(value);
        };
    }

    private long created(String path, String body) {
        return client.post(path, body.formatted(project)).good().id();
    }

    private long highestRevision() {
        return client.get("/v2/environments?project_id=" + project)
                .json()
                .valueStream()
                .mapToLong(it -> it.at("/datafile/revision").longValue())
                .max()
                .orElseThrow();
    }

    /** Lets all writers start together; what each came to. */
    private static <T> List<T> atOnce(Work<T> work) throws Exception {
        CyclicBarrier ready = new CyclicBarrier(WRITERS);
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(threads.submit(() -> {
                    ready.await();
                    return work.by(writer);
                }));
            }
            for (Future<T> writer : writers) {
                results.add(writer.get());
            }
        }
        return results;
    }
}
