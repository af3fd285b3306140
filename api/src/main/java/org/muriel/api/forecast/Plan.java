package org.muriel.api.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muriel.api.json.JsonObject;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.power.Comparison;
import org.muriel.statistics.power.DetectableEffect;
import org.muriel.statistics.power.SampleSize;
import org.muriel.statistics.sequential.Tuning;
import org.muriel.statistics.summary.Arm;

/**
 * An experiment that is planned: every variation gets the same share, and each is compared with the baseline (statistics
 * specification, 9.2). With several comparisons the level is divided among them.
 *
 * @param mean of the baseline: its rate, or the average of its values
 * @param variance of one visitor
 * @param rate whether the mean is a rate
 * @param perDay visitors a day who take part
 * @param variations the baseline included
 * @param level of all comparisons together
 * @param power the chance to find an effect that is there
 * @param planned visitors of a variation and the baseline for which the sequential test is planned
 */
record Plan(
        double mean,
        double variance,
        boolean rate,
        double perDay,
        int variations,
        Level level,
        double power,
        double planned) {
    /** Ten years. */
    private static final double MOST_DAYS = 3_650;

    private static final int POINTS = 20;

    /** What is found by one kind of test; without days it takes longer than anybody waits. */
    private record Course(Optional<Double> effect, Optional<Double> days, Optional<Double> visitors) {
        JsonObject json() {
            return new JsonObject()
                    .putNumber("mde", effect)
                    .putNumber("days", days)
                    .putNumber("visitors", visitors);
        }
    }

    private Level each() {
        return new Level(level.alpha() / (variations - 1));
    }

    private Tuning tuning() {
        return Tuning.of(level, planned);
    }

    /** How long an effect, relative to the baseline and not 0, takes to be found. */
    JsonObject ofEffect(double effect) {
        Estimate<Comparison> comparison = rate
                ? Comparison.ofProportions(mean, effect)
                : Estimate.of(new Comparison(mean * effect, variance, variance, 1));
        Course fixed = course(effect, comparison.known().map(it -> SampleSize.fixedHorizon(it, each(), power)));
        Course always =
                course(effect, comparison.known().map(it -> SampleSize.sequential(it, tuning(), each(), power)));
        return json(fixed, always, always.days.or(() -> fixed.days).orElse(MOST_DAYS));
    }

    private Course course(double effect, Optional<SampleSize> size) {
        Optional<Double> visitors = size.map(it -> Math.max(it.control(), it.treatment()) * variations);
        Optional<Double> days = visitors.map(it -> it / perDay).filter(it -> it <= MOST_DAYS);
        return new Course(Optional.of(effect), days, days.isPresent() ? visitors : Optional.empty());
    }

    /** What can be found in a time. */
    JsonObject ofDays(double days) {
        return json(course(days, false), course(days, true), days);
    }

    private Course course(double days, boolean always) {
        return new Course(detectable(days, always), Optional.of(days), Optional.of(days * perDay));
    }

    /** The smallest effect that is found after so many days, relative to the baseline. */
    private Optional<Double> detectable(double days, boolean always) {
        long each = (long) (days * perDay / variations);
        Arm arm = new Arm(each, mean, variance);
        Estimate<Double> effect = always
                ? DetectableEffect.sequential(arm, arm, tuning(), each(), power)
                : DetectableEffect.fixedHorizon(arm, arm, each(), power);
        return effect.known().map(it -> it / Math.abs(mean));
    }

    private JsonObject json(Course fixed, Course always, double end) {
        List<Double> times = new ArrayList<>();
        for (int i = 1; i <= POINTS; i++) {
            times.add(Math.max(1, Math.rint(end * 1.5 * i / POINTS)));
        }
        return new JsonObject()
                .put("fixed", fixed.json())
                .put("always_valid", always.json())
                .putNumber("cost_of_peeking", cost(fixed, always))
                .putObjects(
                        "curve",
                        times.stream().distinct().toList(),
                        it -> new JsonObject()
                                .put("days", it)
                                .putNumber("fixed", detectable(it, false))
                                .putNumber("always_valid", detectable(it, true)));
    }

    /** How many times as long, or as large: what it costs that one may look at any time. Nobody knows when either takes too long. */
    private static Optional<Double> cost(Course fixed, Course always) {
        return fixed.days.flatMap(once -> always.days.flatMap(anyTime -> once.equals(anyTime)
                ? always.effect.flatMap(it -> fixed.effect.map(other -> it / other))
                : Optional.of(anyTime / once)));
    }
}
