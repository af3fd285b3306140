package org.muriel.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.event.Conversion;
import org.muriel.event.EventBatch;
import org.muriel.event.Exposure;
import org.muriel.event.RefusedEvent;
import org.muriel.event.VisitorAttribute;
import org.muriel.event.VisitorEvent;
import org.muriel.event.VisitorEvents;
import org.muriel.event.intake.Screening;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BatchDecoderTest {
    private static final Path VECTORS = Path.of("..", "vectors", "events");

    private static Decoded decode(String json) throws NotABatch {
        return BatchDecoder.decode(json.getBytes(UTF_8));
    }

    /** The events of one snapshot of one visitor. */
    private static Decoded snapshot(String members) throws NotABatch {
        return decode(
                "{\"account_id\": \"1\", \"visitors\": [{\"visitor_id\": \"v\", \"snapshots\": [{" + members + "}]}]}");
    }

    private static List<VisitorEvent> events(Decoded decoded) {
        return decoded.batch().visitors().stream()
                .flatMap(it -> it.events().stream())
                .toList();
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
    void everything_a_client_sends_is_read(String client) throws Exception {
        byte[] body = Files.readAllBytes(VECTORS.resolve(client + ".json"));
        JsonNode tree = JsonMapper.shared().readTree(body);

        Decoded decoded = BatchDecoder.decode(body);

        EventBatch batch = decoded.batch();
        assertThat(decoded.refused()).isEmpty();
        assertThat(batch.accountId()).isEqualTo("9001");
        assertThat(batch.projectId()).contains("9100");
        assertThat(batch.revision()).contains("7");
        assertThat(batch.client().name()).contains(tree.at("/client_name").stringValue());
        assertThat(batch.anonymizeIp()).isTrue();
        assertThat(batch.visitors()).hasSize(tree.at("/visitors").size());
        assertThat(events(decoded))
                .extracting(VisitorEvent::uuid)
                .containsExactlyElementsOf(tree.findValues("uuid").stream()
                        .map(JsonNode::stringValue)
                        .toList());
        assertThat(events(decoded))
                .extracting(it -> it.at().toEpochMilli())
                .containsExactlyElementsOf(tree.findValues("timestamp").stream()
                        .map(JsonNode::longValue)
                        .toList());
        VisitorEvents first = batch.visitors().getFirst();
        assertThat(first.events()).singleElement().isInstanceOfSatisfying(Exposure.class, it -> {
            assertThat(it.campaignId()).contains("201");
            assertThat(it.experimentId()).contains("301");
            assertThat(it.variationId()).contains("312");
            assertThat(it.holdback()).isFalse();
        });
        assertThat(first.attributes())
                .contains(new VisitorAttribute(Optional.of("501"), "plan", new VisitorAttribute.Value.Text("pro")))
                .contains(new VisitorAttribute(Optional.of("502"), "age", new VisitorAttribute.Value.Numeric(21)));
        assertThat(events(decoded))
                .filteredOn(Conversion.class::isInstance)
                .map(Conversion.class::cast)
                .anySatisfy(it -> {
                    assertThat(it.key()).isEqualTo("purchase");
                    assertThat(it.eventId()).contains("601");
                    assertThat(it.revenue()).hasValue(4200);
                    assertThat(it.value()).hasValue(42.5);
                });
    }

    @Test
    void decisions_without_an_experiment_count_for_no_experiment() throws Exception {
        JsonNode tree =
                JsonMapper.shared().readTree(Files.readAllBytes(VECTORS.resolve("no-decision-and-forced.json")));
        int seen = 0;
        for (JsonNode body : tree) {
            if (!body.has("visitors")) {
                continue;
            }
            Decoded decoded = decode(body.toString());
            assertThat(decoded.refused()).isEmpty();
            assertThat(events(decoded)).hasSameSizeAs(body.at("/visitors"));
            assertThat(events(decoded))
                    .map(Exposure.class::cast)
                    .filteredOn(it -> it.experimentId().isEmpty())
                    .isNotEmpty()
                    .allSatisfy(it -> assertThat(it.flag()).isPresent());
            seen++;
        }
        assertThat(seen).isGreaterThan(1);
    }

    @Test
    void a_body_that_is_not_utf_8_is_read_as_latin_1() throws Exception {
        JsonNode vector = JsonMapper.shared().readTree(Files.readAllBytes(VECTORS.resolve("java-latin1.json")));
        byte[] body = Base64.getDecoder().decode(vector.at("/body_base64").stringValue());

        Decoded decoded = BatchDecoder.decode(body);
        assertThat(decoded.batch().visitors())
                .extracting(VisitorEvents::visitorId)
                .contains(vector.at("/visitor_id_as_received").stringValue());

        String text = "{\"account_id\":\"1\",\"visitors\":[{\"visitor_id\":\"zoë\",\"snapshots\":[{\"events\":"
                + "[{\"uuid\":\"u\",\"timestamp\":1700000000000,\"key\":\"k\"}]}]}]}";
        for (var charset : List.of(UTF_8, StandardCharsets.ISO_8859_1)) {
            assertThat(BatchDecoder.decode(text.getBytes(charset))
                            .batch()
                            .visitors()
                            .getFirst()
                            .visitorId())
                    .isEqualTo("zoë");
        }
    }

    @Test
    void several_decisions_take_the_events_that_name_their_campaigns_and_share_one_otherwise() throws Exception {
        Decoded decoded = snapshot("""
                "decisions": [
                  {"campaign_id": "c2", "experiment_id": "e2", "variation_id": "x"},
                  {"campaign_id": "c1", "experiment_id": "e1", "variation_id": "y"},
                  {"campaign_id": "c9", "experiment_id": "e9", "variation_id": "z"}],
                "events": [
                  {"uuid": "p", "timestamp": 1700000000009, "key": "purchase"},
                  {"uuid": "a1", "timestamp": 1700000000001, "key": "campaign_activated", "entity_id": "c1"},
                  {"uuid": "a2", "timestamp": 1700000000002, "key": "campaign_activated", "entity_id": "c2"}]
                """);

        assertThat(decoded.refused()).isEmpty();
        assertThat(events(decoded)).extracting(VisitorEvent::uuid).containsExactly("a2", "a1", "a1", "p");
        assertThat(events(decoded))
                .extracting(it -> it.at().toEpochMilli() % 10)
                .containsExactly(2L, 1L, 1L, 9L);
    }

    @Test
    void a_decision_beside_a_conversion_alone_takes_its_time_and_its_uuid() throws Exception {
        Decoded decoded = snapshot("""
                "events": [{"uuid": "p", "timestamp": 1700000000009, "key": "purchase", "tags": []}],
                "decisions": [{"campaign_id": null, "experiment_id": "e", "variation_id": null}]
                """);

        assertThat(decoded.refused()).isEmpty();
        assertThat(events(decoded)).extracting(VisitorEvent::uuid).containsExactly("p", "p");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"timestamp\": 1700000000000, \"key\": \"k\"",
                "\"uuid\": \"\", \"timestamp\": 1700000000000, \"key\": \"k\"",
                "\"uuid\": [\"a\", {}], \"timestamp\": 1700000000000, \"key\": \"k\"",
                "\"uuid\": \"u\", \"key\": \"k\"",
                "\"uuid\": \"u\", \"timestamp\": \"1700000000000\", \"key\": \"k\"",
                "\"uuid\": \"u\", \"timestamp\": 1700000000000.5, \"key\": \"k\"",
                "\"uuid\": \"u\", \"timestamp\": 1700000000000, \"key\": {}",
                "\"uuid\": \"u\", \"timestamp\": 1700000000000",
                "\"uuid\": \"u\", \"timestamp\": 1700000000000, \"key\": \"k\", \"revenue\": \"1\"",
                "\"uuid\": \"u\", \"timestamp\": 1700000000000, \"key\": \"k\", \"revenue\": 1.5",
                "\"uuid\": \"u\", \"timestamp\": 1700000000000, \"key\": \"k\", \"value\": true",
                "\"uuid\": \"u\", \"timestamp\": 1700000000000, \"key\": \"k\", \"tags\": [1, [2]]",
                "\"uuid\": \"u\", \"timestamp\": 1700000000000, \"key\": \"k\", \"properties\": 1",
                "\"uuid\": \"u\", \"timestamp\": 1700000000000, \"key\": \"campaign_activated\""
            })
    void an_event_that_cannot_be_read_is_refused_and_its_neighbours_are_not(String members) throws Exception {
        String good = "{\"uuid\": \"good\", \"timestamp\": 1700000000000, \"key\": \"k\"}";
        Decoded decoded = snapshot("\"events\": [" + good + ", {" + members + "}, " + good + "]");

        assertThat(events(decoded)).extracting(VisitorEvent::uuid).containsExactly("good", "good");
        assertThat(decoded.refused()).singleElement().satisfies(it -> {
            assertThat(it.reason()).isEqualTo(RefusedEvent.Reason.MALFORMED);
            assertThat(it.visitorId()).contains("v");
            assertThat(it.detail()).matches("/visitors/0/snapshots/0/\\w+(/1/\\w+)?: expected .*, found .*");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "campaign_id,{},an object",
        "experiment_id,[],a list",
        "experiment_id,1.5,a fraction",
        "variation_id,true,true or false"
    })
    void a_decision_about_what_cannot_be_an_id_is_refused_rather_than_kept_without_it(
            String member, String value, String found) throws Exception {
        Decoded decoded = snapshot("\"decisions\": [{\"experiment_id\": 7}, {\"" + member + "\": " + value + "}],"
                + " \"events\": [{\"uuid\": \"u\", \"timestamp\": 1700000000000, \"key\": \"campaign_activated\"}]");

        assertThat(events(decoded)).hasSize(1);
        assertThat(decoded.refused())
                .singleElement()
                .extracting(RefusedEvent::detail)
                .isEqualTo("/visitors/0/snapshots/0/decisions/1/" + member + ": expected text, found " + found);
    }

    @Test
    void a_uuid_is_listed_no_longer_than_one_is_kept() throws Exception {
        Decoded decoded = snapshot("\"events\": [{\"uuid\": \"" + "u".repeat(100_000) + "\", \"timestamp\": true}]");

        assertThat(decoded.refused())
                .singleElement()
                .extracting(RefusedEvent::uuid)
                .isEqualTo(Optional.of("u".repeat(Screening.LONGEST_NAME)));
    }

    @Test
    void a_visitor_that_cannot_be_read_is_refused_with_its_events_and_its_neighbours_are_not() throws Exception {
        String snapshots =
                "\"snapshots\": [{\"events\": [{\"uuid\": \"u\", \"timestamp\": 1700000000000, \"key\": \"k\"},"
                        + " {\"uuid\": \"w\", \"timestamp\": 1700000000000, \"key\": \"k\"}]}]";
        Decoded decoded = decode(
                "{\"account_id\": 1, \"visitors\": [7, {" + snapshots + "}, {\"visitor_id\": \"v\", " + snapshots
                        + "}, {\"visitor_id\": \"w\", \"snapshots\": {}}, {\"visitor_id\": \"x\", \"snapshots\": [[]]}]}");

        assertThat(decoded.batch().visitors())
                .extracting(VisitorEvents::visitorId)
                .containsExactly("v");
        assertThat(decoded.refused())
                .extracting(RefusedEvent::detail)
                .containsExactly(
                        "/visitors/0: expected an object, found a whole number",
                        "/visitors/1/visitor_id: expected text, found nothing",
                        "/visitors/1/visitor_id: expected text, found nothing",
                        "/visitors/3/snapshots: expected a list, found an object",
                        "/visitors/4/snapshots/0: expected an object, found a list");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{} {}",
                "{\"account_id\": \"1\"}",
                "{\"account_id\": \"1\", \"visitors\": {}}",
                "{\"account_id\": null, \"visitors\": []}",
                "{\"visitors\": []}",
                "{\"account_id\": \"1\", \"visitors\": [] ",
                "{\"account_id\": \"1\", \"visitors\": [], \"x\": 01}",
                "{\"account_id\": \"1\", \"visitors\": [], \"x\": \"\u0001\"}"
            })
    void a_body_that_is_no_batch_is_refused_as_a_whole(String body) {
        assertThatThrownBy(() -> decode(body)).isInstanceOf(NotABatch.class);
    }

    @Test
    void who_sends_no_text_for_an_account_is_told_what_it_sent() {
        assertThatThrownBy(() -> decode("{\"account_id\": [1], \"visitors\": []}"))
                .hasMessage("/account_id: expected text, found a list");
    }

    @Test
    void more_events_than_any_client_sends_are_refused_as_a_whole() {
        String many = "1, ".repeat(BatchDecoder.MOST_EVENTS) + "1";
        assertThatThrownBy(() -> decode("{\"account_id\": \"1\", \"visitors\": [" + many + "]}"))
                .hasMessageContaining("at most 10000 events");
    }

    @Test
    void tags_are_kept_as_they_were_sent_but_for_what_cannot_be_stored() throws Exception {
        String tags = "{\"a\" : [1.50, {\"b\":null}],  \"revenue\":4200}";
        String odd = "{\"x\":\"\\ud800\\u0000y\",\"n\":1e400}";
        Decoded decoded = snapshot("\"events\": ["
                + Stream.of(tags, odd)
                        .map(it -> "{\"uuid\": \"u\", \"timestamp\": 1.7E12, \"key\": \"k\", \"tags\": " + it + "}")
                        .reduce((a, b) -> a + "," + b)
                        .orElseThrow()
                + "]");

        assertThat(events(decoded))
                .map(it -> ((Conversion) it).tags())
                .containsExactly(tags, "{\"x\":\"?\uFFFDy\",\"n\":1e400}");
        assertThat(events(decoded).getFirst().at()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
    }

    @Test
    void values_may_be_typed_by_a_mark_before_their_text_and_those_without_meaning_are_left_out() throws Exception {
        List<String> values = List.of(
                "\"\\ue000true\"",
                "\"\\ue0001.5\"",
                "\"\\ue000x\"",
                "1e400",
                "null",
                "[1, {}]",
                "{\"a\": []}",
                "false");
        StringBuilder attributes = new StringBuilder();
        for (String value : values) {
            attributes.append("{\"key\": \"k\", \"value\": ").append(value).append("},");
        }
        Decoded decoded = decode("{\"account_id\": \"1\", \"visitors\": [{\"attributes\": [" + attributes
                + " 7, {\"value\": 1}, {\"entity_id\": \"e\", \"value\": 1}], \"visitor_id\": \"v\", \"snapshots\": [{\"events\":"
                + "[{\"uuid\": \"u\", \"timestamp\": 1700000000000, \"key\": \"k\"}]}]}]}");

        assertThat(decoded.batch().visitors().getFirst().attributes())
                .extracting(VisitorAttribute::value)
                .containsExactly(
                        new VisitorAttribute.Value.Truth(true),
                        new VisitorAttribute.Value.Numeric(1.5),
                        new VisitorAttribute.Value.Text("x"),
                        new VisitorAttribute.Value.Truth(false),
                        new VisitorAttribute.Value.Numeric(1));
    }
}
