package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A new SDK key takes the place of the old one, which is accepted for a while, by everything that takes one. */
class SdkKeysTest {
    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private RunningServer server;
    private Client client;
    private String first;
    private String keys;
    private long environment;

    @BeforeEach
    void start() {
        server = RunningServer.at(folder, now::get);
        client = server.client();
        JsonNode made = CheckoutProject.make(client);
        environment = made.at("/id").longValue();
        keys = "/v2/environments/" + environment + "/sdk_keys";
        first = made.at("/datafile/sdk_key").stringValue();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_environment_begins_with_one_key() {
        JsonNode list = client.get(keys).good().json();

        assertThat(list).hasSize(1);
        assertThat(list.at("/0/id").longValue()).isEqualTo(1);
        assertThat(list.at("/0/sdk_key").stringValue()).isEqualTo(first);
        assertThat(list.at("/0/is_current").booleanValue()).isTrue();
        assertThat(list.at("/0/valid_until").isMissingNode()).isTrue();
    }

    @Test
    void the_new_key_is_the_environments_and_the_old_one_is_valid_for_a_day() {
        Answer made = client.post(keys, "{}");
        String second = made.at("/sdk_key").stringValue();

        assertThat(made.status()).isEqualTo(201);
        assertThat(second).matches("[A-Za-z0-9]{22}").isNotEqualTo(first);
        assertThat(made.at("/id").longValue()).isEqualTo(2);
        assertThat(made.at("/url").stringValue()).isEqualTo(server.origin() + "/datafiles/" + second + ".json");
        assertThat(client.get("/v2/environments/" + environment)
                        .at("/datafile/sdk_key")
                        .stringValue())
                .isEqualTo(second);
        JsonNode former = client.get(keys).at("/0");
        assertThat(former.at("/sdk_key").stringValue()).isEqualTo(first);
        assertThat(former.at("/is_current").booleanValue()).isFalse();
        assertThat(former.at("/is_valid").booleanValue()).isTrue();
        assertThat(former.at("/valid_until").stringValue()).isEqualTo("2026-01-02T00:00:00.000000Z");
    }

    @Test
    void everything_takes_the_old_key_until_it_ends_and_refuses_it_from_then_on() {
        String second = client.post(keys, "{\"overlap_hours\": 2}")
                .good()
                .at("/sdk_key")
                .stringValue();
        assertThat(statuses(first)).containsOnly(200);
        assertThat(statuses(second)).containsOnly(200);

        now.updateAndGet(it -> it.plus(Duration.ofHours(2).minusMillis(1)));
        assertThat(statuses(first)).containsOnly(200);

        now.updateAndGet(it -> it.plusMillis(1));
        assertThat(statuses(first)).containsOnly(403);
        assertThat(statuses(second)).containsOnly(200);
        assertThat(client.get(keys).at("/0/is_valid").booleanValue()).isFalse();
    }

    @Test
    void without_overlap_the_old_key_ends_at_once() {
        String second = client.post(keys, "{\"overlap_hours\": 0}")
                .good()
                .at("/sdk_key")
                .stringValue();

        assertThat(statuses(first)).containsOnly(403);
        assertThat(statuses(second)).containsOnly(200);
    }

    @Test
    void a_former_key_can_be_ended_and_the_present_one_cannot() {
        client.post(keys, "{}").good();

        assertThat(client.delete(keys + "/2").status()).isEqualTo(400);
        assertThat(client.delete(keys + "/3").status()).isEqualTo(404);
        assertThat(statuses(first)).containsOnly(200);
        assertThat(client.delete(keys + "/1").status()).isEqualTo(204);
        assertThat(statuses(first)).containsOnly(403);
    }

    @Test
    void old_and_new_key_are_told_apart_after_a_restart_too() {
        String second = client.post(keys, "{\"overlap_hours\": 48}")
                .good()
                .at("/sdk_key")
                .stringValue();
        server.close();
        server = RunningServer.at(folder, now::get);
        assertThat(statuses(first)).containsOnly(200);
        assertThat(statuses(second)).containsOnly(200);

        now.updateAndGet(it -> it.plus(Duration.ofHours(49)));
        assertThat(statuses(first)).containsOnly(403);
    }

    @Test
    void who_has_the_old_key_does_not_learn_the_new_one() {
        String second = client.post(keys, "{}").good().at("/sdk_key").stringValue();

        for (String text : List.of(
                datafile(first).text(),
                agentConfig(first).text(),
                ofrep(first, "").text())) {
            assertThat(text).contains(first).doesNotContain(second);
        }
        assertThat(datafile(second).text()).contains(second).doesNotContain(first);
        assertThat(datafile(first).at("/revision")).isEqualTo(datafile(second).at("/revision"));
    }

    @Test
    void both_get_every_later_change() {
        String second = client.post(keys, "{}").good().at("/sdk_key").stringValue();
        String before = datafile(first).at("/revision").stringValue();
        client.post("/v2/features", "{\"project_id\": %d, \"key\": \"new\"}".formatted(project()))
                .good();

        assertThat(datafile(first).text()).contains("\"new\"");
        assertThat(datafile(first).at("/revision").stringValue())
                .isNotEqualTo(before)
                .isEqualTo(datafile(second).at("/revision").stringValue());
    }

    @Test
    void a_stream_opened_with_the_old_key_hears_of_changes_and_ends_with_the_key() {
        client.post(keys, "{\"overlap_hours\": 1}").good();
        try (Listening listening = new Listening(server.origin() + "/ofrep/v1/changes/" + first, Map.of())) {
            client.post("/v2/features", "{\"project_id\": %d, \"key\": \"new\"}".formatted(project()))
                    .good();
            assertThat(listening.line()).contains("refetchEvaluation");

            now.updateAndGet(it -> it.plus(Duration.ofHours(1)));
            client.post("/v2/features", "{\"project_id\": %d, \"key\": \"newer\"}".formatted(project()))
                    .good();
            assertThat(listening.ends()).isTrue();
        }
    }

    @Test
    void what_visitors_decided_with_the_old_key_saw_is_kept_for_the_environment() {
        client.post(keys, "{}").good();

        Answer decided = server.stranger()
                .send(
                        "POST",
                        "/v1/activate?experimentKey=checkout",
                        Optional.of("{\"userId\": \"visitor-1\"}"),
                        Map.of("X-Optimizely-SDK-Key", first, "Content-Type", "application/json"));

        assertThat(decided.good().at("/0/variationKey").stringValue()).isIn("original", "green");
        assertThat(client.get("/v2/x/rejected_events").good().json()).isEmpty();
        assertThat(client.get("/v2/x/ledger?project_id=" + project())
                        .at("/0/received")
                        .longValue())
                .isEqualTo(1);
    }

    @Test
    void an_overlap_is_a_number_of_hours_up_to_a_year() {
        for (String overlap : List.of("-1", "8785", "\"one\"", "1.5", "true")) {
            Answer answer = client.post(keys, "{\"overlap_hours\": %s}".formatted(overlap));
            assertThat(answer.status()).as(overlap).isEqualTo(400);
            assertThat(answer.at("/messages/overlap_hours")).isNotEmpty();
        }
        assertThat(client.get(keys).json()).hasSize(1);
        assertThat(client.post("/v2/environments/1/sdk_keys", "{}").status()).isEqualTo(404);
        assertThat(server.stranger().post(keys, "{}").status()).isEqualTo(401);
    }

    @Test
    void of_very_many_keys_the_oldest_end() {
        for (int i = 0; i < 25; i++) {
            client.post(keys, "{\"overlap_hours\": 100}").good();
        }

        JsonNode list = client.get(keys + "?per_page=100").json();
        assertThat(list).hasSize(21);
        assertThat(list.at("/0/id").longValue()).isEqualTo(6);
        assertThat(list.at("/20/id").longValue()).isEqualTo(26);
        assertThat(statuses(first)).containsOnly(403);
    }

    // Tokens for datafiles

    @Test
    void a_datafile_token_opens_the_datafile_of_its_environment_and_nothing_else() {
        Answer made = client.post(tokens(), "{\"name\": \"checkout service\"}");
        String token = made.at("/token").stringValue();

        assertThat(made.status()).isEqualTo(201);
        assertThat(protectedDatafile(first, token)).isEqualTo(200);
        assertThat(protectedDatafile(first, token + "x")).isEqualTo(403);
        assertThat(protectedDatafile(otherKey(), token)).isEqualTo(403);
        assertThat(protectedDatafile("unknown", token)).isEqualTo(403);
        assertThat(server.stranger().get("/datafiles/auth/" + first + ".json").status())
                .isEqualTo(403);
        assertThat(server.stranger().with(token).get("/v2/projects").status()).isEqualTo(401);
        assertThat(protectedDatafile(first, RunningServer.TOKEN))
                .as("a personal token opens it too")
                .isEqualTo(200);
    }

    @Test
    void a_datafile_token_is_shown_once_and_listed_by_its_beginning() {
        Answer made = client.post(tokens(), "{\"name\": \"checkout service\"}").good();
        String token = made.at("/token").stringValue();

        Answer list = client.get(tokens()).good();
        assertThat(list.text()).doesNotContain(token).doesNotContain("hash");
        assertThat(list.at("/0/name").stringValue()).isEqualTo("checkout service");
        assertThat(token).startsWith(list.at("/0/prefix").stringValue());
        assertThat(list.at("/0/id")).isEqualTo(made.at("/id"));
        assertThat(client.get("/v2/environments/" + environment).text()).doesNotContain(token);
    }

    @Test
    void a_datafile_token_is_taken_back() {
        Answer made = client.post(tokens(), "").good();
        String token = made.at("/token").stringValue();
        server.close();
        server = RunningServer.at(folder, now::get);
        client = server.client();
        assertThat(protectedDatafile(first, token)).isEqualTo(200);

        assertThat(client.delete(tokens() + "/" + made.id()).status()).isEqualTo(204);

        assertThat(protectedDatafile(first, token)).isEqualTo(403);
        assertThat(client.delete(tokens() + "/" + made.id()).status()).isEqualTo(404);
        assertThat(client.get(tokens()).json()).isEmpty();
    }

    private String tokens() {
        return "/v2/environments/" + environment + "/datafile_tokens";
    }

    private int protectedDatafile(String key, String token) {
        return server.stranger()
                .with(token)
                .get("/datafiles/auth/" + key + ".json")
                .status();
    }

    private String otherKey() {
        return client.get("/v2/environments?project_id=" + project())
                .at("/1/datafile/sdk_key")
                .stringValue();
    }

    private long project() {
        return client.get("/v2/environments/" + environment).at("/project_id").longValue();
    }

    /** Of everything that takes an SDK key. */
    private List<Integer> statuses(String key) {
        return List.of(
                datafile(key).status(),
                server.client().get("/datafiles/auth/" + key + ".json").status(),
                agentConfig(key).status(),
                ofrep(key, "").status());
    }

    private Answer datafile(String key) {
        return server.stranger().get("/datafiles/" + key + ".json");
    }

    private Answer agentConfig(String key) {
        return server.stranger().send("GET", "/v1/datafile", Optional.empty(), Map.of("X-Optimizely-SDK-Key", key));
    }

    private Answer ofrep(String key, String flag) {
        return server.stranger()
                .with(key)
                .post("/ofrep/v1/evaluate/flags" + flag, "{\"context\": {\"targetingKey\": \"visitor-1\"}}");
    }
}
