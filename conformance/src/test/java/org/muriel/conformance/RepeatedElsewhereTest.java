package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made elsewhere than in the configuration, with an {@code Idempotency-Key}, is made once as well. */
class RepeatedElsewhereTest {
    private static final String TOKENS = "/v2/x/tokens";
    private static final String CLIENTS = "/v2/x/oauth_clients";
    private static final String REQUESTS = "/v2/subject-access-requests";

    @TempDir
    private Path folder;

    @Test
    void tokens_programs_people_requests_and_messages_are_made_once_and_answered_again_after_a_restart()
            throws IOException {
        long project;
        String webhook;
        Map<String, String> bodies;
        Map<String, Answer> first = new ConcurrentHashMap<>();
        try (RunningServer server = RunningServer.in(folder)) {
            Client owner = server.client();
            project = owner.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                    .good()
                    .id();
            webhook = owner.post("/v2/projects/" + project + "/webhooks", """
                            {"name": "w", "url": "https://example.com/", "events": ["project.flag_archived"]}""")
                    .good()
                    .at("/id")
                    .stringValue();
            bodies = Map.of(
                    TOKENS,
                    "{\"name\": \"bot\"}",
                    CLIENTS,
                    "{\"name\": \"bot\", \"redirect_uris\": [\"https://bot.example.com/\"]}",
                    "/v2/collaborators",
                    "[{\"profile\": {\"email\": \"ann@example.com\"}, \"project_roles\": []}]",
                    REQUESTS,
                    """
                    {"data_type": "visitor", "identifier": "v", "identifier_type": "fullstack_id", "request_type": "access"}""",
                    "/v2/x/webhooks/" + webhook + "/ping",
                    "");
            bodies.forEach((path, body) ->
                    first.put(path, post(owner, path, "one", body).good()));
            bodies.forEach((path, body) -> isAgain(post(owner, path, "one", body), of(first, path), path));
            bodies.forEach((path, body) -> assertThat(
                            post(owner, path, "one", body + " ").status())
                    .as(path)
                    .isEqualTo(422));
        }
        try (RunningServer server = RunningServer.in(folder)) {
            Client owner = server.client();
            bodies.forEach((path, body) -> {
                Answer again = post(owner, path, "one", body);
                assertThat(withoutOrigin(again)).as(path).isEqualTo(withoutOrigin(of(first, path)));
            });
            assertThat(owner.get(TOKENS).json()).hasSize(2);
            assertThat(owner.get(CLIENTS).json()).hasSize(1);
            assertThat(owner.get("/v2/collaborators").json()).hasSize(2);
            assertThat(owner.get(REQUESTS).json()).hasSize(1);
            assertThat(owner.get("/v2/x/webhooks/" + webhook + "/deliveries").json())
                    .filteredOn(it -> it.path("event").stringValue("").contains("ping"))
                    .hasSize(1);
            server.stranger()
                    .with(of(first, TOKENS).at("/token").stringValue())
                    .get("/v2/me")
                    .good();
        }
        for (Path file : files()) {
            assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(
                            of(first, TOKENS).at("/token").stringValue(),
                            of(first, CLIENTS).at("/client_secret").stringValue());
        }
    }

    /** The answer may be lost, and with it the secret; who asks again gets it, and there is no other. */
    @Test
    void a_program_is_registered_once_when_the_server_is_killed_and_everything_is_sent_again() throws Exception {
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        Set<String> sent = ConcurrentHashMap.newKeySet();
        try (ServerProcess first = launch("first")) {
            Client client = first.client();
            CountDownLatch enough = new CountDownLatch(20);
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
            for (String key : sent) {
                Answer answer = post(client, CLIENTS, key, body(key)).good();
                Optional.ofNullable(acknowledged.get(key))
                        .ifPresent(it -> assertThat(answer.text()).isEqualTo(it));
            }
            assertThat(client.get(CLIENTS).json())
                    .extracting(it -> it.path("name").stringValue(""))
                    .containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    private static void sendUntilItDies(
            Client client, int writer, Set<String> sent, Map<String, String> acknowledged, CountDownLatch enough) {
        try {
            for (int i = 0; i < 200; i++) {
                String key = "w" + writer + "-" + i;
                sent.add(key);
                acknowledged.put(
                        key, post(client, CLIENTS, key, body(key)).good().text());
                enough.countDown();
            }
        } catch (UncheckedIOException e) {
            // it has been killed
        }
    }

    private static String body(String name) {
        return "{\"name\": \"" + name + "\", \"redirect_uris\": [\"https://bot.example.com/\"]}";
    }

    private ServerProcess launch(String name) throws IOException {
        return ServerProcess.launch(folder.resolve("data"), Files.createDirectory(folder.resolve(name)));
    }

    private static void isAgain(Answer again, Answer first, String path) {
        assertThat(again.status()).as(path).isEqualTo(first.status());
        assertThat(again.text()).as(path).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).as(path).contains("true");
        assertThat(again.header("Cache-Control")).as(path).isEqualTo(first.header("Cache-Control"));
    }

    private static Answer of(Map<String, Answer> answers, String path) {
        return Optional.ofNullable(answers.get(path)).orElseThrow();
    }

    private static String withoutOrigin(Answer answer) {
        return answer.text().replaceAll("http://[^/\"]+", "");
    }

    private static Answer post(Client client, String path, String key, String body) {
        return client.send("POST", path, Optional.of(body), Map.of("Idempotency-Key", key));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
