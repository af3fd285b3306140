package org.muriel.console.results;

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
 */
public record Verdict(String chip, String tone, String sentence, String advice) {

    public static Verdict of(Shown shown) {
        if (shown.visitors() == 0) {
            return new Verdict(
                    "nobody yet",
                    "warn",
                    "Nobody has entered this experiment yet.",
                    "Below is what to look at, step by step.");
        }
        if (shown.split().equals("unhealthy")) {
            return new Verdict(
                    "split is off",
                    "bad",
                    "Do not trust these figures: visitors are not split as they should be (sample ratio mismatch, p "
                            + Words.probability(shown.splitP()) + ").",
                    "Something loses visitors of one variation before they are counted: a crash, a redirect, a filter. Find it,"
                            + " mend it, and start a new experiment.");
        }
        Optional<Shown.Metric> primary = shown.metrics().stream().findFirst();
        if (primary.isEmpty()) {
            return new Verdict(
                    "no metric",
                    "warn",
                    "There is no metric to judge by.",
                    "Choose one in the design: what should change for visitors?");
        }
        return ofMetric(shown, primary.get());
    }

    private static Verdict ofMetric(Shown shown, Shown.Metric metric) {
        String baseline = metric.baseline().map(Shown.Arm::name).orElse("the baseline");
        List<Shown.Arm> compared =
                metric.others().stream().filter(it -> it.lift().isPresent()).toList();
        Optional<Shown.Arm> best = compared.stream()
                .filter(it -> it.lift().orElseThrow().significant()
                        && it.lift().orElseThrow().status().equals("better"))
                .max(java.util.Comparator.comparingDouble(
                        it -> Math.abs(it.lift().orElseThrow().value())));
        if (best.isPresent()) {
            Shown.Lift lift = best.get().lift().orElseThrow();
            return new Verdict(
                    best.get().name() + " is better",
                    "good",
                    best.get().name() + " beats " + baseline + " on " + metric.name() + " by " + span(shown, lift)
                            + ".",
                    stop(shown));
        }
        List<Shown.Arm> worse = compared.stream()
                .filter(it -> it.lift().orElseThrow().significant()
                        && it.lift().orElseThrow().status().equals("worse"))
                .toList();
        if (!worse.isEmpty() && worse.size() == compared.size()) {
            Shown.Lift lift = worse.getFirst().lift().orElseThrow();
            return new Verdict(
                    baseline + " is better",
                    "bad",
                    worse.getFirst().name() + " does worse than " + baseline + " on " + metric.name() + ": "
                            + span(shown, lift) + ".",
                    "Keep " + baseline + ". " + stop(shown));
        }
        boolean gated = compared.isEmpty()
                || compared.stream().allMatch(it -> it.lift().orElseThrow().gated());
        if (gated) {
            return new Verdict(
                    "collecting data",
                    "calm",
                    "Too little has happened to say anything on " + metric.name() + ".",
                    "Every variation needs at least 100 visitors, and 25 with an outcome.");
        }
        return undecided(shown, metric, baseline, compared);
    }

    private static Verdict undecided(Shown shown, Shown.Metric metric, String baseline, List<Shown.Arm> compared) {
        Shown.Arm first = compared.stream()
                .min(java.util.Comparator.comparingLong(
                        it -> it.lift().orElseThrow().remaining().orElse(Long.MAX_VALUE)))
                .orElseThrow();
        Shown.Lift lift = first.lift().orElseThrow();
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
                        .orElse("Let it run on."));
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
            case "hybrid", "fixed_horizon" -> "The planned test has been made.";
            default -> "Weigh the chance to beat the baseline against the expected loss below.";
        };
    }
}
