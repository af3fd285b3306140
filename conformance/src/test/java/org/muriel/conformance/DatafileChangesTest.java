package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muriel.testkit.Entities.aFeature;
import static org.muriel.testkit.Entities.aProject;
import static org.muriel.testkit.Entities.anEnvironment;
import static org.muriel.testkit.Entities.described;
import static org.muriel.testkit.Entities.keyed;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.api.datafile.DatafileChanges;
import org.muriel.api.datafile.Datafiles;
import org.muriel.api.datafile.PublishedDatafile;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.project.Environment;
import org.muriel.storage.sql.DataFolder;
import org.muriel.storage.sql.SqlStorage;
import org.muriel.testkit.SteppingClock;

/** Who waits for new datafiles is told of them, is never in the way of a write, and is spared what is outdated. */
class DatafileChangesTest {
    private static final int BURST = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path path;

    private DataFolder folder;
    private SqlStorage storage;
    private Catalog catalog;
    private Datafiles datafiles;
    private DatafileChanges changes;
    private Environment production;
    private Feature feature;

    private record Told(Environment environment, long revision) {}

    @BeforeEach
    void open() {
        folder = DataFolder.open(path.resolve("data"));
        storage = SqlStorage.open(folder);
        // every write at the same moment, so that nothing but the revision can tell their times apart
        catalog = storage.catalog(new SteppingClock(Instant.parse("2026-01-01T00:00:00.25Z"), Duration.ZERO));
        production = anEnvironment(1001, 1000, "production");
        feature = aFeature(50, 1000, "checkout");
        for (Entity entity : List.of(aProject(1000), production, feature)) {
            put(entity);
        }
        datafiles = new Datafiles(catalog, InstantSource.system());
        changes = DatafileChanges.start(catalog);
    }

    @AfterEach
    void close() {
        changes.close();
        storage.close();
        folder.close();
    }

    @Test
    void a_listener_is_told_of_a_change_that_is_there_to_be_had() throws InterruptedException {
        BlockingQueue<PublishedDatafile> told = new LinkedBlockingQueue<>();
        changes.subscribe((environment, revision) -> told.add(datafiles.of(environment)));

        put(keyed(feature, "till"));

        assertThat(text(next(told))).contains("till");
    }

    @Test
    void a_write_that_shows_nowhere_is_not_told() throws InterruptedException {
        BlockingQueue<Told> told = new LinkedBlockingQueue<>();
        changes.subscribe((environment, revision) -> told.add(new Told(environment, revision.number())));

        put(described(feature, "shows in no datafile"));
        put(keyed(feature, "till"));

        assertThat(next(told).revision()).isEqualTo(revision());
        assertThat(told).isEmpty();
    }

    @Test
    void a_thousand_writes_while_a_listener_is_busy_are_told_as_one_and_rendered_once() throws InterruptedException {
        BlockingQueue<Told> told = new LinkedBlockingQueue<>();
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        changes.subscribe((environment, revision) -> {
            told.add(new Told(environment, revision.number()));
            busy.countDown();
            await(free);
        });
        put(keyed(feature, "first"));
        await(busy);
        PublishedDatafile before = datafiles.of(production);

        for (int i = 0; i < BURST; i++) {
            put(keyed(feature, "burst-" + i));
        }
        free.countDown();

        assertThat(next(told).revision()).isEqualTo(before.revision().number());
        assertThat(next(told).revision())
                .isEqualTo(before.revision().number() + BURST)
                .isEqualTo(revision());
        PublishedDatafile after = datafiles.of(production);
        assertThat(text(after)).contains("burst-" + (BURST - 1));
        assertThat(datafiles.of(production)).as("rendered once").isSameAs(after);
        assertThat(told).isEmpty();
        assertThat(after.revision().lastModified())
                .as("a second for each revision, though all of them were made in one")
                .isEqualTo(before.revision().lastModified().plusSeconds(BURST));
    }

    @Test
    void a_listener_that_fails_harms_no_other_and_one_that_left_is_told_nothing() throws InterruptedException {
        BlockingQueue<Told> told = new LinkedBlockingQueue<>();
        BlockingQueue<Told> left = new LinkedBlockingQueue<>();
        changes.subscribe((environment, revision) -> {
            throw new IllegalStateException("a listener fails, as this test wants it to");
        });
        changes.subscribe((environment, revision) -> left.add(new Told(environment, revision.number())))
                .close();
        changes.subscribe((environment, revision) -> told.add(new Told(environment, revision.number())));

        put(keyed(feature, "till"));
        assertThat(next(told).environment().id()).isEqualTo(production.id());
        put(keyed(feature, "desk"));
        assertThat(next(told).revision()).isEqualTo(revision());
        assertThat(left).isEmpty();
    }

    private void put(Entity entity) {
        assertThat(catalog.write("test", draft -> draft.put(entity))).isInstanceOf(Outcome.Done.class);
    }

    private long revision() {
        return catalog.snapshot().datafileRevision(production.id()).number();
    }

    private static String text(PublishedDatafile datafile) {
        return new String(datafile.bytes(), StandardCharsets.UTF_8);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        @Nullable T next = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was told in " + PATIENCE);
        }
        return next;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds() * 4, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
