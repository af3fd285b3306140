package org.muriel.statistics.analysis;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.RelativeInterval;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.fixed.FixedHorizon.Outcome;
import org.muriel.statistics.multiplicity.BenjaminiHochberg;
import org.muriel.statistics.multiplicity.EachTier;
import org.muriel.statistics.multiplicity.Tier;
import org.muriel.statistics.sequential.Mixture;
import org.muriel.statistics.sequential.Tuning;
import org.muriel.statistics.summary.Arm;

/**
 * The course of some comparisons: looks at arms that grow, made up from a seed.
 *
 * @param comparisons the same at all looks
 * @param looks ascending in time; in each, for each comparison, the two arms as exact sums
 */
record Course(List<Comparison> comparisons, List<List<Pair>> looks) {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    /** Count, Σy, Σy² and how many are not 0, of either arm. */
    record Sums(long count, long sum, long squares, long nonzero) {
        Sums plus(Sums more) {
            return new Sums(count + more.count, sum + more.sum, squares + more.squares, nonzero + more.nonzero);
        }

        Sums scaled(long factor) {
            return new Sums(count, sum * factor, squares * factor * factor, nonzero);
        }

        Arm arm() {
            return Arm.mean(count, BigDecimal.valueOf(sum), BigDecimal.valueOf(squares));
        }
    }

    record Pair(Sums treatment, Sums baseline) {
        Row row() {
            return Row.of(
                    List.of(new Stratum(treatment.arm(), baseline.arm())),
                    treatment.nonzero(),
                    baseline.nonzero(),
                    Guard.ON);
        }

        Pair swapped() {
            return new Pair(baseline, treatment);
        }

        Pair scaled(long factor) {
            return new Pair(treatment.scaled(factor), baseline.scaled(factor));
        }
    }

    static Plan plan(Scale scale) {
        Level level = new Level(0.1);
        return new Plan(
                level,
                new Engine.Sequential(new Mixture(Tuning.of(level, 10_000))),
                new EachTier(new BenjaminiHochberg()),
                Gate.DEFAULT,
                scale,
                RelativeInterval.INVERSION);
    }

    /** @param metrics each with two treatments; effects between −30 and 50 %, a third of them none */
    static Course madeUp(SplittableRandom random, int metrics, int looks) {
        List<Comparison> comparisons = new ArrayList<>();
        List<double[]> rates = new ArrayList<>();
        for (int metric = 0; metric < metrics; metric++) {
            double rate = StrictMath.pow(10, -2 + 1.5 * random.nextDouble());
            for (int treatment = 0; treatment < 2; treatment++) {
                comparisons.add(new Comparison(Tier.at(metric), Outcome.MEAN));
                double lift = random.nextInt(3) == 0 ? 0 : -0.3 + 0.8 * random.nextDouble();
                rates.add(new double[] {Math.min(1, rate * (1 + lift)), rate});
            }
        }
        List<List<Pair>> grown = new ArrayList<>();
        List<Pair> now = new ArrayList<>();
        comparisons.forEach(_ -> now.add(new Pair(new Sums(0, 0, 0, 0), new Sums(0, 0, 0, 0))));
        for (int look = 0; look < looks; look++) {
            for (int i = 0; i < now.size(); i++) {
                Pair before = now.get(i);
                now.set(
                        i,
                        new Pair(
                                before.treatment().plus(arrivals(random, rates.get(i)[0])),
                                before.baseline().plus(arrivals(random, rates.get(i)[1]))));
            }
            grown.add(List.copyOf(now));
        }
        return new Course(comparisons, grown);
    }

    /** Some hundred units, of whom a share spends 1 to 50. */
    private static Sums arrivals(SplittableRandom random, double rate) {
        int count = 50 + random.nextInt(400);
        Sums sums = new Sums(count, 0, 0, 0);
        for (int unit = 0; unit < count; unit++) {
            if (random.nextDouble() < rate) {
                long spent = 1L + random.nextInt(50);
                sums = sums.plus(new Sums(0, spent, spent * spent, 1));
            }
        }
        return sums;
    }

    Course first(int count) {
        return new Course(comparisons, looks.subList(0, count));
    }

    Course mapped(UnaryOperator<Pair> change) {
        return new Course(
                comparisons,
                looks.stream().map(it -> it.stream().map(change).toList()).toList());
    }

    /** The comparisons at these places only, in this order. */
    Course only(List<Integer> places) {
        return new Course(
                places.stream().map(comparisons::get).toList(),
                looks.stream()
                        .map(look -> places.stream().map(look::get).toList())
                        .toList());
    }

    List<Finding> atEnd(Plan plan) {
        return overTime(plan, false).getLast();
    }

    List<List<Finding>> overTime(Plan plan) {
        return overTime(plan, true);
    }

    private List<List<Finding>> overTime(Plan plan, boolean each) {
        Analysis analysis = new Analysis(plan, comparisons);
        List<List<Finding>> findings = new ArrayList<>();
        for (int look = 0; look < looks.size(); look++) {
            analysis.add(
                    START.plus(Duration.ofHours(look + 1)),
                    looks.get(look).stream().map(Pair::row).toList());
            if (each || look == looks.size() - 1) {
                findings.add(analysis.findings());
            }
        }
        return findings;
    }
}
