package org.muriel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muriel.testkit.Entities.aFeature;
import static org.muriel.testkit.Entities.aProject;
import static org.muriel.testkit.Entities.anEnvironment;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Change;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;

/** A catalog with a project in it, and the words in which its contract is told. */
abstract class CatalogVocabulary {
    static final String ACTOR = "5f0c1f4e-0a57-4a34-9a0e-7d6b2f1c3a11";

    Catalog catalog;
    long projectId;
    long productionId;
    long developmentId;

    /** Opens the catalog of the present test, after closing it if it is open. An empty one at the first call. */
    protected abstract Catalog reopen(InstantSource time);

    @BeforeEach
    void open_a_catalog_with_a_project() {
        catalog = reopen(SteppingClock.bySeconds());
        assertThat(catalog.snapshot().entities()).isEmpty();
        assertThat(catalog.snapshot().datafileRevisions()).isEmpty();
        assertThat(catalog.changesAfter(0, 10)).isEmpty();
        projectId = writes(draft -> {
            long id = draft.nextId();
            productionId = draft.nextId();
            developmentId = draft.nextId();
            draft.put(aProject(id));
            draft.put(anEnvironment(productionId, id, "production"));
            draft.put(anEnvironment(developmentId, id, "development"));
            return id;
        });
    }

    <T> T writes(Function<Draft, T> change) {
        return done(catalog.write(ACTOR, draft -> Outcome.done(change.apply(draft))))
                .value();
    }

    void puts(Entity entity) {
        done(catalog.write(ACTOR, draft -> draft.put(entity)));
    }

    Feature creates(String key) {
        return done(catalog.write(ACTOR, draft -> draft.put(newFeature(draft, key))))
                .value();
    }

    void reopens() {
        catalog = reopen(SteppingClock.bySeconds());
    }

    Feature newFeature(Draft draft, String key) {
        return aFeature(draft.nextId(), projectId, key);
    }

    long lastSeq() {
        return catalog.changesAfter(0, 1_000).getLast().seq();
    }

    void assertNothingChangesBy(Runnable write) {
        Snapshot before = catalog.snapshot();
        List<Change> journal = catalog.changesAfter(0, 1_000);

        write.run();

        assertThat(catalog.snapshot()).isSameAs(before);
        assertThat(catalog.changesAfter(0, 1_000)).isEqualTo(journal);
        reopens();
        assertSame(catalog.snapshot(), before);
    }

    /** Environment id → number of its datafile. */
    Map<Long, Long> revisions() {
        Map<Long, Long> numbers = new HashMap<>();
        catalog.snapshot().datafileRevisions().forEach((id, revision) -> numbers.put(id, revision.number()));
        return numbers;
    }

    static void assertSame(Snapshot actual, Snapshot expected) {
        assertThat(actual.entities()).containsExactlyInAnyOrderElementsOf(expected.entities());
        assertThat(actual.datafileRevisions()).isEqualTo(expected.datafileRevisions());
    }

    static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) -> throw new AssertionError("refused: " + problem);
        };
    }

    static void inParallel(int count, Consumer<Integer> work) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int worker = i;
                running.add(threads.submit(() -> work.accept(worker)));
            }
        }
        for (Future<?> one : running) {
            one.get();
        }
    }
}
