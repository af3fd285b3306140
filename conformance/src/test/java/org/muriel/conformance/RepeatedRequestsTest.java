package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that carry an {@code Idempotency-Key} are carried out once, whatever happens on the way. */
class RepeatedRequestsTest {
    private static final String FEATURES = "/v2/features";

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private RunningServer server;
    private long project;

    @BeforeEach
    void start() {
        server = RunningServer.at(folder.resolve("data"), this::next);
        project = server.client()
                .post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good()
                .id();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Instant next() {
        return now.updateAndGet(it -> it.plusMillis(7));
    }

    @Test
    void the_second_time_the_first_answer_comes_again_also_after_a_restart() {
        Answer first = post("one", feature("a"));
        Answer second = post("one", feature("a"));
        restart();
        Answer third = post("one", feature("a"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        for (Answer again : List.of(second, third)) {
            assertThat(again.status()).isEqualTo(201);
            assertThat(again.text()).isEqualTo(first.text());
            assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
            assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
            assertThat(again.header("Idempotency-Replayed")).contains("true");
        }
        assertThat(features()).isEqualTo(1);
    }

    @Test
    void the_answer_is_the_first_one_even_when_the_entity_has_changed_since() {
        Answer first = post("one", feature("a"));
        server.client()
                .patch(FEATURES + "/" + first.id(), "{\"description\": \"changed\"}")
                .good();

        assertThat(post("one", feature("a")).text()).isEqualTo(first.text());
    }

    @Test
    void every_kind_of_thing_is_made_once() {
        long experiment =
                post("/v2/experiments", "k", """
                        {"project_id": %d, "key": "e", "variations": [{"key": "a", "weight": 10000}]}""".formatted(project)).good().id();
        long environment = environment();
        Map<String, String> bodies = Map.of(
                "/v2/projects",
                "{\"name\": \"q\", \"platform\": \"custom\"}",
                "/v2/environments",
                "{\"project_id\": %d, \"key\": \"test\", \"name\": \"Test\"}".formatted(project),
                "/v2/attributes",
                "{\"project_id\": %d, \"key\": \"plan\"}".formatted(project),
                "/v2/projects/" + project + "/custom_events",
                "{\"key\": \"buy\"}",
                "/v2/audiences",
                "{\"project_id\": %d, \"name\": \"a\"}".formatted(project),
                FEATURES,
                feature("f"),
                "/v2/experiments",
                "{\"project_id\": %d, \"key\": \"e2\", \"variations\": [{\"key\": \"a\", \"weight\": 10000}]}"
                        .formatted(project),
                "/v2/groups",
                "{\"project_id\": %d, \"name\": \"g\", \"entities\": [{\"id\": %d, \"kind\": \"Experiment\", \"weight\": 1}]}"
                        .formatted(project, experiment),
                "/v2/environments/" + environment + "/sdk_keys",
                "{}",
                "/v2/environments/" + environment + "/datafile_tokens",
                "{\"name\": \"t\"}");
        bodies.forEach((path, body) -> {
            Answer first =
                    post(path, "same key everywhere".replace(' ', '-'), body).good();
            Answer again = post(path, "same-key-everywhere", body);
            assertThat(again.status()).as(path).isEqualTo(201);
            assertThat(again.text()).as(path).isEqualTo(first.text());
        });
    }

    @Test
    void with_another_body_the_key_is_refused_and_nothing_is_made() {
        post("one", feature("a")).good();
        Answer other = post("one", feature("b"));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.at("/code").stringValue()).isEqualTo("idempotency_key_reused");
        assertThat(other.at("/uuid").stringValue()).isNotEmpty();
        assertThat(features()).isEqualTo(1);
    }

    @Test
    void what_was_refused_may_be_mended_under_the_same_key() {
        assertThat(post("one", "{\"project_id\": %d, \"key\": \"no good!\"}".formatted(project))
                        .status())
                .isEqualTo(400);
        assertThat(post("one", feature("a")).status()).isEqualTo(201);
    }

    @Test
    void another_path_has_keys_of_its_own_and_no_key_means_no_memory() {
        post("one", feature("a")).good();
        post("/v2/attributes", "one", "{\"project_id\": %d, \"key\": \"plan\"}".formatted(project))
                .good();
        assertThat(server.client().post(FEATURES, feature("a")).status()).isEqualTo(409);
    }

    @Test
    void a_key_is_visible_ascii_of_at_most_255_characters() {
        for (String key : List.of("", "with space", "x".repeat(256))) {
            Answer answer = post(key, feature("a"));
            assertThat(answer.status()).as(key).isEqualTo(400);
            assertThat(answer.at("/messages/Idempotency-Key")).isNotEmpty();
        }
        assertThat(features()).isZero();
    }

    @Test
    void a_key_is_forgotten_after_a_day_when_others_come() {
        post("one", feature("a")).good();
        now.updateAndGet(it -> it.plus(Duration.ofHours(23)));
        post("two", feature("b")).good();
        assertThat(post("one", feature("a")).status()).isEqualTo(201);

        now.updateAndGet(it -> it.plus(Duration.ofHours(2)));
        post("three", feature("c")).good();

        assertThat(post("one", feature("a")).status()).isEqualTo(409);
        assertThat(post("two", feature("b")).status()).isEqualTo(201);
    }

    @Test
    void of_many_at_once_with_one_key_one_makes_and_all_are_told_the_same() throws Exception {
        Set<String> answers = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> senders = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                senders.add(threads.submit(
                        () -> answers.add(post("one", feature("a")).good().text())));
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
        }
        assertThat(answers).hasSize(1);
    }

    /** The answer may be lost; what it would have told is then told to whoever asks again. */
    @Test
    void nothing_is_made_twice_when_the_server_is_killed_and_everything_is_sent_again() throws Exception {
        stop();
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        Set<String> sent = ConcurrentHashMap.newKeySet();
        try (ServerProcess first = launch("first")) {
            Client client = first.client();
            CountDownLatch enough = new CountDownLatch(40);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 4; i++) {
                    int writer = i;
                    var _ = threads.submit(() -> sendUntilItDies(client, writer, sent, acknowledged, enough));
                }
                assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
                first.kill();
            }
        }
        try (ServerProcess second = launch("second")) {
            Client client = second.client();
            Set<Long> ids = new HashSet<>();
            for (String key : sent) {
                Answer answer = post(client, FEATURES, key, feature(key)).good();
                Optional.ofNullable(acknowledged.get(key))
                        .ifPresent(it -> assertThat(withoutOrigin(answer)).isEqualTo(it));
                ids.add(answer.id());
            }
            assertThat(ids).hasSameSizeAs(sent);
        }
    }

    private void sendUntilItDies(
            Client client, int writer, Set<String> sent, Map<String, String> acknowledged, CountDownLatch enough) {
        try {
            for (int i = 0; i < 10_000; i++) {
                String key = "w" + writer + "-" + i;
                sent.add(key);
                acknowledged.put(
                        key,
                        withoutOrigin(post(client, FEATURES, key, feature(key)).good()));
                enough.countDown();
            }
        } catch (UncheckedIOException e) {
            // it has been killed
        }
    }

    /** Addresses may differ, for the second server has another port. */
    private static String withoutOrigin(Answer answer) {
        return answer.text().replaceAll("http://[^/\"]+", "");
    }

    private ServerProcess launch(String name) {
        try {
            return ServerProcess.launch(folder.resolve("data"), Files.createDirectory(folder.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void restart() {
        server.close();
        server = RunningServer.at(folder.resolve("data"), this::next);
    }

    private String feature(String key) {
        return "{\"project_id\": %d, \"key\": \"%s\"}".formatted(project, key);
    }

    private long environment() {
        return server.client()
                .get("/v2/environments?project_id=" + project)
                .at("/0/id")
                .longValue();
    }

    private int features() {
        return server.client().get(FEATURES + "?project_id=" + project).json().size();
    }

    private Answer post(String key, String body) {
        return post(FEATURES, key, body);
    }

    private Answer post(String path, String key, String body) {
        return post(server.client(), path, key, body);
    }

    private static Answer post(Client client, String path, String key, String body) {
        return client.send("POST", path, Optional.of(body), new HashMap<>(Map.of("Idempotency-Key", key)));
    }
}
