package org.muriel.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muriel.testkit.Entities.aProject;
import static org.muriel.testkit.Entities.anExperiment;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.experiment.Design;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Run;
import org.muriel.experiment.Schedule;
import org.muriel.experiment.Schedule.Bound;
import org.muriel.experiment.Variation;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Change;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.schedule.ScheduledSteps;
import org.muriel.experiment.traffic.Share;

/** Schedules carried out on a real catalog. */
class ScheduledStepsTest {
    private static final Instant NINE = Instant.parse("2026-01-01T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-01-01T11:00:00Z");
    private static final Variation ONLY =
            new Variation(40, "only", Optional.empty(), "", Variation.Status.ACTIVE, Share.EVERYONE, true, Map.of());

    @TempDir
    private Path path;

    private OpenedFolder opened;
    private Catalog catalog;
    private Instant now = NINE;

    @BeforeEach
    void open() {
        opened = new OpenedFolder(path.resolve("data"));
        catalog = opened.catalog(() -> now);
        put(aProject(1));
        put(new Environment(
                2, 1, "production", "Production", "", false, true, false, Optional.empty(), 3, "sdk-key", NINE, NINE));
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void an_experiment_starts_and_stops_by_itself_once_each() {
        put(scheduled(List.of(ONLY)));

        assertThat(ScheduledSteps.take(catalog, at(TEN.minusMillis(1)))).isEmpty();
        assertThat(status()).isEqualTo(Run.Status.NOT_STARTED);
        assertThat(ScheduledSteps.take(catalog, at(TEN))).isEmpty();
        assertThat(status()).isEqualTo(Run.Status.RUNNING);
        assertThat(ScheduledSteps.take(catalog, at(TEN.plusSeconds(1)))).isEmpty();
        assertThat(ScheduledSteps.take(catalog, at(ELEVEN))).isEmpty();
        assertThat(status()).isEqualTo(Run.Status.PAUSED);

        assertThat(catalog.changesAfter(0, 100))
                .filteredOn(it -> it.after().id() == 30)
                .extracting(Change::actor)
                .containsExactly("a-person", ScheduledSteps.ACTOR, ScheduledSteps.ACTOR);
    }

    @Test
    void a_start_that_is_not_possible_is_missed_for_good() {
        put(scheduled(List.of()));

        assertThat(ScheduledSteps.take(catalog, at(TEN)))
                .extracting(ScheduledSteps.Failure::experimentId)
                .containsExactly(30L);

        Experiment incomplete = experiment();
        put(incomplete.withDesign(
                design(incomplete.design(), List.of(ONLY), incomplete.design().schedule())));
        assertThat(ScheduledSteps.take(catalog, at(TEN.plusSeconds(120)))).isEmpty();
        assertThat(status()).isEqualTo(Run.Status.NOT_STARTED);
    }

    private Instant at(Instant time) {
        now = time;
        return time;
    }

    private Run.Status status() {
        return experiment().runIn(2).status();
    }

    private Experiment experiment() {
        return catalog.snapshot().get(Experiment.class, 30);
    }

    private void put(Entity entity) {
        assertThat(catalog.write("a-person", draft -> draft.put(entity))).isInstanceOf(Outcome.Done.class);
    }

    private static Experiment scheduled(List<Variation> variations) {
        Experiment experiment = anExperiment(30, 1, "checkout");
        Schedule schedule = new Schedule(bound(TEN), bound(ELEVEN), "UTC", NINE);
        return experiment.withDesign(design(experiment.design(), variations, Optional.of(schedule)));
    }

    private static Design design(Design it, List<Variation> variations, Optional<Schedule> schedule) {
        return new Design(
                it.key(),
                it.name(),
                it.description(),
                it.type(),
                it.targeting(),
                it.traffic(),
                it.featureId(),
                variations,
                it.metrics(),
                it.whitelist(),
                schedule,
                it.fullFactorial(),
                it.settings());
    }

    private static Optional<Bound> bound(Instant time) {
        return Optional.of(new Bound(time.toString(), time.atZone(ZoneOffset.UTC)));
    }
}
