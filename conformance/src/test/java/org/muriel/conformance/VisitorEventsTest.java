package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What SDKs send, to a server; and then what it has kept. */
@Timeout(120)
class VisitorEventsTest {
    /** After the samples were recorded. */
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static final Path VECTORS = Path.of("..", "vectors", "events");

    @TempDir
    private Path temporary;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private RunningServer server;
    private Client client;
    private long account;
    private long project;

    @BeforeEach
    void start() {
        server = RunningServer.at(temporary.resolve("data"), now::get);
        client = server.client();
        Answer made = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good();
        project = made.id();
        account = made.at("/account_id").longValue();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String own(String sample) {
        return sample.replace("\"9001\"", "\"" + account + "\"").replace("\"9100\"", "\"" + project + "\"");
    }

    private Answer send(byte[] body, Map<String, String> headers) throws IOException {
        return server.stranger().exchange("POST", "/v1/events", BodyPublishers.ofByteArray(body), headers);
    }

    private String one(String uuid) {
        return SentEvents.body(account, project, now.get().toEpochMilli(), List.of(uuid));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "js-6.6.1",
                "js-5.4.1",
                "java-4.2.2-jackson",
                "java-4.2.2-json-simple",
                "java-4.2.2-org-json",
                "python-5.5.0"
            })
    void what_a_client_sends_is_kept_once_however_often_it_is_sent(String sample) throws Exception {
        String body = own(Files.readString(VECTORS.resolve(sample + ".json")));
        List<String> uuids = new ArrayList<>();
        Json.parse(body).findValues("uuid").forEach(it -> uuids.add(it.stringValue()));

        for (int i = 0; i < 2; i++) {
            Answer answer = SentEvents.post(server.stranger(), body);
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.text()).isEmpty();
            assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        }

        List<JsonNode> ledger = SentEvents.settledLedger(client);
        assertThat(ledger).singleElement().satisfies(line -> {
            assertThat(line.at("/project_id").longValue()).isEqualTo(project);
            assertThat(line.at("/hour").stringValue()).isEqualTo("2026-11-24T12:00:00.000000Z");
            assertThat(line.at("/received").longValue()).isEqualTo(2L * uuids.size());
            assertThat(line.at("/stored").longValue()).isEqualTo(uuids.size());
            assertThat(line.at("/duplicate").longValue()).isEqualTo(uuids.size());
            assertThat(line.at("/rejected").size()).isZero();
        });
        server.close();
        assertThat(SentEvents.stored(temporary.resolve("data"))).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void a_body_in_latin_1_and_one_that_is_compressed_are_read() throws Exception {
        byte[] latin = Base64.getDecoder()
                .decode(Json.parse(Files.readString(VECTORS.resolve("java-latin1.json")))
                        .at("/body_base64")
                        .stringValue());
        assertThat(send(latin, Map.of()).status()).isEqualTo(204);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(one("u").getBytes(UTF_8));
        }
        assertThat(send(compressed.toByteArray(), Map.of("Content-Encoding", "gzip"))
                        .status())
                .isEqualTo(204);

        List<JsonNode> ledger = SentEvents.settledLedger(client);
        assertThat(SentEvents.total(ledger, "/stored")).isEqualTo(1);
        assertThat(SentEvents.total(ledger, "/rejected/unknown_project")).isPositive();
    }

    @Test
    void a_body_that_is_too_large_is_refused_also_when_only_its_compression_made_it_small() throws Exception {
        byte[] large = " ".repeat(3_500_001).getBytes(UTF_8);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(large);
        }
        assertThat(send(large, Map.of()).status()).isEqualTo(413);
        assertThat(send(compressed.toByteArray(), Map.of("Content-Encoding", "gzip"))
                        .status())
                .isEqualTo(413);
        byte[] torn = java.util.Arrays.copyOf(compressed.toByteArray(), 100);
        assertThat(send(torn, Map.of("Content-Encoding", "gzip")).status()).isEqualTo(400);
        assertThat(SentEvents.post(client, one("u")).status()).isEqualTo(204);
    }

    @Test
    void pages_of_any_origin_may_send() {
        Answer answer = server.stranger()
                .send(
                        "OPTIONS",
                        "/v1/events",
                        Optional.empty(),
                        Map.of(
                                "Access-Control-Request-Method",
                                "POST",
                                "Access-Control-Request-Headers",
                                "content-type"));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Methods").orElse("")).contains("POST");
        assertThat(answer.header("Access-Control-Allow-Headers").orElse("")).contains("content-type");
        assertThat(server.stranger().get("/v1/events").status()).isEqualTo(405);
    }

    /** Browsers refuse a star where they send credentials, and with beacons they do. */
    @Test
    void so_may_beacons_with_which_pages_send_what_is_left_when_they_are_closed() throws Exception {
        Map<String, String> asks = Map.of(
                "Origin",
                "https://shop.example",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type");
        Answer preflight = server.stranger().send("OPTIONS", "/v1/events", Optional.empty(), asks);
        Answer sent = send(one("u").getBytes(UTF_8), Map.of("Origin", "https://shop.example"));

        for (Answer answer : List.of(preflight, sent)) {
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("Access-Control-Allow-Origin")).contains("https://shop.example");
            assertThat(answer.header("Access-Control-Allow-Credentials")).contains("true");
            assertThat(answer.header("Vary")).contains("Origin");
        }
    }

    @Test
    void a_faulty_event_is_rejected_with_its_reason_and_its_neighbours_are_kept() {
        String future =
                SentEvents.body(account, project, NOW.plus(Duration.ofDays(2)).toEpochMilli(), List.of("late"));
        String seconds = SentEvents.body(account, project, NOW.getEpochSecond(), List.of("early"));
        String mixed = SentEvents.body(account, project, NOW.toEpochMilli(), List.of("a", "b", "c"))
                .replace("\"uuid\": \"b\", \"revenue\": 4200", "\"uuid\": \"b\", \"revenue\": \"4200\"");
        for (String body : List.of(future, seconds, mixed)) {
            assertThat(SentEvents.post(client, body).status()).isEqualTo(204);
        }

        List<JsonNode> ledger = SentEvents.settledLedger(client);
        assertThat(SentEvents.total(ledger, "/stored")).isEqualTo(2);
        assertThat(SentEvents.total(ledger, "/rejected/time_in_future")).isEqualTo(1);
        assertThat(SentEvents.total(ledger, "/rejected/time_in_seconds")).isEqualTo(1);
        assertThat(SentEvents.total(ledger, "/rejected/malformed")).isEqualTo(1);
        JsonNode rejected =
                client.get("/v2/x/rejected_events?project_id=" + project).good().json();
        assertThat(rejected.size()).isEqualTo(3);
        assertThat(rejected.at("/0/detail").stringValue())
                .isEqualTo("/visitors/1/snapshots/0/events/0/revenue: expected a whole number, found text");
    }

    @Test
    void who_asks_for_it_is_told_of_faults_and_nothing_is_kept_then() {
        String mixed = SentEvents.body(account, project, NOW.toEpochMilli(), List.of("a", "b"))
                .replace("\"uuid\": \"b\"", "\"uuid\": []");
        Answer answer = client.send("POST", "/v1/events", Optional.of(mixed), Map.of("X-Optimizely-Strict", "true"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/message").stringValue())
                .contains("/visitors/1/snapshots/0/events/0/uuid: expected text");
        Answer limits = client.send(
                "POST",
                "/v1/events",
                Optional.of(one("large").replace("4200", "1000000000001")),
                Map.of("X-Optimizely-Strict", "true"));
        assertThat(limits.status()).isEqualTo(400);
        assertThat(limits.at("/message").stringValue())
                .isEqualTo(
                        "revenue: expected at most 1000000000000 either side of zero, found a larger one, in the event"
                                + " large.");
        assertThat(SentEvents.settledLedger(client)).isEmpty();
    }

    @Test
    void events_of_robots_are_left_out_from_the_moment_on_at_which_the_project_says_so() {
        String robot = one("r").replace("\"attributes\": []", """
                "attributes": [{"entity_id": "$opt_user_agent", "key": "$opt_user_agent", "type": "custom",
                "value": "Googlebot/2.1 (+http://www.google.com/bot.html)"}]""");
        assertThat(SentEvents.post(client, robot).status()).isEqualTo(204);

        client.patch("/v2/projects/" + project, "{\"x_settings\": {\"bot_filtering\": true}}")
                .good();
        assertThat(SentEvents.post(client, robot.replace("\"r\"", "\"s\"")).status())
                .isEqualTo(204);
        assertThat(SentEvents.post(client, one("person")).status()).isEqualTo(204);

        List<JsonNode> ledger = SentEvents.settledLedger(client);
        assertThat(SentEvents.total(ledger, "/stored")).isEqualTo(2);
        assertThat(SentEvents.total(ledger, "/rejected/bot")).isEqualTo(1);
        JsonNode environments =
                client.get("/v2/environments?project_id=" + project).good().json();
        String datafile = client.get(
                        "/v2/environments/" + environments.at("/0/id").longValue() + "/datafile")
                .good()
                .text();
        assertThat(Json.parse(datafile).at("/botFiltering").booleanValue()).isTrue();
    }

    @Test
    void events_of_a_project_that_is_not_here_are_dropped_and_counted() {
        String body = SentEvents.body(account, project + 1, NOW.toEpochMilli(), List.of("a", "b"));
        assertThat(SentEvents.post(client, body).status()).isEqualTo(204);
        String stranger = SentEvents.body(account + 1, project, NOW.toEpochMilli(), List.of("c"));
        assertThat(SentEvents.post(client, stranger).status()).isEqualTo(204);

        assertThat(SentEvents.settledLedger(client)).singleElement().satisfies(line -> {
            assertThat(line.has("project_id")).isFalse();
            assertThat(line.at("/received").longValue()).isEqualTo(3);
            assertThat(line.at("/rejected/unknown_project").longValue()).isEqualTo(3);
        });
        JsonNode rejected = client.get("/v2/x/rejected_events").good().json();
        assertThat(rejected.size()).isEqualTo(3);
        assertThat(rejected.at("/0/detail").stringValue())
                .isEqualTo("/project_id: expected a project of this server and its account, found project " + project
                        + " of account " + (account + 1));
    }

    @Test
    void a_clock_that_jumps_loses_nothing_and_the_ledger_still_balances() throws Exception {
        List<String> sent = new ArrayList<>();
        for (Duration jump : List.of(
                Duration.ofDays(-400),
                Duration.ofDays(900),
                Duration.ofHours(-3),
                Duration.ofMillis(-1),
                Duration.ZERO)) {
            now.updateAndGet(it -> it.plus(jump));
            for (int i = 0; i < 5; i++) {
                String uuid = "u" + sent.size();
                sent.add(uuid);
                assertThat(SentEvents.post(client, one(uuid)).status()).isEqualTo(204);
            }
        }
        assertThat(SentEvents.total(SentEvents.settledLedger(client), "/stored"))
                .isEqualTo(sent.size());
        server.close();
        assertThat(SentEvents.stored(temporary.resolve("data"))).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void measurements_need_a_token_and_tell_what_became_of_events() {
        assertThat(SentEvents.post(client, one("u")).status()).isEqualTo(204);
        SentEvents.settledLedger(client);

        assertThat(server.stranger().get("/metrics").status()).isEqualTo(401);
        String text = client.get("/metrics").good().text();
        assertThat(text)
                .contains("muriel_events{outcome=\"stored\",project=\"" + project + "\"} 1.0")
                .contains("muriel_events_missing{project=\"" + project + "\"} 0.0")
                .contains("muriel_eventlog_failing 0.0")
                .contains("jvm_memory_used_bytes");
    }
}
