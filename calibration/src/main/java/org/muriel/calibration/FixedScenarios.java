package org.muriel.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.muriel.calibration.Scenario.Depth;
import org.muriel.calibration.Scenario.Observation;
import org.muriel.statistics.bayesian.EffectPrior;
import org.muriel.statistics.bayesian.NormalPosterior;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.diagnostics.Uniformity;
import org.muriel.statistics.fixed.WelchTest;
import org.muriel.statistics.summary.Arm;
import org.muriel.statistics.summary.Moments;

/** V14 and V15: methods for one look, and beliefs. */
final class FixedScenarios {
    private static final int EACH = 2_000;
    private static final double PRIOR_DEVIATION = 0.1;
    private static final int DECILES = 10;

    private FixedScenarios() {}

    static List<Observation> oneLook(Depth depth) {
        Trials trials = depth.trials(1401, 20_000);
        List<Double> p = trials.results(random -> WelchTest.of(exponential(random), exponential(random))
                .known()
                .orElseThrow()
                .p());
        double uniformity = Uniformity.of(p.stream().mapToDouble(it -> it).toArray())
                .known()
                .orElseThrow()
                .p();
        return List.of(
                Observation.near(
                        "A/A, fixed horizon, one look at 2 × 2000 exponential outcomes",
                        Engines.LEVEL.alpha(),
                        Rate.of(p.stream()
                                .map(it -> it <= Engines.LEVEL.alpha())
                                .toList()),
                        trials),
                new Observation(
                        "p-values of the same",
                        "uniform: Kolmogorov and Smirnov's p above 0.001",
                        "%.3f".formatted(uniformity),
                        uniformity > 0.001,
                        trials));
    }

    private static Arm exponential(RandomGenerator random) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < EACH; i++) {
            double outcome = random.nextExponential();
            sum += outcome;
            squares += outcome * outcome;
        }
        return new Moments(EACH, sum / EACH, squares - sum * sum / EACH).arm();
    }

    private record Believed(boolean covered, double chance, boolean better) {}

    static List<Observation> beliefs(Depth depth) {
        Trials trials = depth.trials(1501, 5_000);
        List<Believed> all = trials.results(FixedScenarios::believed);
        List<Observation> observations = new ArrayList<>();
        observations.add(Observation.near(
                "lifts drawn from the prior N(0, 0.1²), 90 % interval",
                0.9, Rate.of(all.stream().map(Believed::covered).toList()), trials));
        for (int decile = 0; decile < DECILES; decile++) {
            int place = decile;
            List<Believed> those = all.stream()
                    .filter(it -> Math.min(DECILES - 1, (int) (it.chance() * DECILES)) == place)
                    .toList();
            double chance =
                    those.stream().mapToDouble(Believed::chance).average().orElse((place + 0.5) / DECILES);
            Rate better = Rate.of(those.stream().map(Believed::better).toList());
            observations.add(Observation.near(
                    "of those with a chance to win of %d to %d %%, who is better"
                            .formatted(10 * place, 10 * place + 10),
                    Math.round(chance * 1e4) / 1e4,
                    better,
                    new Trials(trials.seed(), those.size())));
        }
        return observations;
    }

    private static Believed believed(RandomGenerator random) {
        double lift = PRIOR_DEVIATION * random.nextGaussian();
        double rate = 0.2;
        int each = 5_000;
        Contrast contrast = Contrast.of(
                        Arm.proportion(each, Luck.binomial(random, each, rate * (1 + lift))),
                        Arm.proportion(each, Luck.binomial(random, each, rate)),
                        Guard.ON)
                .known()
                .orElseThrow();
        NormalPosterior posterior = NormalPosterior.ofLift(
                        contrast, new EffectPrior.Normal(0, PRIOR_DEVIATION * PRIOR_DEVIATION))
                .known()
                .orElseThrow();
        return new Believed(
                posterior.interval(Engines.LEVEL).contains(lift),
                posterior.belief().chanceToBeat(),
                lift > 0);
    }
}
