package org.muriel.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.muriel.experiment.Design;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.ExperimentType;
import org.muriel.experiment.Run;
import org.muriel.experiment.Variation;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.metric.Metric.Aggregator;
import org.muriel.experiment.metric.Metric.Direction;
import org.muriel.experiment.metric.Metric.Scope;
import org.muriel.experiment.settings.ExperimentSettings;
import org.muriel.experiment.settings.ProjectSettings;
import org.muriel.experiment.traffic.Share;

class ResultsTest {
    private static final long PRODUCTION = 3;
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Window WINDOW = new Window(START, START.plusSeconds(600));
    private static final Variation ORIGINAL = variation(11, "original");
    private static final Variation GREEN = variation(12, "green");

    /** REST specification, 10.2: 60 and 75 of 500 visitors are rates of 12 % and 15 %, a lift of 25 %. */
    @Test
    void rates_variances_and_lift_follow_from_the_counts() {
        Results results = results(Direction.INCREASING, 60, 75);

        Results.MetricResults metric = results.metrics().getFirst();
        Results.Point original = metric.arms().getFirst().latest();
        Results.Point green = metric.arms().getLast().latest();
        assertThat(original.samples()).isEqualTo(500);
        assertThat(original.value()).isEqualTo(60);
        assertThat(original.rate()).contains(0.12);
        assertThat(original.variance().orElseThrow()).isEqualTo(0.1056, within(1e-15));
        assertThat(original.lift()).isEmpty();
        assertThat(green.rate()).contains(0.15);
        assertThat(green.variance().orElseThrow()).isEqualTo(0.1275, within(1e-15));
        Lift lift = green.lift().orElseThrow();
        assertThat(lift.value().orElseThrow()).isEqualTo(0.25, within(1e-15));
        assertThat(lift.status()).isEqualTo(Lift.Status.BETTER);
        assertThat(results.visitors()).containsExactly(Map.entry(11L, 500L), Map.entry(12L, 500L));
    }

    @Test
    void a_lower_rate_is_better_where_less_is_wanted() {
        assertThat(liftOfGreen(results(Direction.DECREASING, 75, 60)).status()).isEqualTo(Lift.Status.BETTER);
        assertThat(liftOfGreen(results(Direction.INCREASING, 75, 60)).status()).isEqualTo(Lift.Status.WORSE);
        assertThat(liftOfGreen(results(Direction.DECREASING, 60, 60)).status()).isEqualTo(Lift.Status.EQUAL);
    }

    @Test
    void against_a_baseline_of_nothing_there_is_a_direction_but_no_relative_lift() {
        Lift lift = liftOfGreen(results(Direction.INCREASING, 0, 75));

        assertThat(lift.value()).isEmpty();
        assertThat(lift.status()).isEqualTo(Lift.Status.BETTER);
    }

    @Test
    void without_significance_the_outcome_is_inconclusive() {
        assertThat(results(Direction.INCREASING, 1, 499).primaryOutcome()).isEqualTo(Results.Outcome.INCONCLUSIVE);
    }

    @Test
    void an_arm_without_visitors_has_neither_rate_nor_lift() {
        EventStore nobodySawGreen = query -> looks(query, it -> it.id() == 11 ? arm(500, 60) : arm(0, 0));

        Results results = Results.of(nobodySawGreen, question(Direction.INCREASING), AnalysisSettings.DEFAULT);

        Results.Point green = results.metrics().getFirst().arms().getLast().latest();
        assertThat(green.rate()).isEmpty();
        assertThat(green.variance()).isEmpty();
        assertThat(green.lift()).isEmpty();
        assertThat(green.samples()).isZero();
    }

    @Test
    void a_time_series_has_a_point_for_every_look_and_ends_as_the_results_do() {
        EventStore growing = query -> looks(query, it -> arm(it.id() * 10, it.id()));

        Results series = Results.of(growing, question(Direction.INCREASING), AnalysisSettings.DEFAULT);
        Results end = Results.of(growing, question(Direction.INCREASING), AnalysisSettings.DEFAULT);

        Results.ArmResults green = series.metrics().getFirst().arms().getLast();
        assertThat(green.points())
                .extracting(Results.Point::time)
                .containsExactly(START.plusSeconds(300), START.plusSeconds(600));
        assertThat(green.latest())
                .isEqualTo(end.metrics().getFirst().arms().getLast().latest());
    }

    /** What was found at an early look is not forgotten when chance weakens it later. */
    @Test
    void significance_is_that_of_the_best_look_of_the_schedule() {
        Instant early = START.plusSeconds(300);
        EventStore fading = query -> query.times().stream()
                .map(time -> looks(
                                query,
                                it -> it.id() == 11 ? arm(2_000, 200) : arm(2_000, time.equals(early) ? 290 : 270))
                        .get(query.times().indexOf(time)))
                .toList();
        Lift lift = liftOfGreen(Results.of(fading, question(Direction.INCREASING), AnalysisSettings.DEFAULT));
        EventStore late = query -> looks(query, it -> it.id() == 11 ? arm(2_000, 200) : arm(2_000, 270));
        Lift lateOnly = liftOfGreen(Results.of(late, question(Direction.INCREASING), AnalysisSettings.DEFAULT));

        assertThat(lateOnly.significant()).isTrue();
        assertThat(lift.significance()).isGreaterThan(lateOnly.significance());
        assertThat(lift.interval().orElseThrow().low())
                .isGreaterThan(lateOnly.interval().orElseThrow().low());
    }

    /** Whoever asks chooses the end of the window: with a test at each request there would be many, and not one. */
    @Test
    void while_it_runs_the_one_test_waits_for_a_look_of_the_schedule() {
        AnalysisSettings fixed = fixedHorizon(Optional.of(3_000.0), Optional.empty());
        EventStore lateCrowd = query -> query.times().stream()
                .map(time -> new EventStore.Look(
                        time, arms(time.isAfter(START.plusSeconds(600)) ? arm(2_000, 200) : arm(500, 60))))
                .toList();

        assertThat(liftOfGreen(Results.of(lateCrowd, upTo(700, Run.Status.RUNNING), fixed))
                        .significance())
                .isZero();
        assertThat(liftOfGreen(Results.of(lateCrowd, upTo(901, Run.Status.RUNNING), fixed))
                        .significance())
                .isGreaterThan(0.9);
        assertThat(liftOfGreen(Results.of(lateCrowd, upTo(700, Run.Status.PAUSED), fixed))
                        .significance())
                .isGreaterThan(0.9);
    }

    @Test
    void a_test_at_a_planned_time_is_made_of_what_came_before_that_time() {
        Instant planned = START.plusSeconds(450);
        AnalysisSettings fixed = fixedHorizon(Optional.empty(), Optional.of(planned));
        EventStore events = query -> query.times().stream()
                .map(time -> new EventStore.Look(time, arms(time.equals(planned) ? arm(2_000, 200) : arm(50, 5))))
                .toList();

        Results results = Results.of(events, upTo(700, Run.Status.RUNNING), fixed);

        assertThat(liftOfGreen(results).significance()).isGreaterThan(0.9);
        assertThat(results.looks()).isEqualTo(4);
        assertThat(results.metrics().getFirst().arms().getLast().points())
                .extracting(Results.Point::time)
                .doesNotContain(planned);
    }

    private static AnalysisSettings fixedHorizon(Optional<Double> visitors, Optional<Instant> end) {
        ExperimentSettings usual = ExperimentSettings.DEFAULT;
        return new AnalysisSettings(
                new ExperimentSettings(
                        ExperimentSettings.Engine.FIXED_HORIZON,
                        usual.variant(),
                        visitors,
                        usual.tauSquared(),
                        end,
                        usual.difference(),
                        usual.relativeInterval(),
                        usual.varianceGuard()),
                ProjectSettings.DEFAULT);
    }

    private static Question upTo(int seconds, Run.Status status) {
        Window window = new Window(START, START.plusSeconds(seconds));
        Run run = new Run(status, Optional.of(START), Optional.of(START), Optional.empty());
        return new Question(
                experiment(Direction.INCREASING, Map.of(PRODUCTION, run)),
                ORIGINAL,
                window,
                new Segment.Everyone(),
                new Course(OptionalLong.of(PRODUCTION), List.of(window), List.of(), List.of(), List.of()));
    }

    /** A third more convert in green. */
    private static Map<Long, EventStore.Arm> arms(EventStore.Arm original) {
        long converted = original.cells().getFirst().nonzero();
        return Map.of(ORIGINAL.id(), original, GREEN.id(), arm(original.visitors(), converted * 135 / 100));
    }

    private static Question question(Direction direction) {
        return new Question(experiment(direction), ORIGINAL, WINDOW, new Segment.Everyone());
    }

    private static Lift liftOfGreen(Results results) {
        return results.metrics().getFirst().arms().getLast().latest().lift().orElseThrow();
    }

    private static Results results(Direction direction, long convertedOriginal, long convertedGreen) {
        EventStore events = query -> looks(query, it -> arm(500, it.id() == 11 ? convertedOriginal : convertedGreen));
        return Results.of(events, question(direction), AnalysisSettings.DEFAULT);
    }

    private static List<EventStore.Look> looks(
            EventStore.Query query, java.util.function.Function<Variation, EventStore.Arm> arm) {
        Map<Long, EventStore.Arm> arms = new HashMap<>();
        query.experiment().design().variations().forEach(it -> arms.put(it.id(), arm.apply(it)));
        return query.times().stream().map(it -> new EventStore.Look(it, arms)).toList();
    }

    private static EventStore.Arm arm(long visitors, long converted) {
        return new EventStore.Arm(visitors, List.of(visitors == 0 ? Cell.EMPTY : Cell.proportion(visitors, converted)));
    }

    private static Variation variation(long id, String key) {
        return new Variation(id, key, Optional.empty(), "", Variation.Status.ACTIVE, new Share(50_00), true, Map.of());
    }

    private static Experiment experiment(Direction direction) {
        return experiment(direction, Map.of());
    }

    private static Experiment experiment(Direction direction, Map<Long, Run> runs) {
        Metric metric = new Metric(
                Aggregator.UNIQUE,
                Optional.of(7L),
                Optional.empty(),
                Scope.VISITOR,
                direction,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Design design = new Design(
                "checkout-button",
                Optional.empty(),
                "",
                ExperimentType.AB,
                Targeting.everyone(),
                Share.EVERYONE,
                Optional.empty(),
                List.of(ORIGINAL, GREEN),
                List.of(metric),
                Map.of(),
                Optional.empty(),
                false,
                Optional.empty());
        return new Experiment(1, 2, 3, "share-token", design, runs, false, Optional.of(0.9), List.of(), START, START);
    }
}
