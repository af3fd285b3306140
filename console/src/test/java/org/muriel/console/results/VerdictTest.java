package org.muriel.console.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Shown.Lift BETTER = lift(0.12, 0.08, 0.16, "better", true);
    private static final Shown.Lift WORSE = lift(-0.12, -0.16, -0.08, "worse", true);
    private static final Shown.Lift UNSURE = lift(0.01, -0.04, 0.06, "equal", false);

    @Test
    void without_visitors_it_sends_to_what_to_look_at() {
        assertThat(Verdict.of(shown(0, "ok", "sequential", List.of())))
                .isEqualTo(new Verdict(
                        "nobody yet",
                        "warn",
                        "Nobody has entered this experiment yet.",
                        "Below is what to look at, step by step.",
                        Optional.empty()));
    }

    @Test
    void a_split_that_is_off_comes_before_any_winner() {
        Verdict verdict = Verdict.of(shown(5_000, "unhealthy", "sequential", List.of(BETTER)));

        assertThat(verdict.chip()).isEqualTo("split is off");
        assertThat(verdict.sentence()).startsWith("Do not trust these figures").contains("p < 0.0001");
    }

    @Test
    void without_a_metric_there_is_nothing_to_judge_by() {
        Shown none = new Shown(0.95, true, "sequential", "", 10, "ok", 1, 0, 0, List.of(), List.of());

        assertThat(Verdict.of(none).sentence()).isEqualTo("There is no metric to judge by.");
    }

    @Test
    void of_several_that_are_better_the_best_is_named_with_its_interval() {
        Verdict verdict = Verdict.of(
                shown(5_000, "ok", "sequential", List.of(UNSURE, BETTER, lift(0.05, 0.01, 0.09, "better", true))));

        assertThat(verdict.chip()).isEqualTo("variation 2 is better");
        assertThat(verdict.tone()).isEqualTo("good");
        assertThat(verdict.sentence())
                .isEqualTo("variation 2 beats original on Purchase by +8.0 % to +16.0 % (95 % interval).");
        assertThat(verdict.advice()).startsWith("It is safe to stop now");
    }

    @Test
    void when_all_are_worse_the_baseline_is_kept() {
        Verdict verdict = Verdict.of(shown(5_000, "ok", "fixed_horizon", List.of(WORSE)));

        assertThat(verdict.chip()).isEqualTo("original is better");
        assertThat(verdict.sentence())
                .isEqualTo("variation 1 does worse than original on Purchase: −16.0 % to −8.0 % (95 % interval).");
        assertThat(verdict.advice()).isEqualTo("Keep original. The planned test has been made.");
    }

    @Test
    void one_that_is_worse_is_named_and_does_not_decide_about_another() {
        Verdict verdict = Verdict.of(shown(5_000, "ok", "sequential", List.of(decided(WORSE), UNSURE)));

        assertThat(verdict.chip()).isEqualTo("variation 1 is worse");
        assertThat(verdict.sentence())
                .isEqualTo("variation 1 does worse than original on Purchase: −16.0 % to −8.0 % (95 % interval)."
                        + " No difference between variation 2 and original on Purchase has been found yet."
                        + " So far variation 2 is somewhere between −4.0 % and +6.0 %.");
        assertThat(verdict.advice()).contains("12\u202f000 more visitors");
        assertThat(verdict.of().orElseThrow().name()).isEqualTo("variation 1");
    }

    @Test
    void the_list_shows_the_lift_that_the_verdict_is_about() {
        Verdict verdict = Verdict.of(
                shown(5_000, "ok", "sequential", List.of(lift(0.03, 0.01, 0.05, "better", true), decided(WORSE))));

        assertThat(verdict.chip()).isEqualTo("variation 1 is better");
        assertThat(verdict.of().flatMap(Shown.Arm::lift).orElseThrow().value()).isEqualTo(0.03);
    }

    @Test
    void nobody_is_told_to_be_entirely_sure() {
        Shown shown = shown(5_000, "ok", "sequential", List.of());

        assertThat(shown.sure(decided(BETTER))).isEqualTo("> 99.99 %");
        assertThat(shown.sure(BETTER)).isEqualTo("99 %");
    }

    @Test
    void without_a_difference_it_says_how_many_more_it_takes() {
        Verdict verdict = Verdict.of(shown(5_000, "ok", "sequential", List.of(UNSURE)));

        assertThat(verdict.sentence())
                .isEqualTo("No difference between variation 1 and original on Purchase has been found yet."
                        + " So far variation 1 is somewhere between −4.0 % and +6.0 %.");
        assertThat(verdict.advice()).contains("12\u202f000 more visitors in each variation");
    }

    @Test
    void an_interval_nobody_knows_is_not_written() {
        Shown.Lift open = lift(0.12, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "equal", false);

        assertThat(Verdict.of(shown(5_000, "ok", "sequential", List.of(open))).sentence())
                .doesNotContain("∞", "NaN", "null");
    }

    @Test
    void too_little_is_said_to_be_too_little() {
        Shown.Lift gated = new Shown.Lift(0.5, 0, 0, "equal", false, 0, Optional.empty(), true, List.of());

        assertThat(Verdict.of(shown(40, "ok", "sequential", List.of(gated))).chip())
                .isEqualTo("collecting data");
    }

    @Test
    void one_variation_alone_is_compared_with_nothing() {
        assertThat(Verdict.of(shown(400, "", "sequential", List.of())).sentence())
                .isEqualTo("There is nothing to compare with: it has one variation.");
    }

    @Test
    void what_does_not_run_is_not_told_to_go_on() {
        Shown open = shown(5_000, "ok", "sequential", List.of(UNSURE));

        assertThat(Verdict.of(open, "running").advice()).contains("more visitors");
        assertThat(Verdict.of(open, "paused").advice()).startsWith("It is paused");
        assertThat(Verdict.of(open, "archived").advice()).isEqualTo("It does not run any more: this is what there is.");
        assertThat(Verdict.of(shown(5_000, "ok", "sequential", List.of(BETTER)), "archived")
                        .advice())
                .startsWith("It is safe to stop now");
    }

    private static Shown shown(long visitors, String split, String engine, List<Shown.Lift> lifts) {
        List<Shown.Arm> arms = new java.util.ArrayList<>();
        arms.add(new Shown.Arm("1", "original", true, 100, 10, 0.1, Optional.empty()));
        for (Shown.Lift lift : lifts) {
            arms.add(new Shown.Arm(
                    "" + arms.size() + 1, "variation " + arms.size(), false, 100, 10, 0.1, Optional.of(lift)));
        }
        return new Shown(
                0.95,
                true,
                engine,
                "",
                visitors,
                split,
                1e-9,
                0,
                0,
                List.of(),
                List.of(new Shown.Metric("Purchase", "share of visitors who did it", arms)));
    }

    private static Shown.Lift lift(double value, double low, double high, String status, boolean significant) {
        return new Shown.Lift(value, low, high, status, significant, 0.99, Optional.of(12_000L), false, List.of());
    }

    /** As the API has it when nothing is left to find. */
    private static Shown.Lift decided(Shown.Lift lift) {
        return new Shown.Lift(
                lift.value(), lift.low(), lift.high(), lift.status(), true, 0.99996, Optional.of(0L), false, List.of());
    }
}
