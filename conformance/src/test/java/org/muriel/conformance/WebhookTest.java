package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Webhooks (REST specification, 20) with receivers that are there. */
@Timeout(180)
class WebhookTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00.25Z");
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=next");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable it : open.reversed()) {
            it.close();
        }
    }

    @Test
    void a_webhook_is_made_shown_changed_and_really_removed() {
        Client client = start().client();
        long project = project(client);

        Answer made = client.post(
                "/v2/projects/" + project + "/webhooks",
                "{\"name\": \"datafile\", \"url\": \"https://app.example.com/hook\","
                        + " \"events\": [\"project.datafile_updated\", \"project.flag_archived\"]}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/id").isString()).isTrue();
        String id = made.at("/id").stringValue();
        assertThat(made.at("/secret").stringValue()).matches("[A-Za-z0-9_-]{43}");
        assertThat(made.json().propertyNames())
                .containsExactlyInAnyOrder(
                        "active",
                        "created",
                        "description",
                        "events",
                        "id",
                        "last_modified",
                        "name",
                        "project_id",
                        "secret",
                        "url");
        assertThat(made.at("/description").stringValue()).isEmpty();

        Answer read = client.get("/v2/webhooks/" + id).good();
        assertThat(read.json().has("secret")).isFalse();
        Answer changed = client.patch(
                        "/v2/webhooks/" + id, "{\"name\": \"edge\", \"secret\": \"mine\", \"events\": []}")
                .good();
        assertThat(changed.at("/name").stringValue()).isEqualTo("edge");
        assertThat(changed.at("/url").stringValue()).isEqualTo("https://app.example.com/hook");
        assertThat(changed.at("/events")).isEmpty();
        assertThat(changed.json().has("secret")).isFalse();

        assertThat(client.delete("/v2/webhooks/" + id).status()).isEqualTo(204);
        assertThat(client.get("/v2/webhooks/" + id).status()).isEqualTo(404);
        assertThat(client.patch("/v2/webhooks/" + id, "{}").status()).isEqualTo(404);
        assertThat(client.delete("/v2/webhooks/" + id).status()).isEqualTo(404);
        assertThat(client.get("/v2/x/webhooks/" + id + "/deliveries").status()).isEqualTo(404);
        assertThat(client.get("/v2/projects/" + project + "/webhooks").good().json())
                .isEmpty();
        Answer history = client.get("/v2/changes?entity_type=webhook&project_id=" + project)
                .good();
        assertThat(history.json()).hasSize(3);
        assertThat(history.text())
                .contains("app.example.com")
                .doesNotContain("app.example.com/hook")
                .doesNotContain(made.at("/secret").stringValue());
    }

    @Test
    void the_collection_is_paged_by_token_and_by_number() {
        Client client = start().client();
        long project = project(client);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(webhook(client, project, "https://app.example.com/" + i)
                    .at("/id")
                    .stringValue());
        }

        List<String> found = new ArrayList<>();
        Optional<String> path = Optional.of("/v2/projects/" + project + "/webhooks?per_page=2&page_window=3");
        int pages = 0;
        while (path.isPresent()) {
            Answer page = client.get(path.get()).good();
            page.json().forEach(it -> found.add(it.get("id").stringValue()));
            path = page.header("Link").map(NEXT::matcher).filter(Matcher::find).map(it -> it.group(1));
            pages++;
        }

        assertThat(found).isEqualTo(made);
        assertThat(pages).isEqualTo(3);
        Answer second = client.get("/v2/projects/" + project + "/webhooks?page=2&per_page=2")
                .good();
        assertThat(second.at("/0/id").stringValue()).isEqualTo(made.get(2));
        assertThat(second.header("Link").orElseThrow()).contains("rel=prev", "rel=next", "rel=last");
        assertThat(client.get("/v2/projects/" + project + "/webhooks?page_token=nonsense!")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2/hook",
                "http://10.0.0.1/hook",
                "http://169.254.169.254/latest/meta-data",
                "http://[::1]/hook",
                "http://[::ffff:192.168.0.1]/hook",
                "http://[fe80::1%25eth0]/hook",
                "http://user:password@app.example.com/hook",
                "ftp://app.example.com/hook",
                "file:///etc/passwd",
                "https:///hook",
                "app.example.com/hook",
                "https://app.example.com:70000/",
                "https://app.example.com/#top",
                "not a url"
            })
    void an_address_that_nobody_is_to_be_sent_to_is_refused(String url) {
        Client client = start().client();
        long project = project(client);

        Answer refused = client.post(
                "/v2/projects/" + project + "/webhooks", "{\"name\": \"a\", \"url\": \"" + url + "\", \"events\": []}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/messages/url")).isNotEmpty();
    }

    @Test
    void what_is_wrong_with_a_webhook_is_named() {
        Client client = start().client();
        long project = project(client);

        Answer refused = client.post(
                "/v2/projects/" + project + "/webhooks",
                "{\"url\": 1, \"events\": [\"project.datafile_updated\", \"project.moved\"]}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/messages").propertyNames()).containsExactlyInAnyOrder("name", "url", "events.1");
        assertThat(client.post("/v2/projects/999/webhooks", "{}").status()).isIn(400, 404);
    }

    @Test
    void a_change_reaches_the_receiver_once_and_signed() throws Exception {
        RunningServer server = start();
        Client client = server.client();
        Receiver receiver = receiver();
        long project = project(client);
        Answer made = webhook(client, project, receiver.url(), "project.datafile_updated", "project.flag_created");
        String secret = made.at("/secret").stringValue();

        long feature = client.post("/v2/features", "{\"project_id\": %d, \"key\": \"checkout\"}".formatted(project))
                .good()
                .id();

        Receiver.Message flag = receiver.next();
        assertThat(flag.json()).isEqualTo(Json.parse("""
                {"project_id": %d, "timestamp": %d, "event": "project.flag_created", "data": {
                "id": %d, "key": "checkout", "name": "checkout", "api_url": "%s/v2/features/%d", "change_id": %s}}""".formatted(
                        project,
                        NOW.getEpochSecond(),
                        feature,
                        server.origin(),
                        feature,
                        flag.json().at("/data/change_id"))));
        List<String> environments = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Receiver.Message datafile = receiver.next();
            assertThat(datafile.event()).isEqualTo("project.datafile_updated");
            JsonNode data = datafile.json().get("data");
            assertThat(data.propertyNames())
                    .containsExactlyInAnyOrder("cdn_url", "environment", "origin_url", "revision");
            environments.add(data.get("environment").stringValue());
            Answer present = client.get(data.get("origin_url").stringValue()).good();
            assertThat(present.at("/revision").stringValue())
                    .isEqualTo(data.get("revision").toString());
            genuine(datafile, secret);
        }
        genuine(flag, secret);
        assertThat(environments).containsExactlyInAnyOrder("Production", "Development");
        assertThat(receiver.isQuiet()).isTrue();
    }

    private static void genuine(Receiver.Message message, String secret) throws Exception {
        assertThat(message.header("Content-Type")).isEqualTo("application/json");
        assertThat(SignedMessage.isGenuine(secret, message.header("X-Hub-Signature"), message.body()))
                .isTrue();
        assertThat(SignedMessage.isGenuine(secret, message.header("X-Muriel-Signature"), message.body(), NOW))
                .isTrue();
        assertThat(SignedMessage.isGenuine("other", message.header("X-Muriel-Signature"), message.body(), NOW))
                .isFalse();
        assertThat(SignedMessage.isGenuine(secret, message.header("X-Muriel-Signature"), message.body() + " ", NOW))
                .isFalse();
    }

    @Test
    void only_the_environment_whose_datafile_changed_is_told_of() {
        Client client = start().client();
        Receiver receiver = receiver();
        long project = project(client);
        client.post("/v2/features", "{\"project_id\": %d, \"key\": \"f\"}".formatted(project))
                .good();
        webhook(client, project, receiver.url(), "project.datafile_updated", "project.attribute_created");
        long feature =
                client.get("/v2/features?project_id=" + project).at("/0/id").longValue();

        client.patch("/v2/features/" + feature, "{\"description\": \"no datafile shows it\"}")
                .good();
        client.patch("/v2/features/" + feature, """
                        {"environments": {"Development": {"rollout_rules": [
                        {"audience_conditions": "everyone", "enabled": true, "percentage_included": 10000}]}}}""").good();
        Receiver.Message datafile = receiver.next();
        attribute(client, project, "plan");

        assertThat(datafile.json().at("/data/environment").stringValue()).isEqualTo("Development");
        // nothing of the other environment came before it
        assertThat(receiver.next().event()).isEqualTo("project.attribute_created");
    }

    @Test
    void what_is_not_taken_is_sent_again_after_growing_pauses_and_then_given_up() {
        Client client = start().client();
        Receiver receiver = receiver().answering(503);
        long project = project(client);
        String id = webhook(client, project, receiver.url(), "project.attribute_created")
                .at("/id")
                .stringValue();
        attribute(client, project, "plan");

        String delivery = receiver.next().header("X-Muriel-Delivery");
        Duration last = Duration.ZERO;
        for (int attempt = 1; attempt <= 6; attempt++) {
            JsonNode log = logged(client, id, attempt);
            assertThat(log.get("status").stringValue()).isEqualTo("waiting");
            assertThat(log.at("/last_attempt/status").intValue()).isEqualTo(503);
            assertThat(log.at("/last_attempt/answer").stringValue()).isEqualTo("answered 503");
            Instant due = Instant.parse(log.get("next_attempt").stringValue());
            Duration pause = Duration.between(now.get(), due);
            assertThat(pause).isGreaterThan(last);
            last = pause;
            assertThat(receiver.isQuiet()).isTrue();
            now.set(due);
            Receiver.Message again = receiver.next();
            assertThat(again.header("X-Muriel-Delivery")).isEqualTo(delivery);
            assertThat(again.header("X-Muriel-Attempt")).isEqualTo(Integer.toString(attempt + 1));
        }
        JsonNode log = logged(client, id, 7);
        assertThat(log.get("status").stringValue()).isEqualTo("failed");
        assertThat(log.has("next_attempt")).isFalse();
    }

    @Test
    void one_that_is_put_aside_does_not_hold_up_those_behind_it() {
        Client client = start().client();
        Receiver receiver = receiver().answering(500);
        long project = project(client);
        String id = webhook(client, project, receiver.url(), "project.attribute_created")
                .at("/id")
                .stringValue();
        attribute(client, project, "first");
        assertThat(receiver.next().json().at("/data/key").stringValue()).isEqualTo("first");
        logged(client, id, 1);

        receiver.answering(204);
        attribute(client, project, "second");

        assertThat(receiver.next().json().at("/data/key").stringValue()).isEqualTo("second");
        now.updateAndGet(it -> it.plus(Duration.ofSeconds(20)));
        assertThat(receiver.next().json().at("/data/key").stringValue()).isEqualTo("first");
        assertThat(logged(client, id, 2).get("status").stringValue()).isEqualTo("delivered");
    }

    @Test
    void a_receiver_that_does_not_answer_keeps_no_other_waiting() {
        Client client = start().client();
        Receiver slow = receiver().silent();
        Receiver quick = receiver();
        long project = project(client);
        webhook(client, project, slow.url(), "project.attribute_created");
        webhook(client, project, quick.url(), "project.attribute_created");

        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            attribute(client, project, "a" + i);
            keys.add("a" + i);
        }

        // none of these waits for the slow one, which has one message in its hands all the while
        assertThat(keys)
                .allSatisfy(it -> assertThat(quick.next().json().at("/data/key").stringValue())
                        .isEqualTo(it));
        assertThat(slow.next().json().at("/data/key").stringValue()).isEqualTo("a0");
        assertThat(slow.isQuiet()).isTrue();
    }

    @Test
    void a_message_can_be_sent_once_more_and_a_receiver_pinged() {
        Client client = start().client();
        Receiver receiver = receiver();
        long project = project(client);
        String id = webhook(client, project, receiver.url(), "project.attribute_created")
                .at("/id")
                .stringValue();
        attribute(client, project, "plan");
        Receiver.Message first = receiver.next();
        long delivery = logged(client, id, 1).get("id").longValue();

        Answer replayed = client.post("/v2/x/webhooks/" + id + "/deliveries/" + delivery + "/replay", "")
                .good();

        Receiver.Message again = receiver.next();
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("X-Muriel-Delivery"))
                .isEqualTo(Long.toString(replayed.id()))
                .isNotEqualTo(first.header("X-Muriel-Delivery"));
        assertThat(replayed.at("/replay_of").longValue()).isEqualTo(delivery);
        client.post("/v2/x/webhooks/" + id + "/ping", "").good();
        assertThat(receiver.next().event()).isEqualTo("x_ping");
        assertThat(client.post("/v2/x/webhooks/" + id + "/deliveries/1/replay", "")
                        .status())
                .isEqualTo(404);
        assertThat(client.post("/v2/x/webhooks/" + id + "/deliveries/x/replay", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void changes_of_while_the_receiver_was_away_arrive_after_a_restart_and_those_before_it_came_do_not() {
        Receiver receiver = receiver().answering(503);
        long project;
        try (RunningServer server = RunningServer.withReceivers(folder, now::get)) {
            Client client = server.client();
            project = project(client);
            attribute(client, project, "before");
            webhook(client, project, receiver.url(), "project.attribute_created");
            attribute(client, project, "after");
            receiver.next();
        }
        receiver.answering(200);
        now.updateAndGet(it -> it.plus(Duration.ofMinutes(1)));

        start();

        assertThat(receiver.next().json().at("/data/key").stringValue()).isEqualTo("after");
        assertThat(receiver.isQuiet()).isTrue();
    }

    @Test
    void this_machine_is_not_sent_to_unless_the_operator_says_so() {
        RunningServer server = RunningServer.at(folder, now::get);
        open.add(server);
        Client client = server.client();
        Receiver receiver = receiver();
        long project = project(client);
        String id = webhook(client, project, "http://localhost:" + receiver.port() + "/", "project.attribute_created")
                .at("/id")
                .stringValue();

        attribute(client, project, "plan");

        JsonNode log = logged(client, id, 1);
        assertThat(log.at("/last_attempt/answer").stringValue()).contains("localhost leads to", "--webhook-networks");
        assertThat(log.at("/last_attempt").has("status")).isFalse();
        assertThat(receiver.isQuiet()).isTrue();
    }

    private RunningServer start() {
        RunningServer server = RunningServer.withReceivers(folder, now::get);
        open.add(server);
        return server;
    }

    private Receiver receiver() {
        Receiver receiver = Receiver.open();
        open.add(receiver);
        return receiver;
    }

    private static long project(Client client) {
        return client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good()
                .id();
    }

    private static void attribute(Client client, long project, String key) {
        client.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"%s\"}".formatted(project, key))
                .good();
    }

    private static Answer webhook(Client client, long project, String url, String... events) {
        String list = events.length == 0 ? "" : "\"" + String.join("\", \"", events) + "\"";
        return client.post(
                        "/v2/projects/" + project + "/webhooks",
                        "{\"name\": \"w\", \"description\": \"\", \"url\": \"%s\", \"events\": [%s]}"
                                .formatted(url, list))
                .good();
    }

    /** The oldest delivery of a webhook, once it has been attempted that often. */
    private static JsonNode logged(Client client, String id, int attempts) {
        while (true) {
            JsonNode list =
                    client.get("/v2/x/webhooks/" + id + "/deliveries").good().json();
            if (!list.isEmpty()) {
                JsonNode oldest = list.get(list.size() - 1);
                if (oldest.get("attempts").intValue() >= attempts) {
                    return oldest;
                }
            }
            Thread.onSpinWait();
        }
    }
}
