package org.muriel.statistics.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.muriel.statistics.adjustment.Cuped;
import org.muriel.statistics.bandit.Posterior;
import org.muriel.statistics.bandit.ThompsonShares;
import org.muriel.statistics.bayesian.EffectPrior;
import org.muriel.statistics.bayesian.NormalPosterior;
import org.muriel.statistics.bayesian.RateComparison;
import org.muriel.statistics.contrast.AverageEffect;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.PropensityScore;
import org.muriel.statistics.contrast.RelativeInterval;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.diagnostics.Effect;
import org.muriel.statistics.diagnostics.Heterogeneity;
import org.muriel.statistics.diagnostics.Trend;
import org.muriel.statistics.estimate.Direction;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.fixed.FixedHorizon.Outcome;
import org.muriel.statistics.fixed.FixedTest;
import org.muriel.statistics.fixed.ProportionTest;
import org.muriel.statistics.fixed.WelchTest;
import org.muriel.statistics.multiplicity.Hypothesis;
import org.muriel.statistics.multiplicity.Tier;
import org.muriel.statistics.noninferiority.NonInferiority;
import org.muriel.statistics.power.Comparison;
import org.muriel.statistics.power.DetectableEffect;
import org.muriel.statistics.power.SampleSize;
import org.muriel.statistics.quantile.AnytimeRanks;
import org.muriel.statistics.quantile.OrderRanks;
import org.muriel.statistics.sequential.AnytimeTest;
import org.muriel.statistics.sequential.Conversions;
import org.muriel.statistics.sequential.ConversionsMixture;
import org.muriel.statistics.sequential.ConversionsTest;
import org.muriel.statistics.sequential.OneSided;
import org.muriel.statistics.sequential.Tuning;
import org.muriel.statistics.sequential.UnitsRemaining;
import org.muriel.statistics.srm.ChiSquareMismatch;
import org.muriel.statistics.srm.SequentialMismatch;
import org.muriel.statistics.srm.Split;
import org.muriel.statistics.summary.Arm;
import org.muriel.statistics.summary.JointMoments;
import org.muriel.statistics.summary.Moments;
import org.muriel.statistics.summary.RatioSums;

/** Whatever is put in, what comes out is a finite number or the reason why there is none (statistics specification, 14). */
class NeverNaNTest {
    private static final int ROUNDS = 1_000;
    private static final Level LEVEL = new Level(0.1);
    private static final long[] COUNTS = {0, 1, 2, 3, 50, 100, 10_000, 1_000_000_000, 1_000_000_000_000_000L};
    /** More than a planet has people; evidence from more of them overflows. */
    private static final long MOST_CONVERSIONS = 10_000_000_000L;

    private static final double[] SIZES = {0, 1, 0.05, 7.5, 1e-9, 1e9, 1e-150, 1e150, 1e-300, 1e300, Double.MIN_VALUE};

    private static Stream<Arguments> engines() {
        return Engines.ALL.keySet().stream()
                .flatMap(engine -> Engines.POLICIES.keySet().stream().map(policy -> Arguments.of(engine, policy)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("engines")
    void the_analysis_of_anything_is_finite(String engine, String policy) {
        for (int seed = 0; seed < 6; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Scale scale = seed % 2 == 0 ? Scale.RELATIVE : Scale.ABSOLUTE;
            List<org.muriel.statistics.analysis.Comparison> comparisons = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                comparisons.add(new org.muriel.statistics.analysis.Comparison(Tier.at(i), Outcome.MEAN));
            }
            Analysis analysis =
                    new Analysis(Engines.plan(Engines.engine(engine), Engines.policy(policy), scale), comparisons);
            Instant time = Instant.EPOCH;
            for (int look = 0; look < 5; look++) {
                time = time.plus(Duration.ofHours(1));
                analysis.add(time, comparisons.stream().map(_ -> anyRow(random)).toList());
                assertFinite(analysis.findings(), "seed " + seed + ", look " + look);
            }
        }
    }

    @Test
    void every_contrast_and_what_follows_from_it_is_finite() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Stratum> strata = anyStrata(random);
            String place = "seed " + seed + " " + strata;
            Guard guard = random.nextBoolean() ? Guard.ON : Guard.OFF;
            double critical = random.nextInt(5) == 0 ? 1e150 : 5 * random.nextDouble();
            assertFinite(AverageEffect.over(strata), place);
            assertFinite(Contrast.stratified(strata, guard), place);
            Contrast.stratified(strata, guard).known().ifPresent(it -> {
                assertFinite(List.of(it.z(), it.difference(), it.variance(), it.lift()), place);
                assertFinite(it.differences(critical), place);
                for (RelativeInterval method : RelativeInterval.values()) {
                    assertFinite(it.lifts(critical, method), place);
                }
                for (Engine engine : Engines.ALL.values()) {
                    if (engine instanceof Engine.Sequential(var test)) {
                        assertFinite(test.logE(it), place + test);
                        assertThat(test.criticalValue(it, LEVEL))
                                .as(place + test)
                                .isNotNaN();
                        assertFinite(UnitsRemaining.of(test, it, LEVEL), place + test);
                    }
                }
                for (EffectPrior prior : List.of(new EffectPrior.Flat(), EffectPrior.SUGGESTED)) {
                    for (Estimate<NormalPosterior> posterior :
                            List.of(NormalPosterior.ofLift(it, prior), NormalPosterior.ofDifference(it, prior))) {
                        assertFinite(posterior, place);
                        assertFinite(posterior.map(NormalPosterior::belief), place);
                        assertFinite(posterior.map(known -> known.interval(LEVEL)), place);
                    }
                }
            });
        }
    }

    @Test
    void tests_at_one_time_are_finite() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Stratum> strata = anyStrata(random);
            assertFinite(WelchTest.of(strata), "seed " + seed);
            WelchTest.of(strata).known().ifPresent(assertFiniteTest("seed " + seed + " " + strata));
            long n = anyCount(random);
            long m = anyCount(random);
            Estimate<ProportionTest> test =
                    ProportionTest.of(Arm.proportion(n, part(n, random)), Arm.proportion(m, part(m, random)));
            assertFinite(test, "seed " + seed);
            test.known().ifPresent(assertFiniteTest("seed " + seed));
        }
    }

    private static java.util.function.Consumer<FixedTest> assertFiniteTest(String place) {
        return test -> {
            assertFinite(test.p(), place);
            assertFinite(test.difference(LEVEL), place);
            for (RelativeInterval method : RelativeInterval.values()) {
                assertFinite(test.lift(LEVEL, method), place);
            }
        };
    }

    @Test
    void adjusted_arms_are_finite() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double unitY = anySize(random);
            double unitX = anySize(random);
            List<JointMoments> arms = List.of(anyJoint(random, unitY, unitX), anyJoint(random, unitY, unitX));
            assertFinite(Cuped.adjust(List.of(arms)), "seed " + seed + " " + arms);
        }
    }

    @Test
    void exact_tests_of_conversions_are_finite() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Conversions> epochs = List.of(anyConversions(random), anyConversions(random));
            String place = "seed " + seed + " " + epochs;
            for (Conversions each : epochs) {
                double logE = ConversionsTest.DEFAULT.logE(each);
                assertFinite(List.of(logE, AnytimeTest.p(logE), each.lift()), place);
                assertFinite(ConversionsTest.DEFAULT.shares(each, LEVEL), place);
                assertFinite(ConversionsTest.DEFAULT.lifts(each, LEVEL), place);
            }
            double logE = ConversionsMixture.DEFAULT.logE(epochs);
            assertFinite(List.of(logE, AnytimeTest.p(logE), ConversionsMixture.DEFAULT.lift(epochs)), place);
            assertFinite(ConversionsMixture.DEFAULT.lifts(epochs, LEVEL), place);
        }
    }

    @Test
    void questions_in_one_direction_are_finite() {
        double[] zs = {0, 1e-300, 1, 40, 1e6, 1e150};
        for (double x : new double[] {1e-12, 1e-3, 1, 1e6, 1e15}) {
            for (double z : zs) {
                assertFinite(List.of(OneSided.logE(z, x), OneSided.logE(-z, x)), z + " at " + x);
            }
            assertFinite(List.of(OneSided.bound(x, LEVEL), OneSided.closedFormBound(x, LEVEL)), "at " + x);
        }
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Stratum> strata = anyStrata(random);
            Direction better = random.nextBoolean() ? Direction.INCREASING : Direction.DECREASING;
            double x = Math.pow(10, 18 * random.nextDouble() - 12);
            String place = "seed " + seed + " " + strata + " at " + x;
            Contrast.stratified(strata, Guard.ON)
                    .known()
                    .flatMap(it -> NonInferiority.of(it, 0.5 * random.nextDouble(), better)
                            .known())
                    .ifPresent(it -> assertFinite(List.of(it.z(), it.fixedP(), it.logE(x), it.anytimeP(x)), place));
        }
    }

    @Test
    void scores_by_recorded_propensities_are_finite() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double score = PropensityScore.of(
                    random.nextBoolean(),
                    anySize(random),
                    anySize(random),
                    anySize(random),
                    0.01 + 0.98 * random.nextDouble());
            long count = anyCount(random);
            double squares = count < 2 ? 0 : anySize(random);
            Moments scores = count == 0 ? new Moments(0, 0, 0) : new Moments(count, score, squares);
            PropensityScore.contrast(scores)
                    .known()
                    .ifPresent(it -> assertFinite(
                            List.of(it.z(), it.difference(), it.variance(), it.lift(), it.differences(3)),
                            scores.toString()));
        }
    }

    @Test
    void adjusted_ratios_are_finite() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<RatioSums> arms = List.of(anyRatio(random), anyRatio(random));
            assertFinite(Cuped.adjustRatios(List.of(arms)), "seed " + seed + " " + arms);
        }
    }

    /** Sums over 0 to 5 units that are whole numbers of any size stored, with or without a past. */
    private static RatioSums anyRatio(SplittableRandom random) {
        BigDecimal[] sums = new BigDecimal[14];
        java.util.Arrays.fill(sums, BigDecimal.ZERO);
        int count = random.nextInt(6);
        boolean past = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            BigDecimal[] unit = new BigDecimal[4];
            for (int k = 0; k < 4; k++) {
                unit[k] = (k > 1 && !past) || random.nextInt(3) == 0
                        ? BigDecimal.ZERO
                        : BigDecimal.valueOf(random.nextLong(1L << random.nextInt(1, 62)));
            }
            int place = 0;
            for (int k = 0; k < 4; k++) {
                sums[place] = sums[place].add(unit[k]);
                place++;
            }
            for (int k = 0; k < 4; k++) {
                sums[place] = sums[place].add(unit[k].multiply(unit[k]));
                place++;
            }
            for (int k = 0; k < 4; k++) {
                for (int l = k + 1; l < 4; l++) {
                    sums[place] = sums[place].add(unit[k].multiply(unit[l]));
                    place++;
                }
            }
        }
        return new RatioSums(
                count, sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7], sums[8], sums[9],
                sums[10], sums[11], sums[12], sums[13]);
    }

    private static Conversions anyConversions(SplittableRandom random) {
        double share = random.nextInt(4) == 0 ? 1e-9 : 0.01 + 0.98 * random.nextDouble();
        return new Conversions(
                Math.min(MOST_CONVERSIONS, anyCount(random)), Math.min(MOST_CONVERSIONS, anyCount(random)), share);
    }

    @Test
    void beliefs_about_rates_are_finite() {
        for (long n : new long[] {0, 1, 100, 1_000_000_000}) {
            for (long m : new long[] {0, 1, 100, 1_000_000_000}) {
                for (long x : new long[] {0, n / 2, n}) {
                    for (long y : new long[] {0, m / 2, m}) {
                        RateComparison rates = RateComparison.of(x, n, y, m, RateComparison.FLAT);
                        String place = x + " of " + n + " against " + y + " of " + m;
                        assertFinite(rates.belief(), place);
                        assertFinite(rates.lift(LEVEL), place);
                    }
                }
            }
        }
    }

    @Test
    void checks_of_the_split_are_finite() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double share = random.nextInt(4) == 0 ? 1e-9 : 0.01 + 0.98 * random.nextDouble();
            Split split = Split.of(new long[] {anyCount(random), anyCount(random)}, new double[] {share, 1 - share});
            assertFinite(SequentialMismatch.start().look(List.of(split, split)), "seed " + seed + split);
            assertFinite(ChiSquareMismatch.test(split), "seed " + seed + split);
        }
    }

    @Test
    void plans_are_finite() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Arm t = anyArm(random);
            Arm c = anyArm(random);
            Tuning tuning = Tuning.of(LEVEL, 10_000);
            assertFinite(DetectableEffect.fixedHorizon(t, c, LEVEL, 0.8), "seed " + seed + t + c);
            assertFinite(DetectableEffect.sequential(t, c, tuning, LEVEL, 0.8), "seed " + seed + t + c);
            if (t.mean() != 0 && t.unitVariance() > 0) {
                Comparison comparison = new Comparison(t.mean(), t.unitVariance() / 2, t.unitVariance(), 1);
                assertFinite(SampleSize.fixedHorizon(comparison, LEVEL, 0.8), "seed " + seed + comparison);
                assertFinite(SampleSize.sequential(comparison, tuning, LEVEL, 0.8), "seed " + seed + comparison);
            }
        }
    }

    @Test
    void diagnostics_and_ranks_are_finite() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Effect> effects = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                double variance = anySize(random);
                effects.add(
                        new Effect(anySize(random) * (random.nextBoolean() ? 1 : -1), variance == 0 ? 1 : variance));
            }
            assertFinite(Heterogeneity.of(effects), "seed " + seed + effects);
            assertFinite(Trend.of(effects), "seed " + seed + effects);
            double quantile = random.nextDouble();
            assertFinite(OrderRanks.of(anyCount(random), quantile, LEVEL), "seed " + seed);
            assertFinite(AnytimeRanks.of(anyCount(random), quantile, 10_000, LEVEL), "seed " + seed);
        }
    }

    @Test
    void shares_of_adaptive_allocation_are_finite() {
        for (int seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Posterior> arms = new ArrayList<>();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                arms.add(Posterior.of(anyArm(random)));
            }
            Direction direction = random.nextBoolean() ? Direction.INCREASING : Direction.DECREASING;
            assertFinite(ThompsonShares.of(arms, direction, ThompsonShares.DEFAULT_FLOOR), "seed " + seed + arms);
        }
    }

    @Test
    void verdicts_are_finite() {
        double[] ps = {0, 1e-300, 0.01, 0.5, 1};
        double[] logEs = {-1e300, -3, 0, 4, 800, 1e300};
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Hypothesis> hypotheses = new ArrayList<>();
            for (int i = random.nextInt(9); i > 0; i--) {
                hypotheses.add(new Hypothesis(
                        Tier.at(random.nextInt(8)),
                        ps[random.nextInt(ps.length)],
                        logEs[random.nextInt(logEs.length)]));
            }
            for (var policy : Engines.POLICIES.values()) {
                assertFinite(policy.judge(hypotheses, LEVEL), "seed " + seed + hypotheses);
            }
        }
    }

    private static Row anyRow(SplittableRandom random) {
        List<Stratum> strata = anyStrata(random);
        long t = strata.stream().mapToLong(it -> it.treatment().count()).sum();
        long c = strata.stream().mapToLong(it -> it.baseline().count()).sum();
        return Row.of(strata, part(t, random), part(c, random), random.nextBoolean() ? Guard.ON : Guard.OFF);
    }

    private static List<Stratum> anyStrata(SplittableRandom random) {
        List<Stratum> strata = new ArrayList<>();
        for (int i = random.nextInt(8) == 0 ? random.nextInt(4) : 1; i > 0; i--) {
            Arm arm = anyArm(random);
            strata.add(new Stratum(arm, random.nextInt(4) == 0 ? arm : anyArm(random)));
        }
        return strata;
    }

    private static Arm anyArm(SplittableRandom random) {
        long count = anyCount(random);
        double sign = random.nextInt(4) == 0 ? -1 : 1;
        return count == 0 ? Arm.EMPTY : new Arm(count, sign * anySize(random), count == 1 ? 0 : anySize(random));
    }

    private static JointMoments anyJoint(SplittableRandom random, double unitY, double unitX) {
        long count = anyCount(random);
        if (count == 0) {
            return JointMoments.NONE;
        }
        double joint = Math.sqrt(unitY) * Math.sqrt(unitX) * (2 * random.nextDouble() - 1);
        return count == 1
                ? new JointMoments(1, Math.sqrt(unitY), Math.sqrt(unitX), 0, 0, 0)
                : new JointMoments(count, Math.sqrt(unitY), Math.sqrt(unitX), unitY, unitX, joint);
    }

    private static long anyCount(SplittableRandom random) {
        return COUNTS[random.nextInt(COUNTS.length)];
    }

    private static double anySize(SplittableRandom random) {
        return SIZES[random.nextInt(SIZES.length)];
    }

    private static long part(long count, SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> count;
            default -> count / (1 + random.nextInt(20));
        };
    }

    private static void assertFinite(Object result, String place) {
        Numbers.each(result, "", (at, number) -> {
            if (!Double.isFinite(number)) {
                throw new AssertionError(number + " at " + at + " of " + result + ": " + place);
            }
        });
    }
}
