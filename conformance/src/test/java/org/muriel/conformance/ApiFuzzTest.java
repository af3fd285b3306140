package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.conformance.MadeUpRequests.Made;
import org.muriel.testkit.SteppingClock;
import tools.jackson.databind.JsonNode;

/**
 * Requests made up from the description, good and bad: none is our fault, each that is refused has the error body and
 * changes nothing, and none that is not as described is taken.
 */
class ApiFuzzTest {
    /** The gate asks the same every time; the long suite asks something else every time. */
    private static final long SEED_OF_THE_GATE = 20_261_126;

    /** Things that are archived and changed more and more get in the way of good requests. */
    private static final int REQUESTS_OF_A_PROJECT = 250;

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMillis(10);

    @TempDir
    private Path folder;

    @Test
    void no_made_up_request_is_our_fault_and_none_that_is_refused_changes_anything() throws Exception {
        fuzz(1_000, Long.getLong("muriel.seed", SEED_OF_THE_GATE));
    }

    @Tag("long")
    @Test
    void nor_do_many_more() throws Exception {
        Map<String, Integer> taken = fuzz(20_000, Long.getLong("muriel.seed", new SecureRandom().nextLong()));
        assertThat(taken.values())
                .as("operations that a made-up request ever succeeded with: " + taken)
                .allMatch(it -> it > 0);
    }

    /** @return operation → how many requests it took */
    private Map<String, Integer> fuzz(int requests, long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, Integer> taken = new TreeMap<>();
        int refused = 0;
        try (RunningServer server = RunningServer.withReceivers(folder, new SteppingClock(START, STEP));
                StoredState state = StoredState.of(folder)) {
            Client client = server.client();
            JsonNode description =
                    server.stranger().get("/v2/swagger.json").good().json();
            KnownThings things = KnownThings.createdWith(client, "p");
            MadeUpRequests requestsOf = new MadeUpRequests(description, random, things);
            requestsOf.operations().forEach(it -> taken.put(it, 0));
            state.changes();
            for (int i = 0; i < requests; i++) {
                if (i > 0 && i % REQUESTS_OF_A_PROJECT == 0) {
                    things = KnownThings.createdWith(client, "p" + i);
                    requestsOf = new MadeUpRequests(description, random, things);
                    state.changes();
                }
                Made made = requestsOf.next();
                Answer answer = send(client, made);
                String about = "seed " + seed + ", request " + i + ": " + made + "\n"
                        + MadeUpRequests.shortened(answer.toString());
                assertThat(answer.status()).as(about).isLessThan(500);
                List<String> changed = state.changes();
                if (answer.status() >= 400) {
                    refused++;
                    assertThat(Promises.brokenByRefusal(answer)).as(about).isEmpty();
                    assertThat(changed).as("it has changed something; " + about).isEmpty();
                } else {
                    taken.merge(made.operation(), 1, Integer::sum);
                    if (made.method().equals("GET")) {
                        assertThat(changed)
                                .as("reading has changed something; " + about)
                                .isEmpty();
                    }
                    assertThat(Description.of(server.origin())
                                    .violations(made.method(), made.path(), made.body(), answer))
                            .as(about)
                            .isEmpty();
                    things.learn(made.operation(), answer);
                }
            }
        }
        assertThat(refused).as("seed " + seed).isBetween(requests / 4, requests * 3 / 4);
        return taken;
    }

    private static Answer send(Client client, Made made) throws Exception {
        return client.exchange(
                made.method(),
                made.path(),
                made.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody),
                made.headers());
    }
}
