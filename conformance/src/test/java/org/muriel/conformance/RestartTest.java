package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.access.PersonalToken;
import org.muriel.server.Muriel;
import picocli.CommandLine;

/** What a data folder carries from one start of the server to the next, and whom it lets in. */
class RestartTest {
    @TempDir
    private Path temporary;

    private Path data;

    @BeforeEach
    void choose() {
        data = temporary.resolve("data");
    }

    @Test
    void every_read_gives_the_same_bytes_after_a_restart() {
        int port;
        Sample sample;
        Map<String, String> before;
        try (RunningServer server = RunningServer.in(data)) {
            port = server.port();
            sample = Sample.make(server.client());
            before = read(server, sample);
        }
        try (RunningServer server = RunningServer.again(data, port)) {
            assertThat(read(server, sample)).isEqualTo(before);
        }
    }

    @Test
    void after_a_restart_ids_and_revisions_go_on_where_they_stopped() {
        Sample sample;
        long highest;
        long revision;
        try (RunningServer server = RunningServer.in(data)) {
            sample = Sample.make(server.client());
            highest = attribute(server, sample, "last");
            revision = revision(server, sample);
        }
        try (RunningServer server = RunningServer.again(data, 0)) {
            assertThat(revision(server, sample)).isEqualTo(revision);
            assertThat(attribute(server, sample, "next")).isGreaterThan(highest);
            assertThat(revision(server, sample)).isGreaterThan(revision);
            assertThat(server.client()
                            .post("/v2/attributes", keyed(sample, "last"))
                            .status())
                    .as("the key is still taken")
                    .isEqualTo(409);
        }
    }

    @Test
    void a_second_server_on_the_same_folder_is_refused() {
        try (RunningServer first = RunningServer.in(data)) {
            assertThatThrownBy(() -> RunningServer.in(data))
                    .hasMessageContaining(data.toString())
                    .hasMessageContaining("server");
            assertThat(first.client().get("/v2/projects").status()).isEqualTo(200);
        }
    }

    @Test
    void a_store_without_the_log_it_was_loaded_from_stops_the_start_with_what_to_do() throws IOException {
        try (RunningServer server = RunningServer.in(data)) {
            Answer made = server.client().post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}");
            String body = SentEvents.body(
                    made.at("/account_id").longValue(), made.id(), 1_750_000_000_000L, List.of("a", "b"));
            assertThat(SentEvents.post(server.stranger(), body).status()).isEqualTo(204);
            SentEvents.settledLedger(server.client());
        }
        Files.delete(data.resolve("events.db"));

        assertThatThrownBy(() -> RunningServer.in(data))
                .hasMessageContaining("the store has everything before position 3, the log has positions 1 to 1")
                .hasMessageContaining("Put back");
    }

    @Test
    void a_port_that_is_taken_is_named() {
        try (RunningServer first = RunningServer.in(data)) {
            assertThatThrownBy(() -> RunningServer.again(temporary.resolve("other"), first.port()))
                    .hasMessageContaining("Cannot listen on 127.0.0.1 port " + first.port());
        }
    }

    @Test
    void a_token_of_another_shape_stops_the_first_start_and_leaves_the_folder_free() {
        assertThatThrownBy(() -> RunningServer.start(data, Map.of("MURIEL_TOKEN", "a secret")))
                .hasMessageContaining("MURIEL_TOKEN")
                .hasMessageNotContaining("a secret");

        try (RunningServer server = RunningServer.in(data)) {
            assertThat(server.client().get("/v2/projects").status()).isEqualTo(200);
        }
    }

    @Test
    void the_environment_s_token_counts_at_the_first_start_alone() {
        RunningServer.in(data).close();
        String other = "2:another-token-that-has-the-shape";
        for (String given : new String[] {"a secret", other}) {
            try (RunningServer server = RunningServer.start(data, Map.of("MURIEL_TOKEN", given))) {
                assertThat(server.server().firstToken()).isEmpty();
                assertThat(server.client().get("/v2/projects").status()).isEqualTo(200);
                assertThat(server.stranger().with(other).get("/v2/projects").status())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void a_first_start_without_a_token_makes_one_and_shows_it_once() {
        String token;
        try (RunningServer server = RunningServer.start(data, Map.of())) {
            token = server.server().firstToken().orElseThrow().reveal();
            assertThat(PersonalToken.parse(token)).isPresent();
            assertThat(server.stranger().with(token).get("/v2/projects").status())
                    .isEqualTo(200);
        }
        try (RunningServer server = RunningServer.start(data, Map.of())) {
            assertThat(server.server().firstToken()).isEmpty();
            assertThat(server.stranger().with(token).get("/v2/projects").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_token_made_beside_a_running_server_works_at_once_and_after_a_restart() {
        String token;
        try (RunningServer server = RunningServer.in(data)) {
            Client later = server.client();
            token = command(0, "token", "create", "--data", data.toString()).strip();
            assertThat(server.stranger().with(token).get("/v2/projects").status())
                    .isEqualTo(200);
            assertThat(later.get("/v2/projects").status()).isEqualTo(200);
            assertThat(later.post("/v2/projects", "{\"name\": \"still writable\"}")
                            .status())
                    .isEqualTo(201);
        }
        try (RunningServer server = RunningServer.again(data, 0)) {
            assertThat(server.stranger().with(token).get("/v2/projects").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_token_ends_in_a_year_that_the_api_can_tell() {
        try (RunningServer server = RunningServer.in(data)) {
            assertThat(server.client().get("/v2/x/tokens").json()).hasSize(1);

            // the year 10240, which no date-time of the description has
            assertThat(command(2, "token", "create", "--data", data.toString(), "--days", "3000000"))
                    .contains("--days: expected 1 to 36500, found 3000000");

            assertThat(server.client().get("/v2/x/tokens").json()).hasSize(1);
        }
    }

    @Test
    void no_token_is_made_where_no_server_has_been() {
        assertThat(command(1, "token", "create", "--data", data.toString())).contains("start the server once");
        assertThat(data).doesNotExist();
    }

    @Test
    void a_server_told_to_stop_stops_cleanly_and_another_takes_over_at_once() throws IOException {
        Sample sample;
        String before;
        try (ServerProcess first = ServerProcess.launch(data, scratch("first"))) {
            Client client = first.client();
            try (ServerProcess second = ServerProcess.launch(data, scratch("second"))) {
                assertThat(second.exit()).isEqualTo(1);
                assertThat(second.errors()).singleElement().asString().contains("muriel: ", data.toString());
            }
            sample = Sample.make(client);
            before = client.get("/v2/features/" + sample.feature()).text();

            assertThat(first.terminate()).isIn(0, 143);
            assertThat(first.errors()).isEmpty();
        }
        assertThat(data.resolve("catalog.db-wal"))
                .as("no unfinished business is left")
                .doesNotExist();
        try (RunningServer server = RunningServer.again(data, 0)) {
            assertThat(server.client().get("/v2/features/" + sample.feature()).text())
                    .isEqualTo(before);
        }
    }

    /** Status and body of every read there is, by path. */
    private static Map<String, String> read(RunningServer server, Sample sample) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String path : sample.reads()) {
            Answer answer = server.client().get(path);
            // the one value that is meant to differ each time
            String body = answer.text().replaceAll("\"uuid\":\"[^\"]*\"", "");
            answers.put(path, answer.status() + " " + answer.header("Link") + " " + body);
        }
        return answers;
    }

    private static long attribute(RunningServer server, Sample sample, String key) {
        return server.client().post("/v2/attributes", keyed(sample, key)).good().id();
    }

    private static String keyed(Sample sample, String key) {
        return "{\"project_id\": %d, \"key\": \"%s\"}".formatted(sample.project(), key);
    }

    private static long revision(RunningServer server, Sample sample) {
        return server.client()
                .get("/v2/environments?project_id=" + sample.project())
                .at("/0/datafile/revision")
                .longValue();
    }

    private Path scratch(String name) throws IOException {
        return Files.createDirectory(temporary.resolve(name));
    }

    /** Runs a command as an operator would; what it printed, or complained about. */
    private static String command(int expectedExit, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Muriel.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        assertThat(command.execute(arguments)).as(err::toString).isEqualTo(expectedExit);
        return expectedExit == 0 ? out.toString() : err.toString();
    }
}
