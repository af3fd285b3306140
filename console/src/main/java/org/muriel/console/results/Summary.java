package org.muriel.console.results;

import gg.jte.Content;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Words;
import org.muriel.console.plot.Interval;
import org.muriel.console.plot.IntervalBar;

/**
 * Results in a row of a list.
 *
 * @param bar the lift that the verdict is about, by the primary metric; null: there is none
 */
public record Summary(String chip, String tone, @Nullable Content bar, String lift, String split, String splitTone) {
    /** Lifts of that size fill a bar. */
    private static final double REACH = 0.25;

    /**
     * @param results the answer of the API, with what is known beyond the usual members
     * @param names variation id → how it is called
     * @param status of the experiment
     */
    public static Summary of(Answer results, Map<String, String> names, String status) {
        if (results.status() == 204) {
            return new Summary("not started", "", null, "", "", "");
        }
        if (!results.isDone()) {
            return new Summary(
                    "cannot be told now", "warn", null, results.problems().message(), "", "");
        }
        Shown shown = Shown.of(results.body(), names);
        Verdict verdict = Verdict.of(shown, status);
        Optional<Shown.Lift> lift = verdict.of().flatMap(Shown.Arm::lift);
        Optional<Interval> drawn =
                lift.filter(it -> Double.isFinite(it.value())).map(shown::drawn);
        return new Summary(
                verdict.chip(),
                verdict.tone(),
                drawn.map(it -> IntervalBar.of(it, reach(shown, it))).orElse(null),
                lift.map(it -> shown.written(it.value())).orElse(""),
                split(shown),
                shown.split().equals("unhealthy")
                        ? "bad"
                        : shown.split().equals("warn") ? "warn" : shown.visitors() == 0 ? "" : "good");
    }

    private static double reach(Shown shown, Interval interval) {
        return shown.relative() ? REACH : Math.max(Math.abs(interval.value()) * 2, 1e-9);
    }

    private static String split(Shown shown) {
        return switch (shown.split()) {
            case "unhealthy" -> "✕ split is off";
            case "warn" -> "! look at the split";
            default -> shown.visitors() == 0 ? "– no visitors yet" : "✓ " + Words.many(shown.visitors(), "visitor");
        };
    }
}
