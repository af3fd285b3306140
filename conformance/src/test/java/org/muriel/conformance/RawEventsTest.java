package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Raw events leave a server as files, of which nothing stays behind; and results of the same events. */
@Timeout(120)
class RawEventsTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private static final int VISITORS = 40;

    @TempDir
    private Path temporary;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private RunningServer server;
    private Client client;
    private long account;
    private long project;
    private long event;
    private long experiment;
    private String variation = "";

    @BeforeEach
    void visitors_of_an_experiment() {
        server = RunningServer.at(temporary.resolve("data"), now::get);
        client = server.client();
        Answer made = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good();
        project = made.id();
        account = made.at("/account_id").longValue();
        event = client.post("/v2/projects/" + project + "/custom_events", "{\"key\": \"purchase\"}")
                .good()
                .id();
        Answer started = client.post("/v2/experiments?action=start", """
                        {"project_id": %d, "key": "checkout", "metrics": [{"event_id": %d}], "variations": [
                        {"key": "original", "weight": 5000}, {"key": "green", "weight": 5000}]}""".formatted(project, event))
                .good();
        experiment = started.id();
        variation = started.at("/variations/0/variation_id").asString();
        now.set(START.plusSeconds(3600));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void parquet_and_csv_hold_what_was_sent() throws Exception {
        send(VISITORS, "");
        assertThat(SentEvents.post(client, SentEvents.body(account, project, at(9), List.of("of a stranger")))
                        .status())
                .isEqualTo(204);
        SentEvents.settledLedger(client);

        HttpResponse<byte[]> answer = fetch("?format=parquet");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/vnd.apache.parquet");
        assertThat(answer.headers().firstValue("Content-Length")).contains(String.valueOf(answer.body().length));
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"experiment-" + experiment + "-events.parquet\"");
        Path file = Files.write(temporary.resolve("events.parquet"), answer.body());
        List<String> rows = rows(file);
        assertThat(rows).hasSize(2 * VISITORS);
        assertThat(rows.getFirst()).isEqualTo("decision|visitor-0|d-0|" + experiment + "|" + variation + "|null|null");
        assertThat(rows).contains("conversion|visitor-7|c-7|null|null|" + event + "|4200");

        List<String> csv = new String(fetch("").body(), UTF_8).lines().toList();
        assertThat(csv).hasSize(1 + 2 * VISITORS);
        assertThat(csv.getFirst()).startsWith("type,visitor_id,happened_at,received_at,uuid,");
        assertThat(csv.get(1)).startsWith("decision,visitor-0,2026-11-24T12:00:01.000Z,2026-11-24T13:00:00.000Z,d-0,");
        assertThat(exports()).isEmpty();
    }

    @Test
    void a_period_cuts_decisions_and_conversions() throws Exception {
        send(VISITORS, "");
        SentEvents.settledLedger(client);

        String text = new String(
                fetch("?start_time=2026-11-24T12:00:02Z&end_time=2026-11-24T12:10:00Z")
                        .body(),
                UTF_8);

        assertThat(text.lines()).hasSize(1);
        assertThat(new String(fetch("?start_time=2026-11-24T12:00:02Z").body(), UTF_8).lines())
                .hasSize(1 + VISITORS)
                .allMatch(it -> it.startsWith("conversion,") || it.startsWith("type,"));
    }

    @Test
    void who_has_no_token_or_asks_for_nonsense_is_told_so() {
        String path = "/v2/x/experiments/" + experiment + "/events";
        assertThat(server.stranger().get(path).status()).isEqualTo(401);
        assertThat(client.get("/v2/x/experiments/1/events").status()).isEqualTo(404);
        Answer format = client.get(path + "?format=xlsx");
        assertThat(format.status()).isEqualTo(400);
        assertThat(format.text()).contains("format").contains("csv, parquet").contains("xlsx");
        Answer order = client.get(path + "?start_time=2026-11-24T12:00:00Z&end_time=2026-11-24T12:00:00Z");
        assertThat(order.status()).isEqualTo(400);
        assertThat(order.text()).contains("end_time").contains("a time after start_time");
        assertThat(client.get(path + "?start_time=yesterday").status()).isEqualTo(400);
    }

    @Test
    void clients_that_go_away_leave_nothing_behind_and_take_no_place() throws Exception {
        for (int part = 0; part < 10; part++) {
            send(500, part + "-");
        }
        SentEvents.settledLedger(client);

        for (int times = 0; times < 12; times++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.getOutputStream()
                        .write("""
                        GET /v2/x/experiments/%d/events HTTP/1.1\r
                        Host: localhost\r
                        Authorization: Bearer %s\r
                        \r
                        """.formatted(experiment, RunningServer.TOKEN).getBytes(UTF_8));
                InputStream in = socket.getInputStream();
                String status = new String(in.readNBytes(12), UTF_8);
                assertThat(status).isIn("HTTP/1.1 200", "HTTP/1.1 429");
                assertThat(exports()).isEmpty();
            }
        }

        HttpResponse<byte[]> answer = fetch("");
        while (answer.statusCode() == 429) {
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            answer = fetch("");
        }
        assertThat(new String(answer.body(), UTF_8).lines()).hasSize(1 + 10_000);
        assertThat(exports()).isEmpty();
    }

    @Test
    void what_a_server_left_that_was_killed_is_removed_at_the_next_start() throws Exception {
        server.close();
        Files.writeString(temporary.resolve("data").resolve("exports").resolve("7"), "half of it");

        server = RunningServer.at(temporary.resolve("data"), now::get);

        assertThat(exports()).isEmpty();
        client = server.client();
        assertThat(fetch("").statusCode()).isEqualTo(200);
    }

    @Test
    void what_happened_in_another_environment_does_not_count() {
        send(VISITORS, "");
        long development = client.get("/v2/environments?project_id=" + project)
                .good()
                .json()
                .valueStream()
                .filter(it -> !it.at("/is_primary").booleanValue())
                .findFirst()
                .orElseThrow()
                .at("/id")
                .longValue();
        String revision = Json.parse(client.get("/v2/environments/" + development + "/datafile")
                        .good()
                        .text())
                .at("/revision")
                .stringValue();
        post("dev-", revision, 500);
        SentEvents.settledLedger(client);

        assertThat(client.get("/v2/experiments/" + experiment + "/results")
                        .good()
                        .at("/reach/total_count")
                        .longValue())
                .isEqualTo(VISITORS);
    }

    @Test
    void a_regular_expression_that_the_engine_does_not_know_is_refused() {
        long attribute = client.post("/v2/attributes", "{\"project_id\": " + project + ", \"key\": \"plan\"}")
                .good()
                .id();
        for (String unknown : List.of("(", "a(?=b)", "(a)%5C%5C1", "(?%3C!a)b", "a*%2B", "a%7B1001%7D")) {
            Answer answer = client.get(segmented(attribute, unknown));
            assertThat(answer.status()).as(unknown).isEqualTo(400);
            assertThat(answer.text()).contains("segment_conditions").contains("a regular expression");
        }
        assertThat(client.get(segmented(attribute, "%5Ep.o%24")).status()).isEqualTo(200);
    }

    private String segmented(long attribute, String pattern) {
        return "/v2/experiments/" + experiment + "/results?segment_conditions=%7B%22attribute_id%22%3A" + attribute
                + "%2C%22match_type%22%3A%22regex%22%2C%22attribute_value%22%3A%22" + pattern + "%22%7D";
    }

    private static long at(int second) {
        return START.plusSeconds(second).toEpochMilli();
    }

    /** A decision and half an hour later a conversion of each visitor. */
    private void send(int visitors, String mark) {
        post(mark, "no revision of ours", visitors);
    }

    private void post(String mark, String revision, int visitors) {
        StringBuilder all = new StringBuilder();
        for (int visitor = 0; visitor < visitors; visitor++) {
            all.append(all.isEmpty() ? "" : ",")
                    .append("""
                    {"visitor_id": "visitor-%1$s", "attributes": [], "snapshots": [{
                    "decisions": [{"campaign_id": "%2$d", "experiment_id": "%2$d", "variation_id": "%3$s",
                    "is_campaign_holdback": false}],
                    "events": [{"entity_id": "%2$d", "key": "campaign_activated", "timestamp": %4$d, "uuid": "d-%1$s"}]},
                    {"events": [{"entity_id": "%5$d", "key": "purchase", "timestamp": %6$d, "uuid": "c-%1$s",
                    "revenue": 4200, "tags": {"revenue": 4200}}]}]}
                    """.formatted(mark + visitor, experiment, variation, at(1), event, at(1800)));
        }
        assertThat(SentEvents.post(client, """
                        {"client_name": "java-sdk", "client_version": "4.2.2", "account_id": "%d", "project_id": "%d",
                        "revision": "%s", "anonymize_ip": true, "enrich_decisions": true, "visitors": [%s]}
                        """.formatted(account, project, revision, all))
                        .status())
                .isEqualTo(204);
    }

    private HttpResponse<byte[]> fetch(String query) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(
                                    URI.create(server.origin() + "/v2/x/experiments/" + experiment + "/events" + query))
                            .header("Authorization", "Bearer " + RunningServer.TOKEN)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private List<Path> exports() throws IOException {
        try (Stream<Path> files = Files.list(temporary.resolve("data").resolve("exports"))) {
            return files.toList();
        }
    }

    private static List<String> rows(Path parquet) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                PreparedStatement select = connection.prepareStatement("""
                        SELECT concat_ws('|', type, visitor_id, uuid, coalesce(experiment_id::VARCHAR, 'null'),
                        coalesce(variation_id::VARCHAR, 'null'), coalesce(event_id::VARCHAR, 'null'),
                        coalesce(revenue::VARCHAR, 'null')) FROM read_parquet(?)""")) {
            select.setString(1, parquet.toString());
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(found.getString(1));
                }
            }
        }
        return rows;
    }
}
