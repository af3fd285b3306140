package org.muriel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.cli.RecordingServer.Reply;

class FailuresTest {
    @AutoClose
    private final RecordingServer server = new RecordingServer();

    @TempDir
    Path directory;

    @Test
    void a_refused_token_stops_the_tutorial_with_a_hint() {
        server.answering(
                "POST /v2/projects",
                new Reply(401, "{\"code\": \"unauthorized\", \"message\": \"No such token\", \"uuid\": \"u\"}"));
        Desk desk = Desk.settingsFor(server, directory);

        assertThat(desk.types("all")).isEqualTo(1);
        assertThat(desk.printed()).contains("401", "\"message\": \"No such token\"");
        assertThat(lastLine(desk)).contains("POST " + server.baseUrl() + "/projects", "401", "token", "MURIEL_TOKEN");
        assertThat(server.lines()).containsExactly("POST /v2/projects");
    }

    @Test
    void any_other_refusal_shows_what_the_server_says() {
        server.answering(
                "PATCH /v2/projects/1001",
                new Reply(400, "{\"message\": \"Invalid body\", \"messages\": {\"name\": [\"too long\"]}}"));
        Desk desk = Desk.settingsFor(server, directory);

        assertThat(desk.types("project")).isEqualTo(1);
        assertThat(lastLine(desk))
                .endsWith("/projects/1001 was answered with 400: Invalid body {\"name\":[\"too long\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Bad gateway</html>", "[]", "{\"message\": {\"a\": 1}}"})
    void a_refusal_without_a_message_is_named_by_its_status(String body) {
        server.answering("POST /v2/projects", new Reply(502, body));
        Desk desk = Desk.settingsFor(server, directory);

        assertThat(desk.types("project")).isEqualTo(1);
        assertThat(desk.printed()).contains("502");
        assertThat(lastLine(desk)).endsWith("/v2/projects was answered with 502");
    }

    @Test
    void a_redirect_is_not_followed() {
        server.answering("POST /v2/projects", new Reply(307, Map.of("Location", server.baseUrl() + "/elsewhere"), ""));
        Desk desk = Desk.settingsFor(server, directory);

        assertThat(desk.types("project")).isEqualTo(1);
        assertThat(lastLine(desk)).contains("307", "redirect", server.baseUrl() + "/elsewhere");
        assertThat(server.lines()).containsExactly("POST /v2/projects");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Welcome</html>", "{\"id\": 5", "{} {}"})
    void an_answer_that_is_not_json_stops_the_tutorial(String body) {
        server.answering("POST /v2/projects", new Reply(200, body));
        Desk desk = Desk.settingsFor(server, directory);

        assertThat(desk.types("project")).isEqualTo(1);
        assertThat(lastLine(desk)).contains("POST " + server.baseUrl() + "/projects", "200 but not with JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"id\": \"five\"}", "{\"id\": 1.5}", "null"})
    void an_answer_without_an_id_stops_the_tutorial(String body) {
        server.answering("POST /v2/projects", new Reply(201, body));
        Desk desk = Desk.settingsFor(server, directory);

        assertThat(desk.types("project")).isEqualTo(1);
        assertThat(lastLine(desk)).endsWith("/v2/projects was answered without a whole number at /id");
    }

    @Test
    void an_experiment_without_results_yet_is_no_failure() {
        server.answering("GET /v2/experiments/5/results", new Reply(204, ""));
        Desk desk = Desk.settingsFor(server, directory, "experiment_id: 5");

        assertThat(desk.types("result")).isZero();
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void a_server_that_is_not_there_is_named() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Desk desk = new Desk(directory).with("MURIEL_TOKEN", "secret");

        assertThat(desk.types("project", "--base-url", "http://127.0.0.1:" + port + "/v2"))
                .isEqualTo(1);
        assertThat(desk.complained())
                .isEqualToIgnoringNewLines("POST http://127.0.0.1:" + port
                        + "/v2/projects: no connection; is the server running, and is base_url right?");
    }

    @Test
    void a_host_that_is_not_known_is_named() {
        Desk desk = new Desk(directory).with("MURIEL_TOKEN", "secret");

        assertThat(desk.types("project", "--base-url", "http://muriel.invalid/v2"))
                .isEqualTo(1);
        assertThat(desk.complained())
                .contains("http://muriel.invalid/v2/projects: no connection")
                .hasLineCount(1);
    }

    @Test
    void a_connection_that_breaks_off_is_named() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!socket.isClosed()) {
                    try {
                        socket.accept().close();
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            Desk desk = new Desk(directory).with("MURIEL_TOKEN", "secret");

            String url = "http://127.0.0.1:" + socket.getLocalPort();
            assertThat(desk.types("project", "--base-url", url)).isEqualTo(1);
            assertThat(desk.complained())
                    .startsWith("POST " + url + "/projects failed")
                    .hasLineCount(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8080/v2",
                "127.0.0.1:8080",
                "ftp://localhost/v2",
                "http://",
                "http:///v2",
                "http://a b/v2",
                "http://localhost:99999/v2",
                "http://localhost/v2?x=1",
                "http://localhost/v2#x",
                "",
                "/v2"
            })
    void an_address_that_cannot_be_right_is_named(String url) {
        Desk desk = new Desk(directory).with("MURIEL_TOKEN", "secret");

        assertThat(desk.types("project", "--base-url", url)).isEqualTo(1);
        assertThat(desk.complained())
                .startsWith("base_url is \"" + url + "\", expected")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "line\nbreak", "é"})
    void a_token_that_no_header_can_carry_is_refused_without_being_shown(String token) {
        Desk desk = new Desk(directory).with("MURIEL_TOKEN", token);

        assertThat(desk.types("project", "--base-url", server.baseUrl())).isEqualTo(1);
        assertThat(desk.complained()).startsWith("The token holds").doesNotContain(token);
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "projekt", "project --colour", "project --settings", "project --without-feature"})
    void a_wrong_command_line_is_told_apart_by_its_exit_status(String arguments) {
        Desk desk = new Desk(directory);

        assertThat(desk.types(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1)))
                .isEqualTo(2);
        assertThat(desk.complained()).isNotBlank();
        assertThat(desk.printed()).isEmpty();
    }

    private static String lastLine(Desk desk) {
        return desk.complained().lines().reduce("", (before, line) -> line);
    }
}
