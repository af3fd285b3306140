package org.muriel.result;

import java.time.Duration;
import java.util.Map;
import org.muriel.experiment.settings.ProjectSettings.Crossover;
import org.muriel.experiment.settings.ProjectSettings.SegmentMode;

/**
 * Choices of how events become cells (statistics specification, 1.1 and 1.2).
 *
 * @param observation index of a metric → how long after its first exposure a visitor is observed; whoever is still
 *     observed at a look is not in its cell
 * @param history index of a metric of visitors → for how long before its first exposure a visitor's total is its covariate
 * @param caps index of a metric of visitors → quantile of the nonzero totals at which all are capped
 */
public record Counting(
        SegmentMode segmentMode,
        Crossover crossover,
        Map<Integer, Duration> observation,
        Map<Integer, Duration> history,
        Map<Integer, Double> caps) {
    public static final Counting DEFAULT =
            new Counting(SegmentMode.EXPOSURE, Crossover.FIRST, Map.of(), Map.of(), Map.of());

    public Counting {
        observation = Map.copyOf(observation);
        history = Map.copyOf(history);
        caps = Map.copyOf(caps);
    }
}
