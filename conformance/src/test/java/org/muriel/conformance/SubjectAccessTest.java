package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.access.Access;
import org.muriel.access.Credential;
import org.muriel.access.Person;
import org.muriel.access.PersonalToken;
import org.muriel.access.Profile;
import org.muriel.access.Secret;
import org.muriel.privacy.SubjectRequest;
import org.muriel.storage.duckdb.DuckEventStore;
import org.muriel.storage.sql.DataFolder;
import org.muriel.storage.sql.SqlStorage;
import tools.jackson.databind.JsonNode;

/** People see and erase what is kept of them (REST specification, 19), through whole servers and restarts of them. */
@Timeout(180)
class SubjectAccessTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String ANN = "ann-who-leaves";
    private static final String BOB = "bob-who-stays";

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

    @TempDir
    private Path folder;

    private long account;
    private long project;
    private long experiment;
    private JsonNode variations = Json.parse("[]");

    @Test
    void an_erased_visitor_is_in_no_file_any_more_and_everybody_else_is() throws Exception {
        long request;
        try (RunningServer server = start()) {
            Client client = server.client();
            visited(client);
            assertThat(bytes()).contains(ANN).contains(BOB);
            assertThat(recent(client)).contains(ANN, BOB);

            Answer asked = ask(client, "visitor", ANN, "fullstack_id", "delete");

            assertThat(asked.status()).isEqualTo(201);
            request = asked.id();
            assertThat(asked.json()).isEqualTo(Json.parse("""
                    {"account_id": %d, "data_type": "visitor", "id": %d, "identifier": "%s",
                    "identifier_type": "fullstack_id", "request_type": "delete",
                    "requested_at_time": "2026-11-26T12:00:00.000000Z",
                    "sla_deadline_time": "2026-12-26T12:00:00.000000Z", "status": "pending"}""".formatted(account, request, ANN)));
            Answer done = completed(client, request);
            assertThat(done.at("/completed_at_time").stringValue()).isEqualTo("2026-11-26T12:00:00.000000Z");
            assertThat(done.at("/expired_at_time").stringValue()).isEqualTo("2026-12-03T12:00:00.000000Z");
            assertThat(done.json().has("export_location")).isFalse();
            assertThat(history(client, ANN)).isEmpty();
            assertThat(history(client, BOB)).hasSize(1);
            assertThat(recent(client)).containsOnly(BOB);
            JsonNode whitelist =
                    client.get("/v2/experiments/" + experiment).good().at("/whitelist");
            assertThat(whitelist).hasSize(1);
            assertThat(whitelist.at("/0/user_id").stringValue()).isEqualTo(BOB);
            // while the server runs: its write-ahead log is a file too
            assertThat(configuration()).doesNotContain(forcing(ANN)).contains(forcing(BOB));
        }
        compact();
        now.set(NOW.plus(Duration.ofDays(8)));
        try (RunningServer server = start()) {
            String identifier = server.client()
                    .get("/v2/subject-access-requests/" + request)
                    .good()
                    .at("/identifier")
                    .stringValue();
            assertThat(identifier).matches("sha256:[0-9a-f]{64}");
        }
        assertThat(bytes()).doesNotContain(ANN).contains(BOB);
    }

    @Test
    void an_export_has_all_that_is_kept_outlives_a_restart_and_lasts_a_week() throws Exception {
        long request;
        try (RunningServer server = start()) {
            Client client = server.client();
            visited(client);
            request = ask(client, "visitor", ANN, "fullstack_id", "access").id();
            completed(client, request);
        }
        try (RunningServer server = start()) {
            Client client = server.client();
            String location = client.get("/v2/subject-access-requests/" + request)
                    .good()
                    .at("/export_location")
                    .stringValue();
            assertThat(server.stranger().get(location).status()).isEqualTo(401);

            Map<String, JsonNode> export = unzipped(location);

            JsonNode about = file(export, "about.json");
            assertThat(about.at("/identifier").stringValue()).isEqualTo(ANN);
            assertThat(about.at("/forced_variations/0/experiment_id").longValue())
                    .isEqualTo(experiment);
            assertThat(about.at("/forced_variations/0/variation_id")).isEqualTo(variations.at("/0/variation_id"));
            JsonNode events = file(export, "events.json");
            assertThat(events).hasSize(2).allSatisfy(it -> {
                assertThat(it.at("/visitor_id").stringValue()).isEqualTo(ANN);
                assertThat(it.at("/project_id").longValue()).isEqualTo(project);
            });
            assertThat(events.valueStream().map(it -> it.at("/type").stringValue()))
                    .containsExactlyInAnyOrder("decision", "conversion");
            JsonNode conversion = events.valueStream()
                    .filter(it -> it.at("/type").stringValue().equals("conversion"))
                    .findFirst()
                    .orElseThrow();
            assertThat(conversion.at("/event_key").stringValue()).isEqualTo("purchase");
            assertThat(conversion.at("/tags/sku").stringValue()).isEqualTo("A-1");
            assertThat(conversion.at("/attributes/1").stringValue()).isEqualTo("pro");

            now.set(NOW.plus(Duration.ofDays(7)).plusSeconds(1));
            assertThat(client.get("/v2/subject-access-requests/" + request)
                            .good()
                            .json()
                            .has("export_location"))
                    .isFalse();
            assertThat(client.get(location).status()).isEqualTo(404);
        }
        assertThat(exports()).hasSize(1);
        try (RunningServer server = start()) {
            assertThat(server.client()
                            .get("/v2/subject-access-requests/" + request)
                            .good()
                            .at("/status")
                            .stringValue())
                    .isEqualTo("completed");
        }
        assertThat(exports()).isEmpty();
    }

    @Test
    void an_erasure_takes_exports_with_it() throws Exception {
        try (RunningServer server = start()) {
            Client client = server.client();
            visited(client);
            completed(
                    client,
                    ask(client, "visitor", ANN, "fullstack_id", "access").id());
            assertThat(exports()).hasSize(1);

            completed(
                    client,
                    ask(client, "visitor", ANN, "fullstack_id", "delete").id());

            assertThat(exports()).isEmpty();
        }
    }

    @Test
    void what_was_asked_before_the_server_ended_is_carried_out_after_the_next_start() throws Exception {
        try (RunningServer server = start()) {
            visited(server.client());
        }
        long request;
        try (DataFolder data = DataFolder.open(folder.resolve("data"));
                SqlStorage storage = SqlStorage.open(data)) {
            // as a server leaves it that is killed a moment after its answer
            request = storage.subjectRequests()
                    .add(
                            new SubjectRequest.New(
                                    account,
                                    SubjectRequest.Subject.VISITOR,
                                    ANN,
                                    SubjectRequest.IdentifierType.OTHER,
                                    SubjectRequest.Wish.DELETE),
                            NOW)
                    .id();
        }
        try (RunningServer server = start()) {
            completed(server.client(), request);
            assertThat(history(server.client(), ANN)).isEmpty();
        }
    }

    @Test
    void a_history_tells_what_a_visitor_was_shown_and_when() throws Exception {
        try (RunningServer server = start()) {
            Client client = server.client();
            visited(client);
            long at = NOW.toEpochMilli();

            String path = "/v2/attribution/" + account + "/visitor/" + ANN;
            assertThat(client.get(path).good().json()).isEqualTo(Json.parse("""
                    {"account_id": %d, "visitor_id": "%s", "bucketing_history": [{"campaign_id": 77,
                    "experiment_id": %d, "variation_id": %s, "is_holdback": false, "timestamp": %d}]}""".formatted(
                            account, ANN, experiment, variations.at("/0/variation_id"), at)));
            assertThat(client.get(path + "?start_time=2026-11-26T12:00:00Z&end_time=2026-11-26T12:00:00Z")
                            .good()
                            .at("/bucketing_history"))
                    .hasSize(1);
            assertThat(client.get(path + "?start_time=2026-11-26T12:00:01Z")
                            .good()
                            .at("/bucketing_history"))
                    .isEmpty();
            assertThat(client.get(path + "?end_time=2026-11-26T11:59:59Z")
                            .good()
                            .at("/bucketing_history"))
                    .isEmpty();
            assertThat(client.get(path + "?end_time=yesterday").status()).isEqualTo(400);
            assertThat(client.get("/v2/attribution/1/visitor/" + ANN).status()).isEqualTo(404);
            assertThat(history(client, "nobody%20we%20know")).isEmpty();
            assertThat(client.get("/v2/attribution/" + account + "/visitor/ann%2F7")
                            .good()
                            .at("/visitor_id"))
                    .isEqualTo(Json.parse("\"ann/7\""));
        }
    }

    @Test
    void requests_are_checked_listed_and_about_staff_too() throws Exception {
        try (RunningServer server = start()) {
            Client client = server.client();
            assertThat(ask(client, "user", "ann@example.com", "fullstack_id", "access")
                            .status())
                    .isEqualTo(400);
            Answer refused = client.post("/v2/subject-access-requests", "{\"data_type\": \"dog\"}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.at("/messages").propertyNames())
                    .containsExactlyInAnyOrder("data_type", "identifier", "identifier_type", "request_type");
            // whoever has an id that is kept has a right to be forgotten under it
            assertThat(ask(client, "visitor", "x".repeat(1025), "other", "access")
                            .status())
                    .isEqualTo(400);
            assertThat(ask(client, "visitor", "x".repeat(1024), "fullstack_id", "delete")
                            .status())
                    .isEqualTo(201);
            assertThat(client.get("/v2/subject-access-requests/1").status()).isEqualTo(404);

            long request =
                    ask(client, "user", "nobody@example.com", "email", "access").id();
            Answer done = completed(client, request);

            assertThat(unzipped(done.at("/export_location").stringValue())).containsOnlyKeys("about.json");
            JsonNode list = client.get("/v2/subject-access-requests").good().json();
            assertThat(list).hasSize(2);
            assertThat(list.at("/1/id").longValue()).isEqualTo(request);
        }
    }

    @Test
    void a_member_of_staff_sees_what_is_kept_and_leaves_nothing_personal() throws Exception {
        try (RunningServer server = start()) {
            server.client().get("/v2/projects").good();
        }
        withAccess(access -> {
            account = access.owner().orElseThrow().accountId();
            Profile carol = new Profile("carol@example.com", "Carol", "Danvers-who-leaves");
            Person person = new Person("5f0c1f4e-0a57-4a34-9a0e-7d6b2f1c3a11", account, carol, false, Map.of());
            access.change(it -> it.with(person));
            PersonalToken token =
                    PersonalToken.parse("2:a-token_of-carol-danvers").orElseThrow();
            access.add(person, token, "", Optional.empty());
            access.sessions().begin(Secret.of("carol's"), (Credential.Valid) access.find(token, NOW), NOW);
        });
        try (RunningServer server = start()) {
            Client client = server.client();
            Answer done = completed(
                    client,
                    ask(client, "user", "Carol@example.com", "email", "access").id());
            JsonNode about = file(unzipped(done.at("/export_location").stringValue()), "about.json");
            assertThat(about.at("/account/first_name").stringValue()).isEqualTo("Carol");
            assertThat(about.at("/account/sessions/0/begun").stringValue()).isEqualTo("2026-11-26T12:00:00.000000Z");
            assertThat(bytes()).contains("Danvers-who-leaves");

            completed(
                    client,
                    ask(client, "user", "carol@example.com", "email", "delete").id());
            assertThat(configuration()).doesNotContain("Danvers-who-leaves");
        }
        withAccess(access ->
                assertThat(access.roster().findByEmail("carol@example.com")).isEmpty());
        assertThat(bytes()).doesNotContain("Danvers-who-leaves");
    }

    /** What only a server that has ended lets others see. */
    private void withAccess(Consumer<Access> use) {
        try (DataFolder data = DataFolder.open(folder.resolve("data"));
                SqlStorage storage = SqlStorage.open(data)) {
            use.accept(storage.access(now::get, UUID::randomUUID));
        }
    }

    private RunningServer start() {
        return RunningServer.at(folder.resolve("data"), now::get);
    }

    /** Ann and Bob are in an experiment that forces a variation on each, and have bought something. */
    private void visited(Client client) {
        Answer made = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good();
        project = made.id();
        account = made.at("/account_id").longValue();
        client.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"plan\"}".formatted(project))
                .good();
        Answer running = client.post("/v2/experiments?action=start", """
                        {"project_id": %d, "key": "checkout", "variations": [
                        {"key": "original", "weight": 5000}, {"key": "green", "weight": 5000}]}""".formatted(project))
                .good();
        experiment = running.id();
        variations = running.at("/variations");
        JsonNode variation = variations.at("/0/variation_id");
        String forced = "{\"user_id\": \"%s\", \"variation_id\": " + variation + "}";
        client.patch(
                        "/v2/experiments/" + experiment,
                        "{\"whitelist\": [" + forced.formatted(ANN) + ", " + forced.formatted(BOB) + "]}")
                .good();
        StringBuilder visitors = new StringBuilder();
        for (String visitor : List.of(ANN, BOB)) {
            visitors.append(visitors.isEmpty() ? "" : ",")
                    .append("""
                    {"visitor_id": "%1$s", "attributes": [{"entity_id": "1", "key": "plan", "type": "custom",
                    "value": "pro"}], "snapshots": [{"decisions": [{"campaign_id": "77", "experiment_id": "%2$d",
                    "variation_id": "%3$s", "is_campaign_holdback": false}], "events": [{"entity_id": "77",
                    "key": "campaign_activated", "timestamp": %4$d, "uuid": "shown-%1$s"}]},
                    {"events": [{"entity_id": "601", "key": "purchase", "timestamp": %4$d, "uuid": "bought-%1$s",
                    "tags": {"sku": "A-1"}}]}]}""".formatted(visitor, experiment, variation, NOW.toEpochMilli()));
        }
        Answer sent = SentEvents.post(client, """
                {"client_name": "java-sdk", "client_version": "4.2.2", "account_id": "%d", "project_id": "%d",
                "revision": "7", "anonymize_ip": true, "enrich_decisions": true, "visitors": [%s]}""".formatted(account, project, visitors));
        assertThat(sent.status()).isEqualTo(204);
        SentEvents.settledLedger(client);
    }

    private static Answer ask(Client client, String data, String identifier, String type, String wish) {
        return client.post("/v2/subject-access-requests", """
                {"data_type": "%s", "identifier": "%s", "identifier_type": "%s", "request_type": "%s"}""".formatted(data, identifier, type, wish));
    }

    private static Answer completed(Client client, long request) {
        while (true) {
            Answer answer = client.get("/v2/subject-access-requests/" + request).good();
            String status = answer.at("/status").stringValue();
            if (status.equals("completed")) {
                return answer;
            }
            assertThat(status).isIn("pending", "processing");
            Thread.onSpinWait();
        }
    }

    private JsonNode history(Client client, String visitor) {
        return client.get("/v2/attribution/" + account + "/visitor/" + visitor)
                .good()
                .at("/bucketing_history");
    }

    /** Who is among the newest events. */
    private Stream<String> recent(Client client) {
        return client.get("/v2/x/projects/" + project + "/events/recent")
                .good()
                .json()
                .valueStream()
                .map(it -> it.at("/visitor_id").stringValue());
    }

    private static JsonNode file(Map<String, JsonNode> export, String name) {
        return Optional.ofNullable(export.get(name)).orElseThrow();
    }

    private static Map<String, JsonNode> unzipped(String location) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(location))
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .build();
        byte[] zip;
        try (HttpClient client = HttpClient.newHttpClient()) {
            zip = client.send(request, BodyHandlers.ofByteArray()).body();
        }
        Map<String, JsonNode> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            Optional<ZipEntry> entry = Optional.ofNullable(in.getNextEntry());
            while (entry.isPresent()) {
                files.put(entry.get().getName(), Json.parse(new String(in.readAllBytes(), UTF_8)));
                entry = Optional.ofNullable(in.getNextEntry());
            }
        }
        return files;
    }

    /** What a server does once a day. */
    private void compact() {
        try (DuckEventStore store =
                DuckEventStore.open(folder.resolve("data").resolve("store").resolve("events.duckdb"))) {
            store.compact();
        }
    }

    private List<Path> exports() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data").resolve("subject-exports"))) {
            return files.toList();
        }
    }

    /** How an experiment's configuration names a visitor on whom it forces a variation. */
    private static String forcing(String visitor) {
        return '"' + visitor + "\":";
    }

    private String configuration() throws IOException {
        StringBuilder bytes = new StringBuilder();
        for (String name : List.of("catalog.db", "catalog.db-wal")) {
            bytes.append(Files.readString(folder.resolve("data").resolve(name), StandardCharsets.ISO_8859_1));
        }
        return bytes.toString();
    }

    private String bytes() throws IOException {
        StringBuilder bytes = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return bytes.toString();
    }
}
