package org.muriel.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.problem.Violation;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;
import org.muriel.experiment.traffic.Share;

class LifecycleTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T09:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2026-03-04T09:00:00Z");
    private static final Environment PRODUCTION = environment(2, true, false);
    private static final Environment DEVELOPMENT = environment(3, false, false);

    enum Action {
        START,
        PAUSE,
        RESUME,
        PUBLISH,
        ARCHIVE,
        UNARCHIVE;

        Outcome<Experiment> on(Experiment experiment, Instant now) {
            Lifecycle lifecycle = new Lifecycle(now, 0.9);
            return switch (this) {
                case START -> lifecycle.start(experiment, PRODUCTION);
                case PAUSE -> lifecycle.pause(experiment, PRODUCTION);
                case RESUME -> lifecycle.resume(experiment, PRODUCTION);
                case PUBLISH -> lifecycle.publish(experiment, PRODUCTION);
                case ARCHIVE -> Lifecycle.archive(experiment, now);
                case UNARCHIVE -> lifecycle.unarchive(experiment, PRODUCTION);
            };
        }
    }

    /** A state in brackets: nothing at all is changed by the action. An archived one is told from where it came. */
    @ParameterizedTest(name = "{0}: not started {1}, paused {2}, running {3}, archived {4}")
    @CsvSource(delimiter = '|', textBlock = """
            START     | running  | running  | (running) | refused
            PAUSE     | refused  | (paused) | paused    | refused
            RESUME    | refused  | running  | refused   | refused
            PUBLISH   | paused   | (paused) | (running) | refused
            ARCHIVE   | archived | archived | archived  | gone
            UNARCHIVE | refused  | refused  | refused   | paused
            """)
    void every_action_in_every_state(
            Action action, String whenNotStarted, String whenPaused, String whenRunning, String whenArchived) {
        assertThat(after(action, notStarted())).as("not started").isEqualTo(whenNotStarted);
        assertThat(after(action, paused())).as("paused").isEqualTo(whenPaused);
        assertThat(after(action, running())).as("running").isEqualTo(whenRunning);
        for (Experiment before : List.of(notStarted(), paused(), running())) {
            assertThat(after(action, archived(before))).as("archived").isEqualTo(whenArchived);
        }
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void a_refusal_names_the_action_the_state_and_the_states_it_is_for(Action action) {
        for (Experiment experiment : List.of(notStarted(), paused(), running(), archived(running()))) {
            if (action.on(experiment, WEDNESDAY) instanceof Outcome.Refused<Experiment>(Problem problem)
                    && problem instanceof Problem.NotAllowedNow(String change, String current, String expected)) {
                assertThat(change).isEqualTo(action.name().toLowerCase(Locale.ROOT));
                assertThat(current).isEqualTo(state(experiment));
                assertThat(expected.split(", | or ")).doesNotContain(current);
            }
        }
    }

    @Test
    void archiving_twice_says_that_it_is_gone() {
        assertThat(Lifecycle.archive(archived(running()), WEDNESDAY))
                .isEqualTo(Outcome.refused(new Problem.Gone("experiment", 7)));
    }

    // Times

    @Test
    void the_first_start_is_kept_and_the_last_pause_is_forgotten_while_it_runs() {
        Experiment started = done(Action.START.on(notStarted(), MONDAY));
        assertRun(started, Run.Status.RUNNING, MONDAY, MONDAY, null);

        Experiment paused = done(Action.PAUSE.on(started, TUESDAY));
        assertRun(paused, Run.Status.PAUSED, TUESDAY, MONDAY, TUESDAY);

        for (Action again : List.of(Action.START, Action.RESUME)) {
            assertRun(done(again.on(paused, WEDNESDAY)), Run.Status.RUNNING, WEDNESDAY, MONDAY, null);
        }
    }

    @Test
    void publishing_what_never_ran_sets_no_time_of_a_run() {
        assertRun(done(Action.PUBLISH.on(notStarted(), MONDAY)), Run.Status.PAUSED, MONDAY, null, null);
    }

    @Test
    void archiving_stops_it_wherever_it_runs_and_only_there() {
        Experiment everywhere = done(new Lifecycle(MONDAY, 0.9).start(running(), DEVELOPMENT));
        Experiment archived = done(Lifecycle.archive(everywhere, WEDNESDAY));

        assertThat(archived.runIn(2).status()).isEqualTo(Run.Status.PAUSED);
        assertThat(archived.runIn(3).status()).isEqualTo(Run.Status.PAUSED);
        assertThat(archived.runIn(2).latest()).contains(WEDNESDAY);

        Experiment neverInDevelopment = done(Lifecycle.archive(paused(), WEDNESDAY));
        assertThat(neverInDevelopment.runIn(3)).isEqualTo(Run.NOT_STARTED);
        assertThat(neverInDevelopment.runIn(2)).isEqualTo(paused().runIn(2));
    }

    @Test
    void an_archived_one_is_shown_nowhere_and_comes_back_paused_in_the_primary_environment() {
        Experiment archived = archived(running());
        assertThat(archived.runsIn(2)).isFalse();

        Experiment back = done(Action.UNARCHIVE.on(archived, WEDNESDAY));

        assertThat(back.archived()).isFalse();
        assertThat(back.runIn(2)).isEqualTo(archived.runIn(2).putAside(WEDNESDAY));
        assertThat(back.runIn(3)).isEqualTo(Run.NOT_STARTED);
    }

    // Environments

    @Test
    void environments_move_on_their_own() {
        Lifecycle lifecycle = new Lifecycle(TUESDAY, 0.9);
        Experiment both = done(lifecycle.start(running(), DEVELOPMENT));

        Experiment paused = done(lifecycle.pause(both, DEVELOPMENT));

        assertThat(paused.runsIn(2)).isTrue();
        assertThat(paused.runIn(2)).isEqualTo(running().runIn(2));
        assertThat(paused.runsIn(3)).isFalse();
        assertThat(lifecycle.pause(running(), DEVELOPMENT)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void nothing_starts_in_an_archived_environment() {
        assertThat(new Lifecycle(MONDAY, 0.9).start(notStarted(), environment(4, false, true)))
                .isEqualTo(Outcome.refused(
                        new Problem.NotAllowedNow("start in environment-4", "archived", "an active environment")));
    }

    @Test
    void one_that_is_being_created_may_be_set_up_as_paused() {
        Lifecycle lifecycle = new Lifecycle(MONDAY, 0.9);

        assertRun(done(lifecycle.createPaused(notStarted(), PRODUCTION)), Run.Status.PAUSED, MONDAY, null, null);
        assertThat(lifecycle.pause(notStarted(), PRODUCTION)).isInstanceOf(Outcome.Refused.class);
    }

    // What a start needs and keeps

    @ParameterizedTest(name = "variations {0}")
    @ValueSource(
            strings = {
                "active 10000",
                "active 5000, active 5000",
                "active 10000, archived 3000",
                "active 10000, paused 5000",
                "active 4000, paused 6000",
                "active 4000, paused 6000, archived 1"
            })
    void it_starts_with_an_active_variation_and_weights_that_add_up(String variations) {
        assertThat(Action.START.on(withVariations(variations), MONDAY)).isInstanceOf(Outcome.Done.class);
        assertThat(Action.RESUME.on(pausedWith(variations), MONDAY)).isInstanceOf(Outcome.Done.class);
    }

    @ParameterizedTest(name = "variations {0}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                           | at least one active variation in an experiment that runs
            paused 10000                 | at least one active variation in an experiment that runs
            archived 10000               | at least one active variation in an experiment that runs
            active 9999                  | weights of the active variations that add up to 10000
            active 5000, active 5001     | weights of the active variations that add up to 10000
            active 4000, archived 6000   | weights of the active variations that add up to 10000
            """)
    void it_does_not_start_otherwise_and_says_why(String variations, String expected) {
        for (Outcome<Experiment> outcome : List.of(
                Action.START.on(withVariations(variations), MONDAY),
                Action.RESUME.on(pausedWith(variations), MONDAY))) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.problem())
                                    .isInstanceOfSatisfying(
                                            Problem.Malformed.class,
                                            problem -> assertThat(problem.violations())
                                                    .extracting(Violation::at, Violation::expected)
                                                    .contains(tuple("/variations", expected))));
        }
    }

    @Test
    void the_first_start_in_the_primary_environment_keeps_the_confidence_for_good() {
        Experiment elsewhere = done(new Lifecycle(MONDAY, 0.8).start(notStarted(), DEVELOPMENT));
        assertThat(elsewhere.confidence()).isEmpty();

        Experiment started = done(new Lifecycle(MONDAY, 0.9).start(elsewhere, PRODUCTION));
        assertThat(started.confidence()).contains(0.9);

        Experiment again = done(Action.PAUSE.on(started, TUESDAY));
        assertThat(done(new Lifecycle(WEDNESDAY, 0.99).start(again, PRODUCTION)).confidence())
                .contains(0.9);
    }

    @Test
    void made_up_visitors_may_have_come_before_now() {
        Experiment started =
                done(new Lifecycle(TUESDAY, 0.9).startInThePast(notStarted(), PRODUCTION, project(true), MONDAY));

        assertRun(started, Run.Status.RUNNING, MONDAY, MONDAY, null);
    }

    @Test
    void a_start_in_the_past_is_refused_to_real_visitors_and_to_what_was_started_before() {
        Lifecycle lifecycle = new Lifecycle(TUESDAY, 0.9);
        for (Outcome<Experiment> outcome : List.of(
                lifecycle.startInThePast(notStarted(), PRODUCTION, project(false), MONDAY),
                lifecycle.startInThePast(running(), PRODUCTION, project(true), MONDAY),
                lifecycle.startInThePast(paused(), PRODUCTION, project(true), MONDAY),
                lifecycle.startInThePast(notStarted(), PRODUCTION, project(true), TUESDAY),
                lifecycle.startInThePast(
                        notStarted(),
                        PRODUCTION,
                        project(true),
                        TUESDAY.minus(Lifecycle.LONGEST_PAST).minusSeconds(1)))) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.problem())
                                    .isInstanceOfSatisfying(
                                            Problem.Malformed.class,
                                            problem -> assertThat(problem.violations())
                                                    .extracting(Violation::at)
                                                    .containsExactly("x_started_at")));
        }
    }

    private static Project project(boolean simulated) {
        return new Project(
                1,
                1,
                "Shop",
                "",
                Project.DEFAULT_CONFIDENCE,
                Project.Platform.CUSTOM,
                List.of(),
                false,
                false,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(simulated),
                MONDAY,
                MONDAY);
    }

    private static String after(Action action, Experiment before) {
        return switch (action.on(before, WEDNESDAY)) {
            case Outcome.Done<Experiment>(Experiment after) ->
                after.equals(before) ? "(" + state(after) + ")" : state(after);
            case Outcome.Refused<Experiment>(Problem.Gone problem) -> "gone";
            case Outcome.Refused<Experiment>(Problem problem) -> "refused";
        };
    }

    private static String state(Experiment experiment) {
        return experiment.archived()
                ? "archived"
                : experiment.runIn(PRODUCTION.id()).status().name().toLowerCase(Locale.ROOT);
    }

    private static void assertRun(
            Experiment experiment,
            Run.Status status,
            Instant since,
            @Nullable Instant earliest,
            @Nullable Instant latest) {
        assertThat(experiment.runIn(PRODUCTION.id()))
                .isEqualTo(new Run(
                        status, Optional.of(since), Optional.ofNullable(earliest), Optional.ofNullable(latest)));
    }

    private static Experiment notStarted() {
        return withVariations("active 5000, active 5000");
    }

    private static Experiment running() {
        return done(Action.START.on(notStarted(), MONDAY));
    }

    private static Experiment paused() {
        return done(Action.PAUSE.on(running(), TUESDAY));
    }

    private static Experiment archived(Experiment experiment) {
        return done(Lifecycle.archive(experiment, TUESDAY));
    }

    private static Experiment pausedWith(String variations) {
        return paused().withDesign(withVariations(variations).design());
    }

    /** @param variations such as {@code active 4000, paused 6000}; empty for none */
    private static Experiment withVariations(String variations) {
        List<Variation> parsed = variations.isEmpty()
                ? List.of()
                : Arrays.stream(variations.split(", "))
                        .map(LifecycleTest::variation)
                        .toList();
        Design design = new Design(
                "checkout-button",
                Optional.empty(),
                "",
                ExperimentType.AB,
                Targeting.everyone(),
                Share.EVERYONE,
                Optional.empty(),
                parsed,
                List.of(),
                Map.of(),
                Optional.empty(),
                false,
                Optional.empty());
        return new Experiment(
                7, 1, 8, "shareToken", design, Map.of(), false, Optional.empty(), List.of(), MONDAY, MONDAY);
    }

    private static Variation variation(String text) {
        String[] words = text.split(" ", -1);
        return new Variation(
                9,
                text,
                Optional.empty(),
                "",
                Variation.Status.valueOf(words[0].toUpperCase(Locale.ROOT)),
                new Share(Integer.parseInt(words[1])),
                false,
                Map.of());
    }

    private static Environment environment(long id, boolean primary, boolean archived) {
        return new Environment(
                id,
                1,
                "environment-" + id,
                "",
                "",
                archived,
                primary,
                false,
                Optional.empty(),
                10 + id,
                "sdkKey",
                MONDAY,
                MONDAY);
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) -> throw new AssertionError("refused: " + problem);
        };
    }
}
