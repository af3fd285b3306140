package org.muriel.benchmark;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.muriel.statistics.analysis.Analysis;
import org.muriel.statistics.analysis.Comparison;
import org.muriel.statistics.analysis.Engine;
import org.muriel.statistics.analysis.Finding;
import org.muriel.statistics.analysis.Gate;
import org.muriel.statistics.analysis.Plan;
import org.muriel.statistics.analysis.Row;
import org.muriel.statistics.analysis.Scale;
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
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Judging an experiment of three variations and ten metrics, half of them conversions and half revenue in cents, from exact
 * sums to findings: at one look, over the 470 looks of a fortnight, and as a series of 200 points among them.
 */
@NullUnmarked // JMH calls the method that fills the fields.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class StatisticsBenchmark {
    private static final int METRICS = 10;
    private static final int ARMS = 3;
    private static final int LOOKS = 470;
    private static final int POINTS = 200;
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    /** Of one arm and one metric. */
    private record Sums(long count, BigDecimal sum, BigDecimal squares, long nonzero) {}

    private List<Comparison> comparisons;
    private List<Sums[][]> looks;
    private Plan plan;

    @Setup
    public void fill() {
        Level level = new Level(0.1);
        plan = new Plan(
                level,
                new Engine.Sequential(new Mixture(Tuning.of(level, Tuning.DEFAULT_UNITS))),
                new EachTier(new BenjaminiHochberg()),
                Gate.DEFAULT,
                Scale.RELATIVE,
                RelativeInterval.INVERSION);
        comparisons = new ArrayList<>();
        for (int metric = 0; metric < METRICS; metric++) {
            for (int arm = 1; arm < ARMS; arm++) {
                comparisons.add(new Comparison(Tier.at(metric), isRate(metric) ? Outcome.PROPORTION : Outcome.MEAN));
            }
        }
        looks = grown(new SplittableRandom(1));
    }

    @Benchmark
    public List<Finding> oneLook() {
        Analysis analysis = new Analysis(plan, comparisons);
        analysis.add(START, rows(looks.getLast()));
        return analysis.findings();
    }

    @Benchmark
    public List<Finding> runningEvidence() {
        Analysis analysis = new Analysis(plan, comparisons);
        for (int look = 0; look < LOOKS; look++) {
            analysis.add(START.plusSeconds(look), rows(looks.get(look)));
        }
        return analysis.findings();
    }

    @Benchmark
    public List<List<Finding>> timeSeries() {
        Analysis analysis = new Analysis(plan, comparisons);
        List<List<Finding>> points = new ArrayList<>();
        for (int look = 0; look < LOOKS; look++) {
            analysis.add(START.plusSeconds(look), rows(looks.get(look)));
            if (look >= LOOKS - POINTS) {
                points.add(analysis.findings());
            }
        }
        return points;
    }

    private static boolean isRate(int metric) {
        return metric % 2 == 0;
    }

    private static List<Row> rows(Sums[][] look) {
        List<Row> rows = new ArrayList<>();
        for (int metric = 0; metric < METRICS; metric++) {
            Arm baseline = arm(look[metric][0], metric);
            for (int arm = 1; arm < ARMS; arm++) {
                rows.add(Row.of(
                        List.of(new Stratum(arm(look[metric][arm], metric), baseline)),
                        look[metric][arm].nonzero(),
                        look[metric][0].nonzero(),
                        Guard.ON));
            }
        }
        return rows;
    }

    private static Arm arm(Sums sums, int metric) {
        return isRate(metric)
                ? Arm.proportion(sums.count(), sums.nonzero())
                : Arm.mean(sums.count(), sums.sum(), sums.squares());
    }

    /** Some hundred visitors come to each arm between two looks, of whom a tenth does what a metric counts. */
    private static List<Sums[][]> grown(SplittableRandom random) {
        List<Sums[][]> grown = new ArrayList<>();
        for (int look = 0; look < LOOKS; look++) {
            Sums[][] now = new Sums[METRICS][ARMS];
            for (int metric = 0; metric < METRICS; metric++) {
                for (int arm = 0; arm < ARMS; arm++) {
                    Sums before =
                            look == 0 ? new Sums(0, BigDecimal.ZERO, BigDecimal.ZERO, 0) : grown.getLast()[metric][arm];
                    now[metric][arm] = plusVisitors(before, 0.1 + 0.002 * arm * (metric % 3), random);
                }
            }
            grown.add(now);
        }
        return grown;
    }

    private static Sums plusVisitors(Sums before, double rate, SplittableRandom random) {
        int visitors = 60 + random.nextInt(20);
        BigDecimal sum = before.sum();
        BigDecimal squares = before.squares();
        long nonzero = before.nonzero();
        for (int visitor = 0; visitor < visitors; visitor++) {
            if (random.nextDouble() < rate) {
                BigDecimal spent = BigDecimal.valueOf(100L + random.nextInt(20_000));
                sum = sum.add(spent);
                squares = squares.add(spent.multiply(spent));
                nonzero++;
            }
        }
        return new Sums(before.count() + visitors, sum, squares, nonzero);
    }
}
