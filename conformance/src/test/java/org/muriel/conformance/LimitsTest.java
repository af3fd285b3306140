package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no client should send, and what comes back: always an answer, never a 500, and the next caller is served. */
class LimitsTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final String AUTHORIZED = "Host: localhost\r\nAuthorization: Bearer " + RunningServer.TOKEN + "\r\n";

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
        client.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"plan\"}".formatted(project))
                .good();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> bodiesThatAreNoObjects() {
        String open = "{\"project_id\": " + project + ", \"key\": \"k\", ";
        return Stream.of(
                argumentSet("nothing but an opening brace", "{"),
                argumentSet("two objects", "{} {}"),
                argumentSet("an array", "[]"),
                argumentSet("a hundred thousand opening brackets", "[".repeat(100_000)),
                argumentSet("a hundred thousand nested objects", "{\"a\":".repeat(100_000)),
                argumentSet(
                        "a member, not looked at, nested a thousand deep",
                        open + "\"x\": " + "[".repeat(1_000) + "]".repeat(1_000) + "}"),
                argumentSet("a number of a thousand digits", open + "\"x\": " + "9".repeat(1_000) + "}"),
                argumentSet("an exponent beyond all bounds", open + "\"x\": 1e9999999999}"),
                argumentSet("not a number", open + "\"x\": NaN}"),
                argumentSet("a member twice", open + "\"key\": \"l\"}"),
                argumentSet("a member twice within one that is not looked at", open + "\"x\": {\"a\": 1, \"a\": 2}}"),
                argumentSet("a bare NUL", open + "\"description\": \"a\0b\"}"),
                argumentSet("a byte that UTF-8 never has", open + "\"description\": \"\u00ff\"}"),
                argumentSet("UTF-8 longer than need be", open + "\"description\": \"\u00c1\u0081\"}"),
                argumentSet("UTF-8 cut short", open + "\"description\": \"\u00e2\u0082\"}"),
                argumentSet("half a surrogate pair as UTF-8", open + "\"description\": \"\u00ed\u00a0\u0080\"}"),
                argumentSet("UTF-8 beyond Unicode", open + "\"description\": \"\u00f4\u0090\u0080\u0080\"}"),
                argumentSet(
                        "UTF-16",
                        new String(
                                (open + "\"x\": 1}").getBytes(StandardCharsets.UTF_16), StandardCharsets.ISO_8859_1)),
                argumentSet("form parameters", "project_id=1&key=k"));
    }

    static Stream<Arguments> valuesThatCannotBe() {
        return Stream.of(
                argumentSet("an escaped NUL", "\"description\": \"a\\u0000b\"", "/messages/description"),
                argumentSet("half a surrogate pair", "\"description\": \"\\ud800\"", "/messages/description"),
                argumentSet(
                        "a surrogate pair turned round",
                        "\"description\": \"\\udc00\\ud800\"",
                        "/messages/description"),
                argumentSet(
                        "an endless description",
                        "\"description\": \"" + "x".repeat(1_000_000) + "\"",
                        "/messages/description"),
                argumentSet("an id of sixty digits", "\"project_id\": " + "9".repeat(60), "/messages/project_id"),
                argumentSet("an id that is a fraction", "\"project_id\": 1.0", "/messages/project_id"),
                argumentSet("an id below zero", "\"project_id\": -1", "/messages/project_id"),
                argumentSet("an id beyond JavaScript", "\"project_id\": 9007199254740993", "/messages/project_id"),
                argumentSet("an id with a vast exponent", "\"project_id\": 1e999999999", "/messages/project_id"));
    }

    static Stream<Arguments> requestsThatAreNotHttp() {
        String get = "GET /v2/projects HTTP/1.1\r\n";
        String post = "POST /v2/projects HTTP/1.1\r\n" + AUTHORIZED;
        return Stream.of(
                argumentSet("words", "good morning\r\n\r\n", 400),
                argumentSet("no version", "GET /v2/projects\r\n\r\n", 400),
                argumentSet("HTTP of the past", "GET /v2/projects HTTP/1.0\r\n\r\n", 505),
                argumentSet("HTTP of the future", "GET /v2/projects HTTP/7.0\r\n\r\n", 400),
                argumentSet("a request line without end", "GET /v2/projects?" + "x".repeat(100_000), 414),
                argumentSet(
                        "a broken escape in the path", "GET /v2/projects/%zz HTTP/1.1\r\n" + AUTHORIZED + "\r\n", 400),
                argumentSet(
                        "a broken escape in the query",
                        "GET /v2/projects?page=%z HTTP/1.1\r\n" + AUTHORIZED + "\r\n",
                        400),
                argumentSet("no host", get + "\r\n", 400),
                argumentSet("a header without a colon", get + AUTHORIZED + "x\r\n\r\n", 400),
                argumentSet(
                        "a header of a hundred thousand characters",
                        get + AUTHORIZED + "X: " + "x".repeat(100_000) + "\r\n\r\n",
                        400),
                argumentSet("ten thousand headers", get + AUTHORIZED + "X: x\r\n".repeat(10_000) + "\r\n", 400),
                argumentSet("a NUL in a header", get + AUTHORIZED + "X: \0\r\n\r\n", 400),
                argumentSet("a length in words", post + "Content-Length: two\r\n\r\n{}", 400),
                argumentSet("a length below zero", post + "Content-Length: -2\r\n\r\n{}", 400),
                argumentSet("a length beyond all bounds", post + "Content-Length: 99999999999999999999\r\n\r\n{}", 400),
                argumentSet("two lengths", post + "Content-Length: 2\r\nContent-Length: 20\r\n\r\n{}", 400),
                argumentSet(
                        "a length and chunks",
                        post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                        400),
                argumentSet(
                        "a chunk without a size",
                        post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                        400),
                argumentSet("a compressed body", post + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", 400),
                argumentSet(
                        "a tunnel",
                        "CONNECT example.com:443 HTTP/1.1\r\n" + AUTHORIZED + "Connection: close\r\n\r\n",
                        404));
    }

    @ParameterizedTest
    @MethodSource("bodiesThatAreNoObjects")
    void a_body_that_is_no_json_object_is_refused(String bytes) throws IOException {
        Answer answer = client.exchange(
                "POST",
                "/v2/attributes",
                BodyPublishers.ofByteArray(bytes.getBytes(StandardCharsets.ISO_8859_1)),
                Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/messages/body")).isNotEmpty();
        assertThat(Promises.broken("POST", answer)).isEmpty();
        nothingWasMade();
    }

    @ParameterizedTest
    @MethodSource("valuesThatCannotBe")
    void a_value_that_cannot_be_kept_is_refused_by_its_name(String member, String pointer) {
        String others = member.startsWith("\"project_id\"")
                ? "\"key\": \"k\", "
                : "\"key\": \"k\", \"project_id\": " + project + ", ";
        Answer answer = client.post("/v2/attributes", "{" + others + member + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at(pointer)).isNotEmpty();
        assertThat(Promises.broken("POST", answer)).isEmpty();
        nothingWasMade();
    }

    @ParameterizedTest
    @MethodSource("requestsThatAreNotHttp")
    void a_request_that_is_not_http_gets_an_error_body_and_the_end_of_the_connection(String request, int status)
            throws IOException {
        try (Wire wire = new Wire(server.port())) {
            Answer answer = wire.say(request).finish().answer();

            assertThat(answer.status()).isEqualTo(status);
            assertThat(Promises.broken("GET", answer)).isEmpty();
            assertThat(answer.header("Connection")).contains("close");
            assertThat(wire.isClosed()).isTrue();
        }
        nothingWasMade();
    }

    @ParameterizedTest
    @MethodSource
    void a_condition_that_cannot_be_kept_is_refused(String value) {
        for (String conditions :
                List.of(value, "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")) {
            Answer answer = client.post(
                    "/v2/audiences",
                    "{\"project_id\": %d, \"name\": \"a\", \"conditions\": %s}".formatted(project, conditions));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(Promises.broken("POST", answer)).isEmpty();
        }
        assertThat(client.get("/v2/audiences?project_id=" + project).text()).isEqualTo("[]");
    }

    static Stream<Arguments> a_condition_that_cannot_be_kept_is_refused() {
        String leaf = "{\"type\": \"custom_attribute\", \"name\": \"plan\", \"value\": %s}";
        return Stream.of(
                argumentSet("half a surrogate pair", leaf.formatted("\"\\ud800\"")),
                argumentSet("NUL", leaf.formatted("\"\\u0000\"")),
                argumentSet("a number too large for a double", leaf.formatted("1e400")),
                argumentSet("an exponent beyond all bounds", leaf.formatted("1e9999999999")),
                argumentSet(
                        "a name that is half a surrogate pair",
                        leaf.replace("plan", "\\ud800").formatted("1")),
                argumentSet("forty levels", "[\"not\", ".repeat(40) + leaf.formatted("1") + "]".repeat(40)),
                argumentSet("a thousand levels", "[\"not\", ".repeat(1_000) + leaf.formatted("1") + "]".repeat(1_000)));
    }

    @Test
    void a_fraction_with_a_vast_exponent_is_refused() {
        for (String threshold : List.of("1e999999999", "-1e999999999", "1e-999999999", "0." + "9".repeat(90))) {
            Answer answer =
                    client.post("/v2/projects", "{\"name\": \"q\", \"confidence_threshold\": " + threshold + "}");
            assertThat(answer.status()).as(threshold).isEqualTo(400);
        }
    }

    @Test
    void a_body_of_a_mebibyte_is_read_and_a_larger_one_is_not() {
        String most = "{\"name\": \"q\", \"x\": \"" + "x".repeat(MEBIBYTE - 22) + "\"}";
        assertThat(most).hasSize(MEBIBYTE);
        assertThat(client.post("/v2/projects", most).status()).isEqualTo(201);

        Answer answer = client.post("/v2/projects", most + " ");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.at("/code").stringValue()).isEqualTo("payload_too_large");
        assertThat(Promises.broken("POST", answer)).isEmpty();
    }

    @Test
    void a_far_larger_body_is_answered_after_it_was_sent_and_the_connection_serves_on() throws IOException {
        String body = "x".repeat(8 * MEBIBYTE);
        String next = "GET /v2/projects HTTP/1.1\r\n" + AUTHORIZED + "Connection: close\r\n\r\n";
        for (String path : List.of("/v2/projects", "/v2/nothing")) {
            try (Wire wire = new Wire(server.port())) {
                wire.say("POST " + path + " HTTP/1.1\r\n" + AUTHORIZED + "Content-Length: " + body.length()
                                + "\r\n\r\n")
                        .say(body)
                        .say(next);
                assertThat(wire.answers())
                        .extracting(Answer::status)
                        .containsExactly(path.equals("/v2/projects") ? 413 : 404, 200);
            }
        }
    }

    @Test
    void what_follows_the_last_request_of_a_connection_is_not_taken_for_another() throws IOException {
        String body = "GET /v2/projects HTTP/1.1\r\n" + AUTHORIZED + "\r\n";
        try (Wire wire = new Wire(server.port())) {
            wire.say("POST /v2/nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body);
            assertThat(wire.answers()).extracting(Answer::status).containsExactly(404);
        }
    }

    @Test
    void a_client_that_goes_away_in_the_midst_of_a_body_has_written_nothing() throws IOException {
        String body = "{\"project_id\": %d, \"key\": \"k\"}".formatted(project);
        try (Wire wire = new Wire(server.port())) {
            wire.say("POST /v2/attributes HTTP/1.1\r\n" + AUTHORIZED + "Content-Length: " + (body.length() + 1)
                            + "\r\n\r\n" + body)
                    .finish();
            assertThat(wire.answer().status()).isEqualTo(400);
        }
        nothingWasMade();
    }

    @Test
    void an_answer_to_head_has_no_body_and_the_connection_serves_on() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.say("HEAD /v2/projects HTTP/1.1\r\n" + AUTHORIZED + "\r\n");
            assertThat(wire.answerWithoutBody().status()).isEqualTo(200);
            wire.say("GET /v2/projects HTTP/1.1\r\n" + AUTHORIZED + "\r\n");
            assertThat(wire.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void a_client_that_asks_first_is_told_to_go_on() throws IOException {
        String body = "{\"name\": \"asked first\"}";
        try (Wire wire = new Wire(server.port())) {
            wire.say("POST /v2/projects HTTP/1.1\r\n" + AUTHORIZED + "Expect: 100-continue\r\nContent-Length: "
                    + body.length() + "\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(100);
            assertThat(wire.say(body).answer().status()).isEqualTo(201);
        }
    }

    @Test
    void five_hundred_idle_connections_keep_nobody_else_waiting() throws IOException {
        List<Wire> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                Wire wire = new Wire(server.port());
                idle.add(wire);
                switch (i % 4) {
                    case 0 -> {} // silent
                    case 1 -> wire.say("GET /v2/proj");
                    case 2 -> wire.say("POST /v2/projects HTTP/1.1\r\n" + AUTHORIZED);
                    default ->
                        wire.say(
                                "POST /v2/projects HTTP/1.1\r\n" + AUTHORIZED + "Content-Length: 100\r\n\r\n{\"name\"");
                }
            }
            for (int i = 0; i < 50; i++) {
                try (Wire wire = new Wire(server.port())) {
                    wire.say(
                            "GET /v2/projects/" + project + " HTTP/1.1\r\n" + AUTHORIZED + "Connection: close\r\n\r\n");
                    assertThat(wire.answers()).extracting(Answer::status).containsExactly(200);
                }
                assertThat(client.get("/v2/projects/" + project).status()).isEqualTo(200);
            }
            // and one that has waited is served when it speaks at last
            idle.getFirst().say("GET /v2/projects/" + project + " HTTP/1.1\r\n" + AUTHORIZED + "\r\n");
            assertThat(idle.getFirst().answer().status()).isEqualTo(200);
        } finally {
            for (Wire wire : idle) {
                wire.close();
            }
        }
    }

    private static void nothingWasMade() {
        assertThat(client.get("/v2/attributes?project_id=" + project).json()).hasSize(1);
    }
}
