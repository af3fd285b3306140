package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What has come of a project, and why an experiment has no results. */
class ArrivalsTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private RunningServer server;
    private Client client;
    private Answer made;
    private long attribute;
    private long event;
    private JsonNode experiment;
    private int sent;

    @BeforeEach
    void an_experiment_for_professionals() {
        server = RunningServer.at(folder, now::get);
        client = server.client();
        made = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good();
        attribute = client.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"plan\"}".formatted(made.id()))
                .good()
                .id();
        event = client.post("/v2/projects/" + made.id() + "/custom_events", "{\"key\": \"purchase\"}")
                .good()
                .id();
        long audience =
                client.post("/v2/audiences", """
                        {"project_id": %d, "name": "Professionals", "conditions": ["and",
                         {"type": "custom_attribute", "name": "plan", "match_type": "exact", "value": "pro"}]}""".formatted(made.id())).good().id();
        experiment = client.post("/v2/experiments", """
                        {"project_id": %d, "key": "checkout", "metrics": [{"event_id": %d}], "audience_ids": [%d],
                         "variations": [{"key": "a", "weight": 5000}, {"key": "b", "weight": 5000}]}""".formatted(made.id(), event, audience))
                .good()
                .json();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_doctor_names_the_first_step_that_fails_until_all_is_well() {
        assertThatItFailsAt("key");
        assertThat(step("audience").at("/state").stringValue()).isEqualTo("unknown");
        assertThat(step("ids").at("/state").stringValue()).isEqualTo("unknown");

        fetchDatafile();
        assertThatItFailsAt("running");

        client.patch("/v2/experiments/" + experiment.at("/id") + "?action=start", "{}")
                .good();
        assertThatItFailsAt("events");
        assertThat(step("events").at("/words").stringValue()).startsWith("No decision has come");

        later(Duration.ofMinutes(1));
        send(conversion("passer-by", "free"));
        assertThatItFailsAt("audience");

        send(decision("professional", 0));
        assertThat(step("audience").at("/state").stringValue()).isEqualTo("passed");
        assertThatItFailsAt("ids");

        later(Duration.ofMinutes(1));
        send(conversion("professional", "pro"));
        JsonNode healthy = doctor();
        assertThat(healthy.at("/healthy").booleanValue()).as(healthy.toString()).isTrue();
        assertThat(healthy.has("failing")).isFalse();

        later(Duration.ofDays(2));
        assertThatItFailsAt("events");
        assertThat(step("events").at("/words").stringValue()).contains("no decision has for more than a day");
        assertThat(client.get("/v2/x/experiments/1/doctor").status()).isEqualTo(404);
    }

    @Test
    void decisions_without_conversions_fail_too() {
        client.patch("/v2/experiments/" + experiment.at("/id") + "?action=start", "{}")
                .good();
        later(Duration.ofMinutes(1));
        send(decision("professional", 0));

        assertThatItFailsAt("events");
        assertThat(step("events").at("/words").stringValue()).contains("not one conversion");
    }

    @Test
    void of_arrivals_only_what_has_come_is_told() {
        JsonNode none = arrivals();
        assertThat(none.size()).as(none.toString()).isEqualTo(1);
        assertThat(none.at("/environments").size()).isEqualTo(2);

        fetchDatafile();
        assertThat(arrivals().at("/datafile_fetched").stringValue()).isEqualTo("2026-11-24T12:00:00.000000Z");

        client.patch("/v2/experiments/" + experiment.at("/id") + "?action=start", "{}")
                .good();
        later(Duration.ofMinutes(1));
        send(decision("one", 0));
        assertThat(arrivals().has("first_decision")).isTrue();
        assertThat(arrivals().has("first_event")).isFalse();
        send(conversion("one", "pro"));
        assertThat(arrivals().has("first_event")).isTrue();
        assertThat(arrivals().has("first_result")).as("of one variation").isFalse();
        send(decision("two", 1));
        assertThat(arrivals().has("first_result")).isTrue();
        assertThat(client.get("/v2/x/projects/1/arrivals").status()).isEqualTo(404);
    }

    @Test
    void the_newest_events_come_first_and_only_those_after_what_was_seen() {
        assertThat(recent("").size()).isZero();
        send(conversion("one", "pro"));
        send(decision("two", 0));

        JsonNode both = recent("");
        assertThat(both.size()).isEqualTo(2);
        assertThat(both.at("/0/type").stringValue()).isEqualTo("decision");
        assertThat(both.at("/0/visitor_id").stringValue()).isEqualTo("two");
        assertThat(both.at("/1/key").stringValue()).isEqualTo("purchase");
        assertThat(both.at("/1/outcome").stringValue()).isEqualTo("accepted");
        assertThat(recent("?limit=1")).hasSize(1);
        JsonNode after = recent("?after=" + both.at("/1/seq"));
        assertThat(after).hasSize(1);
        assertThat(after.at("/0")).isEqualTo(both.at("/0"));
        assertThat(recent("?after=" + both.at("/0/seq"))).isEmpty();
        assertThat(client.get(recentPath("?after=yesterday")).status()).isEqualTo(400);
        assertThat(client.get("/v2/x/projects/1/events/recent").status()).isEqualTo(404);
    }

    @Test
    void what_was_sent_twice_is_a_duplicate_and_what_is_wrong_says_why() {
        String visitor = conversion("one", "pro");
        send(visitor);
        send(visitor);
        // a time in seconds, as if it were milliseconds
        send(conversion("two", "pro").replace("000, \"uuid\"", ", \"uuid\""));

        JsonNode all = recent("");
        assertThat(all).as(all.toString()).hasSize(3);
        assertThat(all.at("/0/outcome").stringValue()).isEqualTo("rejected");
        assertThat(all.at("/0/detail").stringValue()).isNotEmpty();
        assertThat(List.of(
                        all.at("/1/outcome").stringValue(), all.at("/2/outcome").stringValue()))
                .containsExactlyInAnyOrder("accepted", "duplicate");
    }

    @Test
    void the_server_says_how_it_is_and_tries_its_parts() {
        send(conversion("one", "pro"));
        JsonNode system = client.get("/v2/x/system").good().json();

        assertThat(system.at("/started_at").stringValue()).isEqualTo("2026-11-24T12:00:00.000000Z");
        assertThat(system.at("/events").longValue()).isEqualTo(1);
        assertThat(system.at("/queue")).isEqualTo(Json.parse("{\"events\": 0, \"failing\": false}"));
        for (String size : List.of("/disk/catalog", "/disk/store", "/disk/free", "/memory/used")) {
            assertThat(system.at(size).longValue()).as(size).isPositive();
        }
        JsonNode tried = client.send("POST", "/v2/x/system/self_test").good().json();
        assertThat(tried.at("/passed").booleanValue()).as(tried.toString()).isTrue();
        assertThat(tried.at("/checks").size()).isPositive();
        tried.at("/checks")
                .forEach(it -> assertThat(it.at("/passed").booleanValue())
                        .as(it.toString())
                        .isTrue());
        Client viewer = server.stranger().with(Staff.hire(client, "v@example.com", made.id(), "viewer"));
        assertThat(viewer.send("POST", "/v2/x/system/self_test").status()).isEqualTo(403);
    }

    private void later(Duration duration) {
        now.updateAndGet(it -> it.plus(duration));
    }

    private void fetchDatafile() {
        for (JsonNode environment :
                client.get("/v2/environments?project_id=" + made.id()).good().json()) {
            if (environment.at("/is_primary").booleanValue(false)) {
                server.stranger()
                        .get("/datafiles/" + environment.at("/datafile/sdk_key").stringValue() + ".json")
                        .good();
            }
        }
    }

    private void assertThatItFailsAt(String step) {
        JsonNode found = doctor();
        assertThat(found.at("/failing").stringValue("nowhere"))
                .as(found.toString())
                .isEqualTo(step);
        assertThat(found.at("/healthy").booleanValue()).isFalse();
        assertThat(step(step).at("/state").stringValue()).isEqualTo("failed");
    }

    private JsonNode step(String name) {
        for (JsonNode step : doctor().at("/steps")) {
            if (step.at("/step").stringValue().equals(name)) {
                return step;
            }
        }
        throw new AssertionError("no step " + name);
    }

    private JsonNode doctor() {
        return client.get("/v2/x/experiments/" + experiment.at("/id") + "/doctor")
                .good()
                .json();
    }

    private JsonNode arrivals() {
        return client.get("/v2/x/projects/" + made.id() + "/arrivals").good().json();
    }

    private JsonNode recent(String query) {
        return client.get(recentPath(query)).good().json();
    }

    private String recentPath(String query) {
        return "/v2/x/projects/" + made.id() + "/events/recent" + query;
    }

    private void send(String visitor) {
        String body = """
                {"client_name": "java-sdk", "client_version": "4.2.2", "account_id": "%s", "project_id": "%d",
                "revision": "1", "anonymize_ip": true, "enrich_decisions": true, "visitors": [%s]}""".formatted(made.at("/account_id"), made.id(), visitor);
        assertThat(SentEvents.post(client, body).status()).isEqualTo(204);
        SentEvents.settledLedger(client);
    }

    private String decision(String visitor, int variation) {
        return """
                {"visitor_id": "%s", "attributes": [%s],
                "snapshots": [{"decisions": [{"campaign_id": "%s", "experiment_id": "%s", "variation_id": "%s",
                "is_campaign_holdback": false}], "events": [{"entity_id": "%s", "key": "campaign_activated",
                "timestamp": %d, "uuid": "u-%d"}]}]}""".formatted(
                        visitor,
                        plan("pro"),
                        experiment.at("/campaign_id"),
                        experiment.at("/id"),
                        experiment.at("/variations/" + variation + "/variation_id"),
                        experiment.at("/campaign_id"),
                        now.get().toEpochMilli(),
                        sent++);
    }

    private String conversion(String visitor, String plan) {
        return """
                {"visitor_id": "%s", "attributes": [%s], "snapshots": [{"events": [{"entity_id": "%s",
                "key": "purchase", "timestamp": %d, "uuid": "u-%d"}]}]}""".formatted(visitor, plan(plan), event, now.get().toEpochMilli(), sent++);
    }

    private String plan(String value) {
        return "{\"entity_id\": \"%d\", \"key\": \"plan\", \"type\": \"custom\", \"value\": \"%s\"}"
                .formatted(attribute, value);
    }
}
