package org.muriel.console.results;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.muriel.console.page.Words;

/**
 * What the primary metric says on the whole, before any figure.
 *
 * @param chip in two or three words
 * @param tone {@code good}, {@code bad}, {@code warn} or {@code calm}; never the only one to tell
 * @param sentence what was found
 * @param advice what it means for what to do
 * @param of the variation it speaks of; absent while it speaks of none
 */
public record Verdict(String chip, String tone, String sentence, String advice, Optional<Shown.Arm> of) {
    private static Verdict ofNone(String chip, String tone, String sentence, String advice) {
        return new Verdict(chip, tone, sentence, advice, Optional.empty());
    }

    public static Verdict of(Shown shown) {
        if (shown.visitors() == 0) {
            return ofNone(
                    "nobody yet",
                    "warn",
                    "Nobody has entered this experiment yet.",
                    "Below is what to look at, step by step.");
        }
        if (shown.split().equals("unhealthy")) {
            return ofNone(
                    "split is off",
                    "bad",
                    "Do not trust these figures: visitors are not split as they should be (sample ratio mismatch, p "
                            + Words.probability(shown.splitP()) + ").",
                    "Something loses visitors of one variation before they are counted: a crash, a redirect, a filter. Find it,"
                            + " mend it, and start a new experiment.");
        }
        Optional<Shown.Metric> primary = shown.metrics().stream().findFirst();
        if (primary.isEmpty()) {
            return ofNone(
                    "no metric",
                    "warn",
                    "There is no metric to judge by.",
                    "Choose one in the design: what should change for visitors?");
        }
        return ofMetric(shown, primary.get());
    }

    /**
     * The same of an experiment that may not run any more.
     *
     * @param status of the experiment
     */
    public static Verdict of(Shown shown, String status) {
        Verdict verdict = of(shown);
        return !verdict.tone().equals("calm") || status.equals("running")
                ? verdict
                : new Verdict(
                        verdict.chip(),
                        verdict.tone(),
                        verdict.sentence(),
                        status.equals("paused")
                                ? "It is paused, so nothing more comes: resume it in the design if it shall go on."
                                : "It does not run any more: this is what there is.",
                        verdict.of());
    }

    /** For somebody who cannot act on it. */
    Verdict withoutAdvice() {
        return new Verdict(chip, tone, sentence, "", of);
    }

    /** Of a segment or a stretch of time in which nobody was counted. */
    static Verdict ofNobodyLikeThat() {
        return ofNone(
                "nobody",
                "warn",
                "Nobody like that has been counted.",
                "Of others, or of another stretch of time, there may be something.");
    }

    private static Verdict ofMetric(Shown shown, Shown.Metric metric) {
        String baseline = metric.baseline().map(Shown.Arm::name).orElse("the baseline");
        List<Shown.Arm> compared =
                metric.others().stream().filter(it -> it.lift().isPresent()).toList();
        if (metric.arms().size() == 1) {
            return ofNone(
                    "one variation",
                    "warn",
                    "There is nothing to compare with: it has one variation.",
                    "Its figures are below. For a comparison, an experiment needs two.");
        }
        List<Shown.Arm> better = significant(compared, "better");
        List<Shown.Arm> worse = significant(compared, "worse");
        List<Shown.Arm> open =
                compared.stream().filter(it -> !lift(it).significant()).toList();
        if (!better.isEmpty()) {
            Shown.Arm best = Collections.max(better, Comparator.comparingDouble(it -> Math.abs(lift(it).value())));
            return new Verdict(
                    best.name() + " is better",
                    "good",
                    best.name() + " beats " + baseline + " on " + metric.name() + " by " + span(shown, lift(best))
                            + ".",
                    stop(shown),
                    Optional.of(best));
        }
        if (open.isEmpty() && !worse.isEmpty()) {
            return new Verdict(
                    baseline + " is better",
                    "bad",
                    worse(shown, worse.getFirst(), baseline, metric),
                    "Keep " + baseline + ". " + stop(shown),
                    Optional.of(worse.getFirst()));
        }
        if (worse.isEmpty() && open.stream().allMatch(it -> lift(it).gated())) {
            return new Verdict(
                    "collecting data",
                    "calm",
                    "Too little has happened to say anything on " + metric.name() + ".",
                    "Every variation needs at least 100 visitors, and 25 with an outcome.",
                    open.stream().findFirst());
        }
        Verdict undecided = undecided(shown, metric, baseline, open);
        return worse.isEmpty()
                ? undecided
                : new Verdict(
                        worse.getFirst().name() + " is worse",
                        "bad",
                        worse(shown, worse.getFirst(), baseline, metric) + " " + undecided.sentence(),
                        undecided.advice(),
                        Optional.of(worse.getFirst()));
    }

    private static Shown.Lift lift(Shown.Arm arm) {
        return arm.lift().orElseThrow();
    }

    private static List<Shown.Arm> significant(List<Shown.Arm> compared, String status) {
        return compared.stream()
                .filter(it -> lift(it).significant() && lift(it).status().equals(status))
                .toList();
    }

    private static String worse(Shown shown, Shown.Arm arm, String baseline, Shown.Metric metric) {
        return arm.name() + " does worse than " + baseline + " on " + metric.name() + ": " + span(shown, lift(arm))
                + ".";
    }

    private static Verdict undecided(Shown shown, Shown.Metric metric, String baseline, List<Shown.Arm> open) {
        Shown.Arm first = Collections.min(
                open, Comparator.comparingLong(it -> lift(it).remaining().orElse(Long.MAX_VALUE)));
        Shown.Lift lift = lift(first);
        String range = Double.isFinite(lift.low()) && Double.isFinite(lift.high())
                ? " So far " + first.name() + " is somewhere between "
                        + shown.interval(lift).replace(" to ", " and ") + "."
                : "";
        return new Verdict(
                "no difference yet",
                "calm",
                "No difference between " + first.name() + " and " + baseline + " on " + metric.name()
                        + " has been found yet." + range,
                lift.remaining()
                        .map(it -> "If what is seen so far is all there is, it takes about " + Words.count(it)
                                + " more visitors in each variation to be sure.")
                        .orElse("Let it run on."),
                Optional.of(first));
    }

    private static String span(Shown shown, Shown.Lift lift) {
        return Double.isFinite(lift.low()) && Double.isFinite(lift.high())
                ? shown.written(lift.low()) + " to " + shown.written(lift.high()) + " (" + shown.percentLevel()
                        + " interval)"
                : shown.written(lift.value());
    }

    private static String stop(Shown shown) {
        return switch (shown.engine()) {
            case "sequential" -> "It is safe to stop now: looking as often as you like was allowed for.";
            case "hybrid" -> "It is safe to stop now: the looks before the planned end were allowed for.";
            case "fixed_horizon" -> "The planned test has been made.";
            default -> "Weigh the chance to beat the baseline against the expected loss below.";
        };
    }
}
