package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reading costs. */
class ReadsTest {
    private static final int READS = 10_000;

    /** Requests sent before the first answer is read; they and their answers fit the buffers in between. */
    private static final int AT_ONCE = 25;

    private static final int ROUNDS = 40;

    @TempDir
    private Path folder;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.in(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void ten_thousand_reads_send_no_statement_to_the_database() throws IOException {
        List<String> paths = Sample.make(server.client()).reads();
        // results ask the journal what became of an experiment, once for each of its versions
        paths.forEach(server.client()::get);
        long before = server.server().statements();

        try (Wire wire = new Wire(server.port())) {
            for (int sent = 0; sent < READS; sent += AT_ONCE) {
                for (int i = sent; i < sent + AT_ONCE; i++) {
                    wire.say("GET " + paths.get(i % paths.size()) + " HTTP/1.1\r\nHost: localhost\r\n"
                            + "Authorization: Bearer " + RunningServer.TOKEN + "\r\n\r\n");
                }
                for (int i = 0; i < AT_ONCE; i++) {
                    assertThat(wire.answer().status()).isIn(200, 204, 404);
                }
            }
        }

        assertThat(server.server().statements()).isEqualTo(before);
    }

    @Test
    void an_answer_of_twenty_kilobytes_waits_for_no_acknowledgement() {
        Client client = server.client();
        long project = client.post("/v2/projects", "{\"name\": \"p\"}").good().id();
        for (int i = 0; i < 20; i++) {
            client.post("/v2/attributes", """
                    {"project_id": %d, "key": "k%d", "description": "%s"}""".formatted(project, i, "x".repeat(900)))
                    .good();
        }
        String large = "/v2/attributes?project_id=" + project;
        String small = "/v2/projects/" + project;
        assertThat(client.get(large).text().length()).isBetween(18_000, 24_000);

        long[] largeNanos = new long[ROUNDS];
        long[] smallNanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            largeNanos[i] = nanos(client, large);
            smallNanos[i] = nanos(client, small);
        }

        // Waiting costs 40 ms each time; half of that leaves room for a busy machine, which slows both alike.
        assertThat(median(largeNanos).minus(median(smallNanos))).isLessThan(Duration.ofMillis(20));
    }

    private static long nanos(Client client, String path) {
        long start = System.nanoTime();
        client.get(path).good();
        return System.nanoTime() - start;
    }

    private static Duration median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return Duration.ofNanos(sorted[sorted.length / 2]);
    }
}
