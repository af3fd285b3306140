package org.muriel.statistics.adjustment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.statistics.summary.Arm;
import org.muriel.statistics.summary.JointMoments;
import org.muriel.statistics.summary.RatioSums;

class CupedTest {
    /** A unit: its outcome and what was known of it. */
    private record Unit(double y, double x) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void the_difference_is_the_coefficient_of_the_arm_in_a_regression(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Unit> treatment = units(random, 300 + random.nextInt(500), 0.4);
        List<Unit> control = units(random, 300 + random.nextInt(500), 0);
        Cuped cuped = Cuped.adjust(List.of(List.of(moments(treatment), moments(control))));
        List<Arm> arms = cuped.adjusted().getFirst();

        assertThat(arms.get(0).mean() - arms.get(1).mean())
                .isCloseTo(coefficientOfTheArm(treatment, control), within(1e-9));
        assertThat(arms.get(0).unitVariance())
                .isCloseTo(varianceOf(treatment, cuped.theta()), within(1e-9))
                .isLessThan(moments(treatment).varianceY());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void the_unit_and_the_origin_of_the_covariate_do_not_matter(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Unit> a = units(random, 400, 0.1);
        List<Unit> b = units(random, 300, 0);
        List<Arm> plain = adjusted(a, b);
        List<Arm> moved = adjusted(
                a.stream().map(it -> new Unit(it.y(), 16 * it.x() + 1024)).toList(),
                b.stream().map(it -> new Unit(it.y(), 16 * it.x() + 1024)).toList());

        for (int arm = 0; arm < 2; arm++) {
            assertThat(moved.get(arm).mean()).isCloseTo(plain.get(arm).mean(), within(1e-9));
            assertThat(moved.get(arm).unitVariance()).isCloseTo(plain.get(arm).unitVariance(), within(1e-9));
        }
    }

    @Test
    void a_covariate_that_does_not_vary_changes_nothing() {
        JointMoments arm = new JointMoments(50, 3, 0, 2, 0, 0);
        Cuped cuped = Cuped.adjust(List.of(List.of(arm, arm)));

        assertThat(cuped.theta()).isZero();
        assertThat(cuped.adjusted().getFirst()).containsOnly(new Arm(50, 3, 2));
    }

    @Test
    void epochs_share_one_theta_and_are_centred_each_on_its_own() {
        SplittableRandom random = new SplittableRandom(20);
        JointMoments a = moments(units(random, 500, 0));
        JointMoments b = moments(units(random, 400, 0));
        JointMoments later = new JointMoments(
                b.count(), b.meanY() + 7, b.meanX() + 100, b.varianceY(), b.varianceX(), b.covariance());
        Cuped cuped = Cuped.adjust(List.of(List.of(a, b), List.of(later, later)));

        assertThat(cuped.adjusted().get(1).getFirst().mean()).isCloseTo(later.meanY(), within(1e-12));
        assertThat(cuped.meanCovariate().get(1)).isCloseTo(later.meanX(), within(1e-12));
        assertThat(cuped.theta()).isCloseTo(0.8, within(0.1));
    }

    @Test
    void an_arm_nobody_came_to_stays_empty() {
        Cuped cuped = Cuped.adjust(List.of(List.of(JointMoments.NONE, new JointMoments(5, 1, 1, 1, 1, 0.5))));

        assertThat(cuped.adjusted().getFirst().getFirst()).isEqualTo(Arm.EMPTY);
    }

    @Test
    void a_split_that_was_uneven_beforehand_is_noticed() {
        JointMoments usual = new JointMoments(10_000, 1, 5, 1, 4, 0.5);
        JointMoments other = new JointMoments(10_000, 1, 5.2, 1, 4, 0.5);

        assertThat(Cuped.isBadSplit(usual, usual)).isFalse();
        assertThat(Cuped.isBadSplit(other, usual)).isTrue();
        assertThat(Cuped.isBadSplit(JointMoments.NONE, usual)).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33})
    void ratios_from_sums_are_ratios_from_single_units(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> treatment = ratioUnits(random, 500, 0.2);
        List<double[]> control = ratioUnits(random, 700, 0);
        Cuped fromSums = Cuped.adjustRatios(List.of(List.of(sums(treatment), sums(control))));
        Cuped fromUnits = Cuped.adjust(List.of(scores(treatment, control)));

        assertThat(fromSums.theta()).isCloseTo(fromUnits.theta(), within(1e-9));
        double ratio = mean(treatment, 0) / mean(treatment, 1);
        Arm expected = fromUnits.adjusted().getFirst().getFirst();
        Arm found = fromSums.adjusted().getFirst().getFirst();
        assertThat(found.mean()).isCloseTo(ratio + expected.mean(), within(1e-9));
        assertThat(found.unitVariance()).isCloseTo(expected.unitVariance(), within(1e-9));
        assertThat(found.unitVariance())
                .isLessThan(scores(treatment, control).getFirst().varianceY());
    }

    private static List<Arm> adjusted(List<Unit> a, List<Unit> b) {
        return Cuped.adjust(List.of(List.of(moments(a), moments(b)))).adjusted().getFirst();
    }

    private static List<Unit> units(SplittableRandom random, int count, double effect) {
        return IntStream.range(0, count)
                .mapToObj(_ -> {
                    double x = -2 * Math.log(1 - random.nextDouble());
                    return new Unit(effect + 0.8 * x + random.nextGaussian(), x);
                })
                .toList();
    }

    private static JointMoments moments(List<Unit> units) {
        return JointMoments.of(
                units.size(),
                sum(units.stream().map(it -> exact(it.y())).toList()),
                sum(units.stream()
                        .map(it -> exact(it.y()).multiply(exact(it.y())))
                        .toList()),
                sum(units.stream().map(it -> exact(it.x())).toList()),
                sum(units.stream()
                        .map(it -> exact(it.x()).multiply(exact(it.x())))
                        .toList()),
                sum(units.stream()
                        .map(it -> exact(it.x()).multiply(exact(it.y())))
                        .toList()));
    }

    private static BigDecimal exact(double value) {
        return new BigDecimal(value);
    }

    private static BigDecimal sum(List<BigDecimal> values) {
        return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Least squares of y on 1, arm and x, by residuals: x and arm are first rid of the mean and of each other. */
    private static double coefficientOfTheArm(List<Unit> treatment, List<Unit> control) {
        List<double[]> rows = new ArrayList<>();
        treatment.forEach(it -> rows.add(new double[] {it.y(), 1, it.x()}));
        control.forEach(it -> rows.add(new double[] {it.y(), 0, it.x()}));
        double aa = centred(rows, 1, 1);
        double xx = centred(rows, 2, 2);
        double ax = centred(rows, 1, 2);
        return (centred(rows, 0, 1) * xx - centred(rows, 0, 2) * ax) / (aa * xx - ax * ax);
    }

    private static double varianceOf(List<Unit> units, double theta) {
        List<double[]> rows =
                units.stream().map(it -> new double[] {it.y() - theta * it.x()}).toList();
        return centred(rows, 0, 0) / (rows.size() - 1);
    }

    private static double centred(List<double[]> rows, int i, int j) {
        double meanI = mean(rows, i);
        double meanJ = mean(rows, j);
        return rows.stream()
                .mapToDouble(it -> (it[i] - meanI) * (it[j] - meanJ))
                .sum();
    }

    private static double mean(List<double[]> rows, int i) {
        return rows.stream().mapToDouble(it -> it[i]).average().orElseThrow();
    }

    /** Numerator, denominator, and both for the time before; whole numbers, as counts are. */
    private static List<double[]> ratioUnits(SplittableRandom random, int count, double effect) {
        return IntStream.range(0, count)
                .mapToObj(_ -> {
                    double liking = random.nextDouble();
                    double z = 1 + random.nextInt(5);
                    double w = random.nextInt(6);
                    return new double[] {Math.rint(z * (liking + effect) * 4), z, Math.rint(w * liking * 4), w};
                })
                .toList();
    }

    private static RatioSums sums(List<double[]> units) {
        return new RatioSums(
                units.size(),
                product(units, 0),
                product(units, 1),
                product(units, 2),
                product(units, 3),
                product(units, 0, 0),
                product(units, 1, 1),
                product(units, 2, 2),
                product(units, 3, 3),
                product(units, 0, 1),
                product(units, 0, 2),
                product(units, 0, 3),
                product(units, 1, 2),
                product(units, 1, 3),
                product(units, 2, 3));
    }

    private static BigDecimal product(List<double[]> units, int... factors) {
        return sum(units.stream()
                .map(unit -> {
                    BigDecimal product = BigDecimal.ONE;
                    for (int factor : factors) {
                        product = product.multiply(exact(unit[factor]));
                    }
                    return product;
                })
                .toList());
    }

    private static List<JointMoments> scores(List<double[]> treatment, List<double[]> control) {
        List<double[]> all = new ArrayList<>(treatment);
        all.addAll(control);
        double before = mean(all, 2) / mean(all, 3);
        double meanBefore = mean(all, 3);
        return List.of(scores(treatment, before, meanBefore), scores(control, before, meanBefore));
    }

    private static JointMoments scores(List<double[]> arm, double before, double meanBefore) {
        double ratio = mean(arm, 0) / mean(arm, 1);
        double meanZ = mean(arm, 1);
        return moments(arm.stream()
                .map(it -> new Unit((it[0] - ratio * it[1]) / meanZ, (it[2] - before * it[3]) / meanBefore))
                .toList());
    }
}
