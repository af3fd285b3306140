package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Change;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.storage.sql.DataFolder;
import org.muriel.storage.sql.SqlStorage;
import org.muriel.testkit.SteppingClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills a server in the midst of writes, again and again: what was acknowledged is there afterwards, and the journal
 * tells how it came about. The process dies, not the machine: that every commit also reaches the disk is the
 * database's setting, and not seen here.
 */
class CrashTest {
    private static final Logger log = LoggerFactory.getLogger(CrashTest.class);
    private static final int ROUNDS = Boolean.getBoolean("muriel.long") ? 50 : 3;
    private static final int WRITERS = 4;

    /** Acknowledged writes of a round before the kill, at least and at most. */
    private static final int FEWEST = 20;

    private static final int MOST = 150;

    /** A fresh one each time looks at more moments; to see one again, give its number as muriel.seed. */
    private static final long SEED = Long.getLong("muriel.seed", new SecureRandom().nextLong());

    @TempDir
    private Path temporary;

    private final List<Writer.Written> everything = new ArrayList<>();

    @Test
    void nothing_that_was_acknowledged_is_lost_when_the_server_is_killed() throws Exception {
        Path data = temporary.resolve("data");
        Random random = new Random(SEED);
        ServerProcess server = launch(data, 0);
        try {
            Client client = server.client();
            long project = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                    .good()
                    .id();
            long feature = client.post("/v2/features", "{\"project_id\": %d, \"key\": \"shared\"}".formatted(project))
                    .good()
                    .id();
            for (int round = 1; round <= ROUNDS; round++) {
                int writes = random.nextInt(FEWEST, MOST);
                List<Writer.Written> written = write(server, client, project, feature, round, writes, random);
                long entries = journalAgrees(data);
                server = launch(data, round);
                client = server.client();
                int underWay = settle(client, written);
                everything.addAll(written);
                log.info(
                        "crash round {} of {}, seed {}: killed after {} writes, {} of those under way had been kept,"
                                + " {} journal entries",
                        round,
                        ROUNDS,
                        SEED,
                        writes,
                        underWay,
                        entries);
            }
            // What a round left must have survived the rounds after it.
            settle(client, everything);
            assertThat(server.terminate()).isIn(0, 143);
        } finally {
            server.close();
        }
    }

    /** Lets writers write, and kills the server after so many acknowledgements. */
    private static List<Writer.Written> write(
            ServerProcess server, Client client, long project, long feature, int round, int writes, Random random)
            throws Exception {
        CountDownLatch acknowledgements = new CountDownLatch(writes);
        List<Future<Writer>> writers = new ArrayList<>();
        List<Writer.Written> written = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) {
                Random own = new Random(random.nextLong());
                writers.add(threads.submit(
                        new Writer(client, project, feature, "r%d-w%d".formatted(round, i), own, acknowledgements)));
            }
            boolean enough = acknowledgements.await(60, TimeUnit.SECONDS);
            server.kill();
            for (Future<Writer> writer : writers) {
                written.addAll(writer.get().written());
            }
            assertThat(enough).as("seed %d: the writes came to a halt", SEED).isTrue();
        }
        return written;
    }

    /**
     * Compares what the server says with what the writers remember.
     *
     * @return how many writes were kept although nobody was told
     */
    private static int settle(Client client, List<Writer.Written> written) {
        int unacknowledged = 0;
        for (Writer.Written place : written) {
            String value = client.get(place.path).good().at(place.pointer).stringValue();
            assertThat(value)
                    .as("seed %d: %s of %s", SEED, place.pointer, place.path)
                    .isIn(place.possible());
            unacknowledged += place.possible().indexOf(value);
            place.settle(value);
        }
        return unacknowledged;
    }

    /**
     * Replays the journal of a folder whose server is dead: each entry goes on where the one before it stopped, and the
     * end is what the folder holds.
     *
     * @return the number of entries
     */
    private static long journalAgrees(Path data) {
        try (DataFolder folder = DataFolder.open(data);
                SqlStorage storage = SqlStorage.open(folder)) {
            Catalog catalog = storage.catalog(SteppingClock.bySeconds());
            Map<Long, Entity> entities = new HashMap<>();
            Map<Long, Long> revisions = new HashMap<>();
            long last = 0;
            List<Change> changes = catalog.changesAfter(last, 1_000);
            while (!changes.isEmpty()) {
                for (Change change : changes) {
                    assertThat(change.seq())
                            .as("seed %d: no entry is missing", SEED)
                            .isEqualTo(last + 1);
                    Optional<Entity> before =
                            Optional.ofNullable(entities.get(change.after().id()));
                    assertThat(change.before())
                            .as("seed %d: entry %d", SEED, change.seq())
                            .isEqualTo(before);
                    entities.put(change.after().id(), change.after());
                    change.datafileRevisions()
                            .forEach((environment, revision) -> revisions.merge(environment, revision, Math::max));
                    last = change.seq();
                }
                changes = catalog.changesAfter(last, 1_000);
            }
            Snapshot snapshot = catalog.snapshot();
            assertThat(snapshot.entities()).as("seed %d", SEED).containsExactlyInAnyOrderElementsOf(entities.values());
            Map<Long, Long> numbers = new HashMap<>();
            snapshot.datafileRevisions()
                    .forEach((environment, revision) -> numbers.put(environment, revision.number()));
            assertThat(numbers).as("seed %d", SEED).isEqualTo(revisions);
            return last;
        }
    }

    private ServerProcess launch(Path data, int number) throws IOException {
        return ServerProcess.launch(data, Files.createDirectory(temporary.resolve("run-" + number)));
    }
}
