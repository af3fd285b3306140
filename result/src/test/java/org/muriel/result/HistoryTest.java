package org.muriel.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
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
import org.muriel.experiment.catalog.Change;
import org.muriel.experiment.traffic.Share;

class HistoryTest {
    private static final long PRODUCTION = 3;
    private static final Instant START = Instant.parse("2026-03-01T10:00:00.250Z");
    private static final Window WINDOW = new Window(Instant.parse("2026-03-01T10:00:00Z"), at(1000));
    private static final Run RUNNING =
            new Run(Run.Status.RUNNING, Optional.of(START), Optional.of(START), Optional.empty());

    private final List<Change> journal = new ArrayList<>();

    @Test
    void an_experiment_runs_from_a_start_to_the_pause_after_it() {
        note(-100, experiment(Run.NOT_STARTED, 50, 50));
        note(0, experiment(RUNNING, 50, 50));
        note(100, experiment(paused(100), 50, 50));
        note(200, experiment(resumed(200), 50, 50));

        assertThat(course().running())
                .containsExactly(new Window(WINDOW.start(), at(100)), new Window(at(200), WINDOW.end()));
        assertThat(course().epochs()).isEmpty();
        assertThat(course().primaryEnvironment()).isEqualTo(OptionalLong.of(PRODUCTION));
    }

    @Test
    void periods_are_cut_to_the_window() {
        note(0, experiment(RUNNING, 50, 50));
        note(100, experiment(paused(100), 50, 50));
        note(200, experiment(resumed(200), 50, 50));
        Window later = new Window(at(50), at(250));

        assertThat(History.of(journal).course(later, PRODUCTION).running())
                .containsExactly(new Window(at(50), at(100)), new Window(at(200), at(250)));
    }

    @Test
    void an_epoch_begins_with_each_change_of_weights_while_it_runs() {
        note(0, experiment(RUNNING, 50, 50));
        note(100, experiment(RUNNING, 20, 80));
        note(150, experiment(RUNNING, 20, 80));
        note(200, experiment(paused(200), 20, 80));
        note(250, experiment(paused(200), 40, 60));
        note(300, experiment(resumed(300), 40, 60));

        assertThat(course().epochs()).containsExactly(at(100), at(300));
        assertThat(course().buckets())
                .containsExactly(
                        Map.of(11L, 5000, 12L, 5000), Map.of(11L, 2000, 12L, 8000), Map.of(11L, 4000, 12L, 6000));
    }

    @Test
    void a_change_of_traffic_that_keeps_the_shares_is_no_epoch() {
        note(0, experiment(RUNNING, 50, 50));
        note(100, experiment(RUNNING, new Share(3333), Map.of(), 50, 50));

        assertThat(course().epochs()).isEmpty();
    }

    /** Nobody can come while there are no buckets, so an epoch without any would compare nobody ever after. */
    @Test
    void traffic_from_none_on_is_an_epoch_and_traffic_down_to_none_is_not() {
        note(0, experiment(RUNNING, new Share(0), Map.of(), 50, 50));
        note(100, experiment(RUNNING, Share.EVERYONE, Map.of(), 50, 50));
        note(200, experiment(RUNNING, new Share(0), Map.of(), 50, 50));
        note(300, experiment(RUNNING, Share.EVERYONE, Map.of(), 50, 50));

        assertThat(course().epochs()).containsExactly(at(100));
        assertThat(course().hadTraffic(1, 11)).isTrue();
        assertThat(course().hadTraffic(1, 12)).isTrue();
    }

    @Test
    void a_window_begins_in_the_epoch_that_had_begun_before_it() {
        note(0, experiment(RUNNING, 50, 50));
        note(100, experiment(RUNNING, 20, 80));
        note(500, experiment(RUNNING, 30, 70));

        Course course = History.of(journal).course(new Window(at(100), at(500)), PRODUCTION);

        assertThat(course.epochs()).isEmpty();
        assertThat(course.buckets()).containsExactly(Map.of(11L, 2000, 12L, 8000));
    }

    @Test
    void a_paused_variation_is_another_epoch() {
        note(0, experiment(RUNNING, 50, 50));
        note(100, experiment(RUNNING, 100, 0));

        assertThat(course().epochs()).containsExactly(at(100));
        assertThat(course().hadTraffic(1, 12)).isFalse();
    }

    @Test
    void visitors_are_forced_while_they_are_on_the_list() {
        note(-100, experiment(Run.NOT_STARTED, Share.EVERYONE, Map.of("ann", 11L), 50, 50));
        note(0, experiment(RUNNING, Share.EVERYONE, Map.of("ann", 11L), 50, 50));
        note(100, experiment(RUNNING, Share.EVERYONE, Map.of("ann", 12L, "bob", 11L), 50, 50));
        note(200, experiment(RUNNING, Share.EVERYONE, Map.of("bob", 11L), 50, 50));

        assertThat(course().allowListed())
                .containsExactly(
                        new Course.AllowListed("ann", new Window(WINDOW.start(), at(200))),
                        new Course.AllowListed("bob", new Window(at(100), WINDOW.end())));
    }

    /** Simulated visitors came before anybody wrote anything down. */
    @Test
    void what_was_first_written_down_held_before() {
        note(900, experiment(Run.NOT_STARTED, Share.EVERYONE, Map.of("ann", 11L), 50, 50));
        note(901, experiment(RUNNING, Share.EVERYONE, Map.of("ann", 11L), 50, 50));

        assertThat(course().running()).containsExactly(WINDOW);
        assertThat(course().buckets()).hasSize(1);
        assertThat(History.of(journal)
                        .course(new Window(WINDOW.start(), at(800)), PRODUCTION)
                        .buckets())
                .hasSize(1);
        assertThat(course().allowListed()).containsExactly(new Course.AllowListed("ann", WINDOW));
    }

    private Course course() {
        return History.of(journal).course(WINDOW, PRODUCTION);
    }

    private void note(int seconds, Experiment after) {
        journal.add(new Change(
                journal.size() + 1,
                at(seconds),
                "person",
                Change.Action.UPDATE,
                Optional.empty(),
                after,
                journal.size() + 1,
                Map.of()));
    }

    private static Run paused(int seconds) {
        return new Run(Run.Status.PAUSED, Optional.of(at(seconds)), Optional.of(START), Optional.of(at(seconds)));
    }

    private static Run resumed(int seconds) {
        return new Run(Run.Status.RUNNING, Optional.of(at(seconds)), Optional.of(START), Optional.empty());
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    private static Experiment experiment(Run run, int original, int green) {
        return experiment(run, Share.EVERYONE, Map.of(), original, green);
    }

    private static Experiment experiment(Run run, Share traffic, Map<String, Long> whitelist, int original, int green) {
        Design design = new Design(
                "key",
                Optional.empty(),
                "",
                ExperimentType.AB,
                Targeting.everyone(),
                traffic,
                Optional.empty(),
                List.of(variation(11, original), variation(12, green)),
                List.of(),
                whitelist,
                Optional.empty(),
                false,
                Optional.empty());
        return new Experiment(
                50, 1, 70, "share", design, Map.of(PRODUCTION, run), false, Optional.of(0.9), List.of(), START, START);
    }

    /** Without weight it is paused, as somebody would do it. */
    private static Variation variation(long id, int percent) {
        return new Variation(
                id,
                "v" + id,
                Optional.empty(),
                "",
                percent == 0 ? Variation.Status.PAUSED : Variation.Status.ACTIVE,
                new Share(percent * 100),
                true,
                Map.of());
    }
}
