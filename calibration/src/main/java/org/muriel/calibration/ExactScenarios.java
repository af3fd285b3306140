package org.muriel.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.muriel.calibration.Scenario.Depth;
import org.muriel.calibration.Scenario.Observation;
import org.muriel.statistics.analysis.Analysis;
import org.muriel.statistics.analysis.Row;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.fixed.FixedHorizon.Outcome;
import org.muriel.statistics.sequential.AnytimeTest;
import org.muriel.statistics.sequential.Conversions;
import org.muriel.statistics.sequential.ConversionsTest;
import org.muriel.statistics.summary.Arm;

/** V11 and V16: the exact test, asked at every single conversion. */
final class ExactScenarios {
    private static final int CONVERSIONS = 5_000;

    private ExactScenarios() {}

    static List<Observation> everyConversion(Depth depth) {
        List<Observation> observations = new ArrayList<>();
        long seed = 1101;
        for (double share : List.of(0.5, 0.1)) {
            for (double concentration : depth.of(List.of(10.0, 100.0, 1_000.0), List.of(10.0, 1_000.0))) {
                Trials trials = depth.trials(seed++, 4_000);
                ConversionsTest test = new ConversionsTest(concentration);
                Rate found = trials.rate(random -> everSignificant(random, test, share));
                observations.add(Observation.atMost(
                        "A/A, exact test with concentration %.0f, split %s, at each of 5000 conversions"
                                .formatted(concentration, NullScenarios.split(share)),
                        Engines.LEVEL.alpha(),
                        found,
                        trials));
            }
        }
        return observations;
    }

    private static boolean everSignificant(RandomGenerator random, ConversionsTest test, double share) {
        double threshold = Engines.LEVEL.logOfInverse();
        long treatment = 0;
        for (int i = 1; i <= CONVERSIONS; i++) {
            treatment += random.nextDouble() < share ? 1 : 0;
            if (test.logE(new Conversions(treatment, i - treatment, share)) >= threshold) {
                return true;
            }
        }
        return false;
    }

    /** An arm that cannot convert at all is noticed although the gate stays closed. No luck is involved. */
    static List<Observation> brokenArm(Depth depth) {
        Analysis analysis = Engines.sequential(Outcome.PROPORTION);
        long noticed = 0;
        boolean open = false;
        double p = 1;
        for (long conversions = 1; conversions <= 25; conversions++) {
            long each = 20 * conversions;
            Row row = Row.of(
                    List.of(new Stratum(Arm.proportion(each, 0), Arm.proportion(each, conversions))),
                    0,
                    conversions,
                    Guard.ON);
            open |= !Engines.look(analysis, row).gated();
            p = AnytimeTest.p(ConversionsTest.DEFAULT.logE(new Conversions(0, conversions, 0.5)));
            if (noticed == 0 && p <= Engines.LEVEL.alpha()) {
                noticed = conversions;
            }
        }
        return List.of(new Observation(
                "one arm never converts, the other at 5 %",
                "noticed by its 25th conversion, with p = 0.0884 there, while the gate is closed",
                "at the %dth, p = %.4f, gate %s".formatted(noticed, p, open ? "open" : "closed"),
                noticed > 0 && Math.abs(p - 0.0884) < 0.00005 && !open,
                new Trials(0, 1)));
    }
}
