package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kills a server in the midst of changes, again and again: the receiver is told of every acknowledged one all the same. */
@Timeout(600)
class WebhookCrashTest {
    private static final Logger log = LoggerFactory.getLogger(WebhookCrashTest.class);
    private static final int ROUNDS = Boolean.getBoolean("muriel.long") ? 20 : 2;
    private static final int WRITERS = 3;
    private static final int FEWEST = 10;
    private static final int MOST = 60;

    /** A fresh one each time looks at more moments; to see one again, give its number as muriel.seed. */
    private static final long SEED = Long.getLong("muriel.seed", new SecureRandom().nextLong());

    @TempDir
    private Path temporary;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger keys = new AtomicInteger();

    @Test
    void every_acknowledged_change_reaches_the_receiver_though_the_server_is_killed() throws Exception {
        Random random = new Random(SEED);
        try (Receiver receiver = Receiver.open()) {
            ServerProcess server = launch();
            try {
                Client client = server.client();
                long project = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                        .good()
                        .id();
                client.post(
                                "/v2/projects/" + project + "/webhooks",
                                "{\"name\": \"w\", \"url\": \"%s\", \"events\": [\"project.attribute_created\"]}"
                                        .formatted(receiver.url()))
                        .good();
                for (int round = 0; round < ROUNDS; round++) {
                    writeAndKill(server, client, project, random.nextInt(FEWEST, MOST));
                    server = launch();
                    client = server.client();
                }
                Set<String> told = new HashSet<>();
                int messages = 0;
                while (!told.containsAll(acknowledged)) {
                    told.add(receiver.next().json().at("/data/key").stringValue());
                    messages++;
                }
                log.info(
                        "seed {}: {} changes were acknowledged in {} rounds, {} messages told of them",
                        SEED,
                        acknowledged.size(),
                        ROUNDS,
                        messages);
                assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * FEWEST);
            } finally {
                server.close();
            }
        }
    }

    private ServerProcess launch() {
        return ServerProcess.launch(temporary.resolve("data"), temporary, "--webhook-networks", "127.0.0.1");
    }

    private void writeAndKill(ServerProcess server, Client client, long project, int writes) throws Exception {
        CountDownLatch enough = new CountDownLatch(writes);
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) {
                writers.execute(() -> write(client, project, enough));
            }
            boolean written = enough.await(60, TimeUnit.SECONDS);
            server.kill();
            assertThat(written).as("seed %d: the writes came to a halt", SEED).isTrue();
        }
    }

    /** Until the server is gone. */
    private void write(Client client, long project, CountDownLatch enough) {
        try {
            while (true) {
                String key = "a" + keys.incrementAndGet();
                client.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"%s\"}".formatted(project, key))
                        .good();
                acknowledged.add(key);
                enough.countDown();
            }
        } catch (RuntimeException e) {
            // it was killed
        }
    }
}
