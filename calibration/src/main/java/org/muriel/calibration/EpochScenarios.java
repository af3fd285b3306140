package org.muriel.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.muriel.calibration.Scenario.Depth;
import org.muriel.calibration.Scenario.Observation;
import org.muriel.calibration.Visitors.Spending;
import org.muriel.statistics.analysis.Analysis;
import org.muriel.statistics.analysis.Finding;
import org.muriel.statistics.analysis.Row;
import org.muriel.statistics.bandit.Posterior;
import org.muriel.statistics.bandit.ThompsonShares;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.estimate.Direction;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.fixed.FixedHorizon.Outcome;
import org.muriel.statistics.summary.Arm;

/** V7 and V8: nothing differs, but rates drift while shares of traffic change. Only epochs tell the two apart. */
final class EpochScenarios {
    private static final int DAYS = 28;
    private static final int VISITORS_PER_DAY = 2_000;

    private EpochScenarios() {}

    /** One run, as analysed by epochs and as if there were none. */
    private record Course(boolean significant, boolean pooledSignificant, double difference) {}

    /** Shares and rates of a day; shares may depend on what happened. */
    private interface Day {
        double share(int day, Experiment sofar);

        double rate(int day);
    }

    /** Both arms, epoch by epoch. Mutable, for one run. */
    private static final class Experiment {
        private final RandomGenerator random;
        private final List<Visitors> treatments = new ArrayList<>();
        private final List<Visitors> baselines = new ArrayList<>();
        private final List<Stratum> ended = new ArrayList<>();
        private double share = -1;

        Experiment(RandomGenerator random) {
            this.random = random;
        }

        void day(double todaysShare, double rate) {
            if (todaysShare != share) {
                if (!treatments.isEmpty()) {
                    ended.add(stratum());
                }
                treatments.add(new Visitors(random, new Spending.Once()));
                baselines.add(new Visitors(random, new Spending.Once()));
                share = todaysShare;
            }
            long treated = Luck.binomial(random, VISITORS_PER_DAY, share);
            treatments.getLast().come(treated, rate);
            baselines.getLast().come(VISITORS_PER_DAY - treated, rate);
        }

        static long count(List<Visitors> arm) {
            return arm.stream().mapToLong(Visitors::count).sum();
        }

        static long converted(List<Visitors> arm) {
            return arm.stream().mapToLong(Visitors::nonzero).sum();
        }

        Row byEpochs() {
            List<Stratum> strata = new ArrayList<>(ended);
            strata.add(stratum());
            return row(strata);
        }

        private Stratum stratum() {
            return new Stratum(treatments.getLast().arm(), baselines.getLast().arm());
        }

        Row pooled() {
            return row(List.of(new Stratum(
                    Arm.proportion(count(treatments), converted(treatments)),
                    Arm.proportion(count(baselines), converted(baselines)))));
        }

        private Row row(List<Stratum> strata) {
            return Row.of(strata, converted(treatments), converted(baselines), Guard.ON);
        }
    }

    private static Course course(RandomGenerator random, Day day) {
        Experiment experiment = new Experiment(random);
        Analysis byEpochs = Engines.sequential(Outcome.PROPORTION);
        Analysis pooled = Engines.sequential(Outcome.PROPORTION);
        boolean significant = false;
        boolean pooledSignificant = false;
        Estimate<Contrast> last = Estimate.none(Reason.NO_DATA);
        for (int i = 0; i < DAYS; i++) {
            experiment.day(day.share(i, experiment), day.rate(i));
            Finding finding = Engines.look(byEpochs, experiment.byEpochs());
            significant |= finding.significant();
            last = finding.contrast();
            pooledSignificant |= Engines.look(pooled, experiment.pooled()).significant();
        }
        return new Course(
                significant,
                pooledSignificant,
                last.known().map(Contrast::difference).orElse(0.0));
    }

    static List<Observation> ramp(Depth depth) {
        Trials trials = depth.trials(701, 10_000);
        List<Course> courses = trials.results(random -> course(random, new Day() {
            @Override
            public double share(int day, Experiment sofar) {
                return day < 7 ? 0.05 : day < 14 ? 0.2 : 0.5;
            }

            @Override
            public double rate(int day) {
                return 0.05 * (1 + day / (DAYS - 1.0));
            }
        }));
        double mean = courses.stream().mapToDouble(Course::difference).average().orElseThrow();
        double square = courses.stream()
                .mapToDouble(it -> (it.difference() - mean) * (it.difference() - mean))
                .average()
                .orElseThrow();
        double error = Math.sqrt(square / courses.size());
        String scenario = "A/A, 5 %, 20 %, then 50 % in the treatment while the rate doubles, 28 days";
        return List.of(
                Observation.atMost(
                        scenario,
                        Engines.LEVEL.alpha(),
                        Rate.of(courses.stream().map(Course::significant).toList()),
                        trials),
                new Observation(
                        "bias of the difference at the end: " + scenario,
                        "within 3 standard errors of 0",
                        "%.2f standard errors".formatted(mean / error),
                        Math.abs(mean) < 3 * error,
                        trials),
                Observation.above(
                        "the same data without epochs",
                        0.5,
                        Rate.of(courses.stream().map(Course::pooledSignificant).toList()),
                        trials));
    }

    static List<Observation> bandit(Depth depth) {
        Trials trials = depth.trials(801, 5_000);
        List<Course> courses = trials.results(random -> course(random, new Day() {
            @Override
            public double share(int day, Experiment sofar) {
                return day == 0 ? 0.5 : thompson(sofar);
            }

            @Override
            public double rate(int day) {
                return day < DAYS / 2 ? 0.05 : 0.1;
            }
        }));
        return List.of(
                Observation.atMost(
                        "A/A, shares by Thompson's rule renewed daily, the rate doubles after two weeks, 28 days",
                        Engines.LEVEL.alpha(),
                        Rate.of(courses.stream().map(Course::significant).toList()),
                        trials),
                Observation.above(
                        "the same data without epochs",
                        0.5,
                        Rate.of(courses.stream().map(Course::pooledSignificant).toList()),
                        trials));
    }

    /** The share of the treatment from now on. */
    private static double thompson(Experiment sofar) {
        long treated = Experiment.count(sofar.treatments);
        long others = Experiment.count(sofar.baselines);
        Estimate<ThompsonShares> shares = ThompsonShares.update(
                List.of(treated, others),
                List.of(
                        Posterior.ofProportion(treated, Experiment.converted(sofar.treatments)),
                        Posterior.ofProportion(others, Experiment.converted(sofar.baselines))),
                Direction.INCREASING,
                ThompsonShares.DEFAULT_FLOOR);
        return shares.known()
                .map(it -> it.shares().basisPoints().getFirst() / 10_000.0)
                .orElse(sofar.share);
    }
}
