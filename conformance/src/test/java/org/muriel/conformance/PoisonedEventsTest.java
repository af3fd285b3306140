package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that no SDK sends: each gets an answer that is no fault of ours, and the next good body is kept. */
class PoisonedEventsTest {
    private static final long MILLIS = 1_750_000_000_000L;
    private static final int MUTATIONS = 20_000;
    private static final long SEED = Long.getLong("muriel.seed", new SecureRandom().nextLong());

    @TempDir
    private Path temporary;

    private RunningServer server;
    private Client client;
    private long account;
    private long project;

    @BeforeEach
    void start() {
        server = RunningServer.in(temporary.resolve("data"));
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

    private String good(String uuid) {
        return SentEvents.body(account, project, MILLIS, List.of(uuid));
    }

    /** What an element of a body may be that it should not be. */
    private static List<String> oddities() {
        return List.of(
                "null",
                "true",
                "-0",
                "1e400",
                "-1e-400",
                "1e999999999",
                "9".repeat(400),
                "0." + "1".repeat(900),
                "\"\"",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\u0000\"",
                "\"" + "x".repeat(100_000) + "\"",
                "\"\\ue0001e999\"",
                "\"\u202e\ufeff\ufffd\"",
                "[]",
                "[[[]]]",
                "[null, 1, {}]",
                "{}",
                "{\"\": {\"\": null}}",
                "{\"a\": 1, \"a\": {\"a\": 2, \"a\": 3}}",
                "[".repeat(90) + "]".repeat(90),
                "[".repeat(2_000) + "]".repeat(2_000),
                "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
                "01",
                "NaN",
                "'x'",
                "\"\t\"",
                "");
    }

    /** Every member of a good body in turn replaced by every oddity, doubled, and left out; and the body cut. */
    private List<byte[]> corpus() {
        String impression = """
                {"account_id": "%d", "project_id": "%d", "revision": "7", "client_name": "c", "client_version": "1",
                "anonymize_ip": true, "enrich_decisions": true, "visitors": [{"visitor_id": "v", "session_id": "s",
                "attributes": [{"entity_id": "1", "key": "k", "type": "custom", "value": "x"}],
                "snapshots": [{"decisions": [{"campaign_id": "1", "experiment_id": "2", "variation_id": "3",
                "is_campaign_holdback": false, "metadata": {"flag_key": "f", "rule_key": "r", "rule_type": "t",
                "variation_key": "v", "enabled": true, "cmab_uuid": "u"}}],
                "events": [{"entity_id": "1", "timestamp": %d, "key": "campaign_activated", "uuid": "UUID", "type": "t"},
                {"entity_id": "6", "timestamp": %d, "key": "purchase", "uuid": "UUID2", "revenue": 1, "value": 0.5,
                "quantity": 1, "tags": {"a": "b"}, "properties": {"c": 1}}]}]}]}""".formatted(account, project, MILLIS, MILLIS);
        List<byte[]> corpus = new ArrayList<>();
        List<String> values = List.of(
                "\"7\"",
                "\"c\"",
                "true",
                "[{\"visitor_id",
                "\"v\"",
                "\"s\"",
                "[{\"entity_id\": \"1\", \"key\"",
                "\"x\"",
                "[{\"decisions\"",
                "[{\"campaign_id\"",
                "\"2\"",
                "\"3\"",
                "false",
                "{\"flag_key\"",
                "\"f\"",
                "[{\"entity_id\": \"1\", \"timestamp\"",
                String.valueOf(MILLIS),
                "\"UUID\"",
                "\"purchase\"",
                "0.5",
                "{\"a\"",
                "{\"c\"");
        for (String value : values) {
            int at = impression.indexOf(value);
            for (String oddity : oddities()) {
                int end = value.startsWith("[") || value.startsWith("{") ? at : at + value.length();
                // before a list or object the oddity stands as a value, and the rest follows as another member
                String rest = end == at ? ", \"rest\": " + impression.substring(at) : impression.substring(end);
                corpus.add((impression.substring(0, at) + oddity + rest).getBytes(UTF_8));
            }
        }
        for (int length = 0; length < impression.length(); length += 23) {
            corpus.add(impression.substring(0, length).getBytes(UTF_8));
        }
        for (String bytes : List.of(
                "\u00ff", "\u00c1\u0081", "\u00e2\u0082", "\u00ed\u00a0\u0080", "\u00f4\u0090\u0080\u0080", "\0")) {
            corpus.add(impression.replace("\"v\"", "\"" + bytes + "\"").getBytes(ISO_8859_1));
            corpus.add((bytes + impression).getBytes(ISO_8859_1));
            corpus.add((impression + bytes).getBytes(ISO_8859_1));
        }
        corpus.add((impression + impression).getBytes(UTF_8));
        corpus.add(("\ufeff" + impression).getBytes(UTF_8));
        corpus.add(impression.getBytes(UTF_16));
        corpus.add("[".repeat(1_000_000).getBytes(UTF_8));
        corpus.add(("{\"account_id\": \"1\", \"visitors\": [" + "{},".repeat(20_000) + "{}]}").getBytes(UTF_8));
        return corpus;
    }

    private void isAnsweredWell(byte[] body) throws IOException {
        Answer answer = client.exchange("POST", "/v1/events", BodyPublishers.ofByteArray(body), Map.of());
        assertThat(answer.status())
                .as(() -> "seed " + SEED + ": " + new String(body, 0, Math.min(body.length, 2_000), ISO_8859_1))
                .isIn(204, 400);
    }

    private void theNextGoodOneIsKept() {
        assertThat(SentEvents.post(client, good("the-good-one")).status()).isEqualTo(204);
        assertThat(SentEvents.settledLedger(client))
                .anySatisfy(it -> assertThat(it.at("/stored").longValue()).isPositive());
        server.close();
    }

    @Test
    void no_malformed_body_is_our_fault() throws Exception {
        List<byte[]> corpus = corpus();
        assertThat(corpus).hasSizeGreaterThan(600);
        for (byte[] body : corpus) {
            isAnsweredWell(body);
        }
        theNextGoodOneIsKept();
        assertThat(SentEvents.stored(temporary.resolve("data"))).contains("the-good-one");
    }

    /** Bytes of good bodies changed, cut out, doubled and put elsewhere. */
    @Tag("long")
    @Test
    void nor_is_a_body_that_chance_has_changed() throws Exception {
        Random random = new Random(SEED);
        List<byte[]> corpus = corpus().stream().filter(it -> it.length < 10_000).toList();
        long used = -1;
        for (int i = 0; i < MUTATIONS; i++) {
            isAnsweredWell(mutated(corpus.get(random.nextInt(corpus.size())), random));
            if (i == MUTATIONS / 4) {
                used = heap();
            }
        }
        assertThat(heap()).as("memory stays flat").isLessThan(used + (64L << 20));
        theNextGoodOneIsKept();
    }

    private static byte[] mutated(byte[] body, Random random) {
        byte[] bytes = body.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 4; i--) {
            int at = random.nextInt(bytes.length);
            int length = 1 + random.nextInt(Math.min(20, bytes.length - at));
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> {
                    byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
                    System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
                    bytes = shorter;
                }
                default -> System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
            }
        }
        return bytes;
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
