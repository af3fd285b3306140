package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Kills a server while several post events to it, again and again: every event that was acknowledged is in the store
 * once, nothing is there that nobody sent, and the ledger balances. The process dies, not the machine: that every
 * commit also reaches the disk is the database's setting, and not seen here.
 */
class EventCrashTest {
    private static final Logger log = LoggerFactory.getLogger(EventCrashTest.class);
    private static final int ROUNDS = Boolean.getBoolean("muriel.long") ? 50 : 5;
    private static final int POSTERS = 6;
    private static final int EVENTS_OF_A_POST = 10;

    /** Acknowledged posts of a round before the kill, at least and at most. */
    private static final int FEWEST = 5;

    private static final int MOST = 200;

    /** A fresh one each time looks at more moments; to see one again, give its number as muriel.seed. */
    private static final long SEED = Long.getLong("muriel.seed", new SecureRandom().nextLong());

    @TempDir
    private Path temporary;

    private final Queue<String> sent = new ConcurrentLinkedQueue<>();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

    @Test
    void no_event_that_was_acknowledged_is_lost_or_counted_twice_when_the_server_is_killed() throws Exception {
        Path data = temporary.resolve("data");
        Random random = new Random(SEED);
        ServerProcess server = launch(data, 0);
        try {
            Client client = server.client();
            Answer project = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                    .good();
            for (int round = 1; round <= ROUNDS; round++) {
                int posts = random.nextInt(FEWEST, MOST);
                postUntilKilled(server, client, project, round, posts, random);
                server = launch(data, round);
                client = server.client();
                log.info(
                        "crash round {} of {}, seed {}: killed after {} posts; {} events acknowledged so far",
                        round,
                        ROUNDS,
                        SEED,
                        posts,
                        acknowledged.size());
            }
            List<JsonNode> ledger = SentEvents.settledLedger(client);
            assertThat(server.terminate()).isIn(0, 143);
            List<String> stored = SentEvents.stored(data);
            Set<String> once = new HashSet<>(stored);
            assertThat(stored).as("seed %d: nothing twice", SEED).hasSameSizeAs(once);
            assertThat(once).as("seed %d: nothing acknowledged is lost", SEED).containsAll(acknowledged);
            assertThat(new HashSet<>(sent))
                    .as("seed %d: nothing is invented", SEED)
                    .containsAll(once);
            assertThat(SentEvents.total(ledger, "/stored")).isEqualTo(stored.size());
            assertThat(SentEvents.total(ledger, "/duplicate")).isPositive();
        } finally {
            server.close();
        }
    }

    /** Lets posters post, and kills the server after so many acknowledgements. */
    private void postUntilKilled(
            ServerProcess server, Client client, Answer project, int round, int posts, Random random) throws Exception {
        CountDownLatch acknowledgements = new CountDownLatch(posts);
        List<Future<?>> posters = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < POSTERS; i++) {
                Random own = new Random(random.nextLong());
                String name = "r%d-p%d".formatted(round, i);
                posters.add(threads.submit(() -> post(client, project, name, own, acknowledgements)));
            }
            boolean enough = acknowledgements.await(60, TimeUnit.SECONDS);
            server.kill();
            for (Future<?> poster : posters) {
                poster.get();
            }
            assertThat(enough).as("seed %d: the posts came to a halt", SEED).isTrue();
        }
    }

    /** Posts until the server is gone; now and then what it has posted before, as clients do that got no answer. */
    private void post(Client client, Answer project, String name, Random random, CountDownLatch acknowledgements) {
        List<String> previous = List.of();
        for (int post = 0; ; post++) {
            List<String> uuids = new ArrayList<>();
            for (int i = 0; i < EVENTS_OF_A_POST; i++) {
                uuids.add(name + "-" + post + "-" + i);
            }
            if (random.nextInt(10) == 0 && !previous.isEmpty()) {
                uuids = previous;
            }
            sent.addAll(uuids);
            String body = SentEvents.body(
                    project.at("/account_id").longValue(), project.id(), 1_750_000_000_000L + post, uuids);
            try {
                Answer answer = SentEvents.post(client, body);
                if (answer.status() == 204) {
                    acknowledged.addAll(uuids);
                    acknowledgements.countDown();
                }
            } catch (UncheckedIOException e) {
                return; // the server is gone
            }
            previous = uuids;
        }
    }

    private ServerProcess launch(Path data, int number) throws Exception {
        return ServerProcess.launch(data, Files.createDirectory(temporary.resolve("run-" + number)));
    }
}
