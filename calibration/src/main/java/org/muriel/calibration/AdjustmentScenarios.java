package org.muriel.calibration;

import java.util.List;
import java.util.random.RandomGenerator;
import org.muriel.calibration.Scenario.Depth;
import org.muriel.calibration.Scenario.Observation;
import org.muriel.statistics.adjustment.Cuped;
import org.muriel.statistics.analysis.Analysis;
import org.muriel.statistics.analysis.Row;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.fixed.FixedHorizon.Outcome;
import org.muriel.statistics.summary.Arm;
import org.muriel.statistics.summary.JointMoments;

/** V10: noise taken out with what was known before, with a coefficient that is estimated anew at every look. */
final class AdjustmentScenarios {
    private static final int[] LOOKS = Looks.logSpaced(400, 20_000, 150);

    /** Outcome and covariate share one gamma variable of this shape and have one of shape 1 each to themselves. */
    private static final double SHARED = 1.5;

    private static final double CORRELATION = SHARED / (SHARED + 1);

    private AdjustmentScenarios() {}

    private record Course(boolean significant, double varianceRatio) {}

    static List<Observation> cuped(Depth depth) {
        Trials trials = depth.trials(1001, 1_500);
        List<Course> courses = trials.results(AdjustmentScenarios::course);
        double ratio =
                courses.stream().mapToDouble(Course::varianceRatio).average().orElseThrow();
        double expected = 1 - CORRELATION * CORRELATION;
        String scenario =
                "A/A, gamma outcomes, correlation %.1f with the time before, 150 looks".formatted(CORRELATION);
        return List.of(
                Observation.atMost(
                        scenario,
                        Engines.LEVEL.alpha(),
                        Rate.of(courses.stream().map(Course::significant).toList()),
                        trials),
                new Observation(
                        "variance left over: " + scenario,
                        "%.2f, give or take 0.02".formatted(expected),
                        "%.4f".formatted(ratio),
                        Math.abs(ratio - expected) < 0.02,
                        trials));
    }

    private static Course course(RandomGenerator random) {
        Sums treatment = new Sums();
        Sums baseline = new Sums();
        Analysis analysis = Engines.sequential(Outcome.MEAN);
        boolean significant = false;
        double ratio = 1;
        for (int total : LOOKS) {
            treatment.until(random, total / 2);
            baseline.until(random, total / 2);
            List<Arm> adjusted = Cuped.adjust(List.of(List.of(treatment.moments(), baseline.moments())))
                    .adjusted()
                    .getFirst();
            Row row = Row.of(
                    List.of(new Stratum(adjusted.get(0), adjusted.get(1))), treatment.count, baseline.count, Guard.ON);
            significant |= Engines.look(analysis, row).significant();
            ratio = adjusted.get(0).unitVariance() / treatment.moments().varianceY();
        }
        return new Course(significant, ratio);
    }

    private static final class Sums {
        private long count;
        private double y;
        private double x;
        private double yy;
        private double xx;
        private double xy;

        void until(RandomGenerator random, long total) {
            for (; count < total; count++) {
                double shared = Luck.gamma(random, SHARED);
                double outcome = shared + Luck.gamma(random, 1);
                double before = shared + Luck.gamma(random, 1);
                y += outcome;
                x += before;
                yy += outcome * outcome;
                xx += before * before;
                xy += outcome * before;
            }
        }

        JointMoments moments() {
            return new JointMoments(
                    count,
                    y / count,
                    x / count,
                    (yy - y * y / count) / (count - 1),
                    (xx - x * x / count) / (count - 1),
                    (xy - x * y / count) / (count - 1));
        }
    }
}
