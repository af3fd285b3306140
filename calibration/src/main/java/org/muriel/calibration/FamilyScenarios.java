package org.muriel.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.muriel.calibration.Scenario.Depth;
import org.muriel.calibration.Scenario.Observation;
import org.muriel.statistics.analysis.Analysis;
import org.muriel.statistics.analysis.Finding;
import org.muriel.statistics.analysis.Row;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.fixed.FixedHorizon.Outcome;
import org.muriel.statistics.sequential.Tuning;
import org.muriel.statistics.summary.Arm;

/** V9: many metrics, judged together, by somebody who stops at the first discovery or who never stops early. */
final class FamilyScenarios {
    private static final int[] LOOKS = Looks.logSpaced(400, 20_000, 60);

    /** A fixed test finds it in 10 000 visitors with about 80 % power. The baseline's mean and deviation are 1. */
    private static final double EFFECT = 0.05;

    private FamilyScenarios() {}

    private record Case(int metrics, double correlation, boolean halfReal) {
        double effect(int metric) {
            return halfReal && metric % 2 == 1 ? EFFECT : 0;
        }
    }

    /** Shares of one run: of the discoveries those that are none, of their intervals those without the truth. */
    private record Errors(double falseDiscoveries, double missedIntervals) {}

    private record Course(Errors atFirstDiscovery, Errors atEnd) {}

    static List<Observation> families(Depth depth) {
        List<Case> cases = new ArrayList<>();
        for (int metrics : depth.of(List.of(5, 10, 20), List.of(5, 20))) {
            for (double correlation : List.of(0.0, 0.5)) {
                for (boolean halfReal : List.of(false, true)) {
                    cases.add(new Case(metrics, correlation, halfReal));
                }
            }
        }
        List<Observation> observations = new ArrayList<>();
        long seed = 901;
        for (Case it : cases) {
            Trials trials = depth.trials(seed++, 1_500);
            List<Course> courses = trials.results(random -> course(random, it));
            String scenario = "%d metrics, correlation %s, %s, 60 looks, "
                    .formatted(it.metrics(), it.correlation(), it.halfReal() ? "half of them real" : "none real");
            observations.addAll(observed(
                    scenario + "stopped at the first discovery",
                    courses.stream().map(Course::atFirstDiscovery).toList(),
                    trials));
            observations.addAll(observed(
                    scenario + "at the end", courses.stream().map(Course::atEnd).toList(), trials));
        }
        return observations;
    }

    private static List<Observation> observed(String scenario, List<Errors> errors, Trials trials) {
        double falseDiscoveries =
                errors.stream().mapToDouble(Errors::falseDiscoveries).average().orElseThrow();
        double missed =
                errors.stream().mapToDouble(Errors::missedIntervals).average().orElseThrow();
        return List.of(
                bounded("false discoveries: " + scenario, falseDiscoveries, trials),
                bounded("intervals of discoveries without the truth: " + scenario, missed, trials));
    }

    private static Observation bounded(String scenario, double found, Trials trials) {
        double alpha = Engines.LEVEL.alpha();
        return new Observation(
                scenario,
                "at most %s on average".formatted(alpha),
                "%.4f".formatted(found),
                found <= alpha + Rate.slack(alpha, trials.runs()),
                trials);
    }

    private static Course course(RandomGenerator random, Case it) {
        Analysis analysis = Engines.of(
                Engines.LEVEL, Engines.sequential(Engines.LEVEL, Tuning.DEFAULT_UNITS), it.metrics(), Outcome.MEAN);
        double[] treatment = new double[it.metrics()];
        double[] baseline = new double[it.metrics()];
        long each = 0;
        @Nullable Errors first = null;
        List<Finding> findings = List.of();
        for (int total : LOOKS) {
            long more = total / 2 - each;
            each += more;
            grow(random, it, treatment, (double) more, true);
            grow(random, it, baseline, (double) more, false);
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < it.metrics(); i++) {
                rows.add(Row.of(
                        List.of(new Stratum(
                                new Arm(each, treatment[i] / each, 1), new Arm(each, baseline[i] / each, 1))),
                        each,
                        each,
                        Guard.ON));
            }
            findings = Engines.look(analysis, rows);
            if (first == null && findings.stream().anyMatch(Finding::significant)) {
                first = errors(findings, it);
            }
        }
        Errors last = errors(findings, it);
        return new Course(first == null ? last : first, last);
    }

    /** Adds the sums of some more visitors, whose metrics are alike as far as they are correlated. */
    private static void grow(RandomGenerator random, Case it, double[] sums, double visitors, boolean treated) {
        double alike = Math.sqrt(it.correlation()) * random.nextGaussian();
        double own = Math.sqrt(1 - it.correlation());
        for (int i = 0; i < sums.length; i++) {
            double luck = alike + own * random.nextGaussian();
            sums[i] += visitors * (1 + (treated ? it.effect(i) : 0)) + Math.sqrt(visitors) * luck;
        }
    }

    private static Errors errors(List<Finding> findings, Case it) {
        int discoveries = 0;
        int wrong = 0;
        int missed = 0;
        for (int i = 0; i < findings.size(); i++) {
            if (findings.get(i).significant()) {
                discoveries++;
                wrong += it.effect(i) == 0 ? 1 : 0;
                missed += CoverageScenarios.misses(findings.get(i).lift(), it.effect(i)) ? 1 : 0;
            }
        }
        return discoveries == 0
                ? new Errors(0, 0)
                : new Errors((double) wrong / discoveries, (double) missed / discoveries);
    }
}
