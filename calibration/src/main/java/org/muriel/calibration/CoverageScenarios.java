package org.muriel.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.muriel.calibration.Scenario.Depth;
import org.muriel.calibration.Scenario.Observation;
import org.muriel.calibration.Visitors.Spending;
import org.muriel.statistics.analysis.Analysis;
import org.muriel.statistics.analysis.Finding;
import org.muriel.statistics.estimate.Bounds;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.fixed.FixedHorizon.Outcome;

/** V5: is the truth in every interval that is shown, from the first look to the last? */
final class CoverageScenarios {
    private static final int[] LOOKS = Looks.logSpaced(200, 100_000, 400);

    private CoverageScenarios() {}

    private record Case(double rate, double lift) {}

    private record Missed(boolean difference, boolean lift) {}

    static List<Observation> intervals(Depth depth) {
        List<Case> cases = List.of(
                new Case(0.005, 0),
                new Case(0.005, 0.2),
                new Case(0.005, 1),
                new Case(0.1, 0),
                new Case(0.1, 0.2),
                new Case(0.1, 1),
                new Case(0.5, 0.2),
                new Case(0.5, 0));
        List<Observation> observations = new ArrayList<>();
        long seed = 501;
        for (Case it : depth.of(cases, List.of(new Case(0.005, 1), new Case(0.1, 0.2)))) {
            Trials trials = depth.trials(seed++, 8_000);
            List<Missed> missed = trials.results(random -> everMissed(random, it));
            String scenario =
                    "rate %s, lift %.0f %%, %d looks to 100 000".formatted(it.rate(), 100 * it.lift(), LOOKS.length);
            observations.add(Observation.atMost(
                    "truth ever outside the interval of the difference: " + scenario,
                    Engines.LEVEL.alpha(),
                    Rate.of(missed.stream().map(Missed::difference).toList()),
                    trials));
            observations.add(Observation.atMost(
                    "truth ever outside the interval of the lift: " + scenario,
                    Engines.LEVEL.alpha(),
                    Rate.of(missed.stream().map(Missed::lift).toList()),
                    trials));
        }
        return observations;
    }

    private static Missed everMissed(RandomGenerator random, Case it) {
        double treated = it.rate() * (1 + it.lift());
        Visitors treatment = new Visitors(random, new Spending.Once());
        Visitors baseline = new Visitors(random, new Spending.Once());
        Analysis analysis = Engines.sequential(Outcome.PROPORTION);
        boolean difference = false;
        boolean lift = false;
        for (int total : LOOKS) {
            treatment.come(total / 2 - treatment.count(), treated);
            baseline.come(total / 2 - baseline.count(), it.rate());
            Finding finding = Engines.look(analysis, Visitors.row(treatment, baseline));
            difference |= misses(finding.difference(), treated - it.rate());
            lift |= misses(finding.lift(), it.lift());
        }
        return new Missed(difference, lift);
    }

    static boolean misses(Estimate<Bounds> interval, double truth) {
        return interval instanceof Estimate.Known<Bounds>(Bounds bounds) && !bounds.contains(truth);
    }
}
