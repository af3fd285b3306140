package org.muriel.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.muriel.calibration.Scenario.Depth;
import org.muriel.calibration.Scenario.Observation;
import org.muriel.calibration.Visitors.Spending;
import org.muriel.statistics.analysis.Analysis;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.fixed.FixedHorizon.Outcome;
import org.muriel.statistics.fixed.ProportionTest;

/** V1 to V4: nothing differs, and somebody looks often. How often is something found all the same? */
final class NullScenarios {
    private static final double ALPHA = Engines.LEVEL.alpha();
    private static final List<Double> RATES = List.of(0.001, 0.005, 0.02, 0.1, 0.5);

    /** The rarest conversions, and those with the most false alarms. */
    private static final List<Double> TELLING_RATES = List.of(0.001, 0.1);

    private static final int[] LOOKS = Looks.logSpaced(200, 200_000, 500);
    private static final int[] REVENUE_LOOKS = Looks.logSpaced(400, 40_000, 150);

    private NullScenarios() {}

    /** Whether the default engine calls it significant at any look. */
    private static boolean everSignificant(
            RandomGenerator random, Spending spending, double rate, double share, int[] looks) {
        Visitors treatment = new Visitors(random, spending);
        Visitors baseline = new Visitors(random, spending);
        Analysis analysis = Engines.sequential(spending instanceof Spending.Once ? Outcome.PROPORTION : Outcome.MEAN);
        for (int total : looks) {
            come(treatment, baseline, total, share, rate);
            if (Engines.look(analysis, Visitors.row(treatment, baseline)).significant()) {
                return true;
            }
        }
        return false;
    }

    private static void come(Visitors treatment, Visitors baseline, int total, double share, double rate) {
        long treated = Math.round(total * share);
        treatment.come(treated - treatment.count(), rate);
        baseline.come(total - treated - baseline.count(), rate);
    }

    static List<Observation> conversions(Depth depth) {
        return observed(depth, 20_000, 101, List.of(0.5));
    }

    static List<Observation> unevenConversions(Depth depth) {
        return observed(depth, 10_000, 201, List.of(0.9, 0.98));
    }

    private static List<Observation> observed(Depth depth, int runs, long firstSeed, List<Double> shares) {
        List<Observation> observations = new ArrayList<>();
        long seed = firstSeed;
        for (double share : shares) {
            for (double rate : depth.of(RATES, TELLING_RATES)) {
                Trials trials = depth.trials(seed++, runs);
                Rate found = trials.rate(it -> everSignificant(it, new Spending.Once(), rate, share, LOOKS));
                observations.add(Observation.atMost(
                        "A/A conversions, rate %s, split %s, %d looks to 200 000"
                                .formatted(rate, split(share), LOOKS.length),
                        ALPHA,
                        found,
                        trials));
            }
        }
        return observations;
    }

    static List<Observation> revenue(Depth depth) {
        List<Observation> observations = new ArrayList<>();
        long seed = 301;
        for (double share : List.of(0.5, 0.9, 0.1)) {
            for (double buyers : List.of(0.05, 0.02)) {
                for (double deviation : depth.of(List.of(1.0, 1.5, 2.0), List.of(1.0, 2.0))) {
                    Spending spending = new Spending.LogNormal(0, deviation);
                    Trials trials = depth.trials(seed++, 2_000);
                    Rate found = trials.rate(it -> everSignificant(it, spending, buyers, share, REVENUE_LOOKS));
                    observations.add(Observation.atMost(
                            "A/A revenue, %s buyers, log-sd %s, split %s, %d looks to 40 000"
                                    .formatted(buyers, deviation, split(share), REVENUE_LOOKS.length),
                            ALPHA,
                            found,
                            trials));
                }
            }
        }
        return observations;
    }

    /** What judges the same data as the first does, without regard to how often it is asked, must be seen to fail. */
    static List<Observation> naive(Depth depth) {
        List<Observation> observations = new ArrayList<>();
        long seed = 101;
        for (double rate : depth.of(RATES, TELLING_RATES)) {
            Trials trials = depth.trials(seed++, 20_000);
            Rate found = trials.rate(random -> {
                Visitors treatment = new Visitors(random, new Spending.Once());
                Visitors baseline = new Visitors(random, new Spending.Once());
                for (int total : LOOKS) {
                    come(treatment, baseline, total, 0.5, rate);
                    if (ProportionTest.of(treatment.arm(), baseline.arm())
                                    instanceof Estimate.Known<ProportionTest>(ProportionTest test)
                            && test.p() < ALPHA) {
                        return true;
                    }
                }
                return false;
            });
            observations.add(Observation.above(
                    "the same data, rate %s, judged by a 90 %% z test at every look".formatted(rate),
                    0.5,
                    found,
                    trials));
        }
        return observations;
    }

    static String split(double share) {
        return "%.0f/%.0f".formatted(100 * share, 100 * (1 - share));
    }
}
