package org.muriel.calibration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.muriel.calibration.Scenario.Depth;
import org.muriel.calibration.Scenario.Observation;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.distribution.Normal;
import org.muriel.statistics.sequential.AnytimeTest;
import org.muriel.statistics.sequential.Mixture;
import org.muriel.statistics.sequential.Tuning;

/**
 * V6: how long does it take to find an effect that a test at one time finds with 80 % power after N₈₀ units? Outcomes are
 * normal, arms are equal.
 */
final class PowerScenarios {
    private static final int LOOKS = 1_200;

    /** By then all but a few in a million have stopped. */
    private static final int LAST = 60;

    private PowerScenarios() {}

    static List<Observation> stopping(Depth depth) {
        List<Observation> observations = new ArrayList<>();
        AnytimeTest test = new Mixture(Tuning.of(Engines.LEVEL, Tuning.DEFAULT_UNITS));
        long seed = 601;
        for (int n80 : List.of(5_000, 20_000, 100_000)) {
            Trials trials = depth.trials(seed++, 4_000);
            List<Double> stops = new ArrayList<>(trials.results(it -> stop(it, test, n80)));
            Collections.sort(stops);
            double mean = stops.stream().mapToDouble(it -> it).average().orElseThrow();
            double median = stops.get(stops.size() / 2);
            observations.add(new Observation(
                    "effect that a fixed test finds in %,d units with 80 %% power, %d looks".formatted(n80, LOOKS),
                    "stops on average by 1.4 N₈₀, half of all by 1.15 N₈₀",
                    "%.2f, %.2f".formatted(mean, median),
                    mean <= 1.4 && median <= 1.15,
                    trials));
        }
        return observations;
    }

    /** When it is found, in multiples of N₈₀. */
    private static double stop(RandomGenerator random, AnytimeTest test, int n80) {
        double effect = (Normal.quantile(1 - Engines.LEVEL.alpha() / 2) + Normal.quantile(0.8)) / Math.sqrt(n80 / 4.0);
        double threshold = Engines.LEVEL.logOfInverse();
        double sum = 0;
        double information = 0;
        double ratio = Math.log(LAST / 0.02) / (LOOKS - 1);
        for (int i = 0; i < LOOKS; i++) {
            double units = 0.02 * n80 * Math.exp(ratio * i);
            double more = units / 4 - information;
            sum += effect * more + Math.sqrt(more) * random.nextGaussian();
            information += more;
            double variance = 1 / (2 * information);
            Contrast contrast =
                    new Contrast(information, sum / information, 0, variance, variance, 1, units / 2, units / 2);
            if (test.logE(contrast) >= threshold) {
                return units / n80;
            }
        }
        return LAST;
    }
}
