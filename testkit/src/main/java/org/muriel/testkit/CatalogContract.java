package org.muriel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.muriel.testkit.Entities.aFeature;
import static org.muriel.testkit.Entities.aProject;
import static org.muriel.testkit.Entities.anAttribute;
import static org.muriel.testkit.Entities.anEnvironment;
import static org.muriel.testkit.Entities.anExperiment;
import static org.muriel.testkit.Entities.archived;
import static org.muriel.testkit.Entities.described;
import static org.muriel.testkit.Entities.keyed;
import static org.muriel.testkit.Entities.switchedOnIn;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Catalog.Committed;
import org.muriel.experiment.catalog.Change;
import org.muriel.experiment.catalog.DatafileEdition;
import org.muriel.experiment.catalog.DatafileRevision;
import org.muriel.experiment.catalog.IdGenerator;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;

/**
 * What every {@link Catalog} promises. A storage inherits it and says how its catalog is opened; it closes the last one
 * itself after each test.
 */
@Timeout(60)
public abstract class CatalogContract extends CatalogVocabulary {
    // Keeping

    @Test
    void a_write_is_in_the_snapshot_it_answers_with_and_in_the_next_one_taken() {
        Snapshot before = catalog.snapshot();

        Committed<Feature> committed = done(catalog.write(ACTOR, draft -> draft.put(newFeature(draft, "checkout"))));

        Feature feature = committed.value();
        assertThat(committed.snapshot().find(Feature.class, feature.id())).contains(feature);
        assertThat(catalog.snapshot()).isSameAs(committed.snapshot());
        assertThat(before.find(Feature.class, feature.id())).isEmpty();
    }

    @Test
    void a_write_is_there_again_after_reopening() {
        creates("checkout");
        Feature second = creates("search");
        puts(described(second, "Finds things"));
        Snapshot before = catalog.snapshot();

        reopens();

        assertSame(catalog.snapshot(), before);
    }

    static Stream<List<Entity>> entities() {
        return Stream.of(Entities.bareOnesOf(1_000), Entities.everythingOf(1_000));
    }

    @ParameterizedTest
    @MethodSource("entities")
    void every_kind_of_entity_comes_back_as_it_was(List<Entity> entities) {
        entities.forEach(this::puts);

        reopens();

        for (Entity entity : entities) {
            assertThat(catalog.snapshot().find(Entity.class, entity.id())).contains(entity);
        }
        assertThat(catalog.changesAfter(0, 100)).extracting(Change::after).containsAll(entities);
    }

    @Test
    void the_order_of_a_whitelist_is_kept() {
        Experiment experiment = Entities.everythingOf(1_000).stream()
                .filter(Experiment.class::isInstance)
                .map(Experiment.class::cast)
                .findFirst()
                .orElseThrow();
        puts(aProject(1_000));
        puts(experiment);

        reopens();

        assertThat(catalog.snapshot()
                        .get(Experiment.class, experiment.id())
                        .design()
                        .whitelist()
                        .keySet())
                .containsExactlyElementsOf(experiment.design().whitelist().keySet());
    }

    // Refusing

    @Test
    void a_refused_change_leaves_nothing() {
        Feature feature = creates("checkout");
        Problem problem = new Problem.NotFound("experiment", 7);

        assertNothingChangesBy(() -> {
            Outcome<Committed<String>> outcome = catalog.write(ACTOR, draft -> {
                draft.put(described(feature, "changed"));
                draft.put(newFeature(draft, "search"));
                return Outcome.refused(problem);
            });
            assertThat(outcome).isEqualTo(Outcome.refused(problem));
        });
        creates("search");
    }

    @Test
    void a_change_that_throws_leaves_nothing_and_the_next_write_works() {
        Feature feature = creates("checkout");

        assertNothingChangesBy(() -> assertThatThrownBy(() -> catalog.write(ACTOR, draft -> {
                    draft.put(described(feature, "changed"));
                    throw new ArithmeticException("a bug");
                }))
                .isInstanceOf(ArithmeticException.class));
        creates("search");
    }

    @Test
    void a_write_that_leaves_everything_as_it_was_is_done_and_leaves_no_trace() {
        Feature feature = creates("checkout");

        assertNothingChangesBy(() -> {
            done(catalog.write(ACTOR, draft -> draft.put(feature)));
            done(catalog.write(
                    ACTOR, draft -> draft.put(described(feature, "changed")).then(it -> draft.put(feature))));
            done(catalog.write(ACTOR, draft -> Outcome.done("nothing at all")));
        });
    }

    @Test
    void a_name_is_taken_also_by_an_archived_entity_and_after_reopening() {
        Feature feature = creates("checkout");
        puts(archived(feature));
        Problem taken = new Problem.Taken("feature", "key", "checkout", feature.id());

        assertThat(catalog.write(ACTOR, draft -> draft.put(newFeature(draft, "checkout"))))
                .isEqualTo(Outcome.refused(taken));
        reopens();
        assertThat(catalog.write(ACTOR, draft -> draft.put(newFeature(draft, "checkout"))))
                .isEqualTo(Outcome.refused(taken));
    }

    @Test
    void a_key_may_be_borne_once_per_project_and_kind() {
        creates("checkout");
        long other = writes(draft -> {
            long id = draft.nextId();
            draft.put(aProject(id));
            return id;
        });

        puts(aFeature(2_001, other, "checkout"));
        puts(anExperiment(2_002, projectId, "checkout"));
        puts(anAttribute(2_003, projectId, "checkout"));
        puts(aFeature(2_004, projectId, "Checkout"));
    }

    @Test
    void one_write_may_hand_a_key_from_one_entity_to_another() {
        Feature first = creates("first");
        Feature second = creates("second");

        writes(draft -> {
            draft.put(keyed(first, "between"));
            draft.put(keyed(second, "first"));
            draft.put(keyed(first, "second"));
            return "";
        });

        reopens();
        assertThat(catalog.snapshot().get(Feature.class, first.id()).key()).isEqualTo("second");
        assertThat(catalog.snapshot().get(Feature.class, second.id()).key()).isEqualTo("first");
    }

    // The journal

    @Test
    void the_journal_tells_before_and_after_of_each_entity_by_ascending_id() {
        Feature feature = creates("checkout");
        long seen = lastSeq();
        List<Instant> now = new ArrayList<>();

        Feature search = writes(draft -> {
            now.add(draft.now());
            Feature created = done(draft.put(newFeature(draft, "search")));
            draft.put(archived(feature));
            return created;
        });
        puts(described(search, "Finds things"));

        List<Change> changes = catalog.changesAfter(seen, 10);
        assertThat(changes)
                .extracting(Change::action, Change::before, Change::after)
                .containsExactly(
                        tuple(Change.Action.ARCHIVE, Optional.of(feature), archived(feature)),
                        tuple(Change.Action.CREATE, Optional.empty(), search),
                        tuple(Change.Action.UPDATE, Optional.of(search), described(search, "Finds things")));
        assertThat(changes).extracting(Change::actor).containsOnly(ACTOR);
        assertThat(changes).extracting(Change::seq).isSorted().doesNotHaveDuplicates();
        assertThat(changes.subList(0, 2)).extracting(Change::at).containsOnly(now.getFirst());
        assertThat(changes.getLast().at()).isAfter(now.getFirst());
        assertThat(now.getFirst()).isEqualTo(now.getFirst().truncatedTo(ChronoUnit.MICROS));
    }

    @Test
    void the_journal_is_read_in_pages_and_is_the_same_after_reopening() {
        Stream.of("one", "two", "three").forEach(this::creates);
        List<Change> all = catalog.changesAfter(0, 100);

        reopens();

        List<Change> pages = new ArrayList<>();
        List<Change> page = catalog.changesAfter(0, 2);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            pages.addAll(page);
            page = catalog.changesAfter(page.getLast().seq(), 2);
        }
        assertThat(pages).isEqualTo(all).hasSize(6);
    }

    @Test
    void every_revision_that_a_datafile_ever_had_is_known() {
        Set<Long> given = new HashSet<>();
        catalog.snapshot().datafileRevisions().values().forEach(it -> given.add(it.number()));
        creates("one");
        creates("two");
        catalog.snapshot().datafileRevisions().values().forEach(it -> given.add(it.number()));
        reopens();

        List<DatafileEdition> editions = catalog.editionsAfter(0, 100);
        assertThat(editions).extracting(DatafileEdition::projectId).containsOnly(projectId);
        assertThat(editions).extracting(DatafileEdition::revision).containsAll(given);
        catalog.snapshot()
                .datafileRevisions()
                .forEach((environment, revision) -> assertThat(editions)
                        .filteredOn(it -> it.revision() == revision.number())
                        .extracting(DatafileEdition::environmentId)
                        .containsOnly(environment));

        List<DatafileEdition> page = catalog.editionsAfter(0, 1);
        assertThat(page)
                .extracting(DatafileEdition::seq)
                .containsOnly(page.getFirst().seq());
        assertThat(catalog.editionsAfter(page.getFirst().seq(), 100))
                .isEqualTo(editions.stream()
                        .filter(it -> it.seq() > page.getFirst().seq())
                        .toList());
    }

    @Test
    void replaying_the_journal_gives_the_configuration() {
        Random random = new Random(20260101);
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            if (features.isEmpty() || random.nextInt(3) == 0) {
                features.add(creates("feature-" + i));
            } else {
                Feature one = features.get(random.nextInt(features.size()));
                puts(random.nextBoolean() ? described(one, "at " + i) : archived(one));
            }
        }

        Map<Long, Entity> replayed = new HashMap<>();
        Map<Long, DatafileRevision> revisions = new HashMap<>();
        for (Change change : catalog.changesAfter(0, 1_000)) {
            Optional<Entity> before =
                    Optional.ofNullable(replayed.put(change.after().id(), change.after()));
            assertThat(change.before()).isEqualTo(before);
            change.datafileRevisions().forEach((environmentId, number) -> {
                Optional<DatafileRevision> known = Optional.ofNullable(revisions.get(environmentId));
                if (known.isEmpty() || known.get().number() < number) {
                    revisions.put(environmentId, DatafileRevision.after(known, number, change.at()));
                }
            });
        }
        assertSame(Snapshot.EMPTY.with(replayed.values(), revisions), catalog.snapshot());
    }

    @Test
    void a_visitor_who_is_forgotten_was_never_forced_by_any_entry_of_the_journal() {
        long id = 900_000;
        writes(draft -> {
            Entities.everythingOf(id).forEach(draft::put);
            return id;
        });
        Experiment forcing = catalog.snapshot().get(Experiment.class, id + 6);
        assertThat(forcing.design().whitelist()).containsOnlyKeys("zoë", "adam");
        writes(draft -> draft.put(forcing.notForcing("zoë")));

        catalog.forgetForced("zoë");

        List<Change> entries = catalog.changesOf(forcing.id());
        assertThat(entries).hasSize(2);
        assertThat(entries)
                .extracting(Change::after)
                .containsOnly(catalog.snapshot().get(Experiment.class, forcing.id()));
        assertThat(entries.getLast().before()).contains(entries.getFirst().after());
        assertThat(((Experiment) entries.getFirst().after()).design().whitelist())
                .containsOnlyKeys("adam");
    }

    @Test
    void a_clock_set_back_leaves_the_order_of_the_journal() {
        catalog = reopen(new SteppingClock(Instant.parse("2026-06-01T00:00:00Z"), Duration.ofDays(-1)));

        Stream.of("one", "two", "three").forEach(this::creates);

        assertThat(catalog.changesAfter(0, 100).subList(3, 6))
                .extracting(it -> ((Feature) it.after()).key())
                .containsExactly("one", "two", "three");
    }

    // Ids

    @Test
    void ids_ascend_from_eleven_digits_and_none_is_given_twice() {
        assertThat(projectId).isGreaterThanOrEqualTo(IdGenerator.FIRST);
        List<Long> ids = new ArrayList<>(List.of(projectId, productionId, developmentId));
        for (int i = 0; i < 4; i++) {
            ids.add(creates("feature-" + i).id());
            done(catalog.write(ACTOR, draft -> Outcome.done(draft.nextId())));
            catalog.write(ACTOR, draft -> Outcome.refused(new Problem.NotFound("feature", draft.nextId())));
            if (i % 2 == 1) {
                reopens();
            }
        }

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    // Many at once

    @Test
    void concurrent_writers_lose_no_update() throws Exception {
        int writers = 6;
        int updates = 15;
        Feature feature = creates("checkout");
        long seen = lastSeq();

        inParallel(writers, writer -> {
            for (int i = 0; i < updates; i++) {
                done(catalog.write(ACTOR, draft -> {
                    Feature current = draft.current().get(Feature.class, feature.id());
                    return draft.put(described(current, current.description() + "+"));
                }));
            }
        });

        reopens();
        assertThat(catalog.snapshot().get(Feature.class, feature.id()).description())
                .isEqualTo("+".repeat(writers * updates));
        Entity last = feature;
        for (Change change : catalog.changesAfter(seen, 1_000)) {
            assertThat(change.before()).contains(last);
            last = change.after();
        }
    }

    @Test
    void readers_see_whole_writes_in_their_order() throws Exception {
        Feature left = creates("left");
        Feature right = creates("right");
        AtomicBoolean written = new AtomicBoolean();

        inParallel(3, worker -> {
            if (worker == 0) {
                for (int i = 1; i <= 30; i++) {
                    String count = Integer.toString(i);
                    writes(draft -> {
                        draft.put(described(left, count));
                        draft.put(described(right, count));
                        return "";
                    });
                }
                written.set(true);
                return;
            }
            int last = 0;
            while (!written.get()) {
                Snapshot snapshot = catalog.snapshot();
                String description = snapshot.get(Feature.class, left.id()).description();
                assertThat(snapshot.get(Feature.class, right.id()).description())
                        .isEqualTo(description);
                int count = description.isEmpty() ? 0 : Integer.parseInt(description);
                assertThat(count).isGreaterThanOrEqualTo(last);
                last = count;
            }
        });
    }

    // Datafile revisions

    @Test
    void each_environment_gets_a_revision_of_its_own_from_the_counter_of_its_project() {
        Map<Long, Long> first = revisions();
        assertThat(first.values()).containsExactlyInAnyOrder(1L, 2L);

        creates("checkout");

        Map<Long, Long> second = revisions();
        assertThat(second.keySet()).containsExactlyInAnyOrder(productionId, developmentId);
        assertThat(second.values()).containsExactlyInAnyOrder(3L, 4L);

        long other = writes(draft -> {
            long id = draft.nextId();
            draft.put(aProject(id));
            draft.put(anEnvironment(draft.nextId(), id, "production"));
            return id;
        });

        long otherProduction = catalog.snapshot()
                .environment(other, "production")
                .orElseThrow()
                .id();
        assertThat(catalog.snapshot().datafileRevision(otherProduction).number())
                .isEqualTo(1);
        assertThat(catalog.snapshot().datafileRevision(productionId).number()).isEqualTo(second.get(productionId));
    }

    @Test
    void only_the_environments_concerned_get_a_new_revision_and_the_journal_tells_them() {
        Feature feature = creates("checkout");
        long production = catalog.snapshot().datafileRevision(productionId).number();
        long development = catalog.snapshot().datafileRevision(developmentId).number();
        long seen = lastSeq();

        puts(described(feature, "shows in no datafile"));
        puts(switchedOnIn(developmentId, feature));

        long raised = Math.max(production, development) + 1;
        assertThat(catalog.changesAfter(seen, 10))
                .extracting(Change::datafileRevisions)
                .containsExactly(Map.of(), Map.of(developmentId, raised));
        reopens();
        assertThat(catalog.snapshot().datafileRevision(productionId).number()).isEqualTo(production);
        assertThat(catalog.snapshot().datafileRevision(developmentId).number()).isEqualTo(raised);
    }
}
