package org.muriel.statistics.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryLawsTest {
    private static final MathContext DIGITS = new MathContext(60);

    /** Σy and Σy² of one part of the units. */
    private record Sums(long count, BigDecimal sum, BigDecimal squares) {
        static final Sums NONE = new Sums(0, BigDecimal.ZERO, BigDecimal.ZERO);

        Sums plus(BigDecimal y) {
            return new Sums(count + 1, sum.add(y), squares.add(y.multiply(y)));
        }

        Sums plus(Sums other) {
            return new Sums(count + other.count, sum.add(other.sum), squares.add(other.squares));
        }

        Arm arm() {
            return Arm.mean(count, sum, squares);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void cells_merged_in_any_order_and_any_pieces_give_the_same_bits(long seed) {
        Random random = new Random(seed);
        List<BigDecimal> totals = totals(random, 3_000);
        Arm whole = sum(totals).arm();
        for (int round = 0; round < 10; round++) {
            Collections.shuffle(totals, random);
            List<Sums> pieces = new ArrayList<>();
            for (int from = 0; from < totals.size(); ) {
                int to = Math.min(totals.size(), from + 1 + random.nextInt(700));
                pieces.add(sum(totals.subList(from, to)));
                from = to;
            }
            Collections.shuffle(pieces, random);

            assertThat(pieces.stream().reduce(Sums.NONE, Sums::plus).arm())
                    .as("seed %d", seed)
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void the_mean_and_the_variance_are_right_to_the_last_digit(long seed) {
        List<BigDecimal> totals = totals(new Random(seed), 200);
        Arm arm = sum(totals).arm();
        BigDecimal n = BigDecimal.valueOf(totals.size());
        BigDecimal mean = sum(totals).sum().divide(n, DIGITS);
        BigDecimal squares = totals.stream()
                .map(it -> it.subtract(mean).pow(2, DIGITS))
                .reduce(BigDecimal.ZERO, (a, b) -> a.add(b, DIGITS));

        assertThat(arm.mean()).isEqualTo(mean.doubleValue());
        assertThat(arm.unitVariance())
                .isEqualTo(squares.divide(n.subtract(BigDecimal.ONE), DIGITS).doubleValue());
    }

    /** Sums of longs take another way than decimals do; a decimal place that says nothing chooses the other. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {51, 52, 53, 54, 55, 56})
    void whole_sums_give_the_bits_of_decimals(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            long n = 2 + random.nextLong(1L << (1 + random.nextInt(26)));
            BigDecimal sum = BigDecimal.valueOf(random.nextLong(1L << (1 + random.nextInt(58))) - (1L << 20));
            BigDecimal spread = BigDecimal.valueOf(random.nextLong(1L << (1 + random.nextInt(55))));
            // no less than (Σy)²/n, as with real sums, where that fits
            BigDecimal squares = sum.multiply(sum)
                    .divideToIntegralValue(BigDecimal.valueOf(n))
                    .min(BigDecimal.valueOf(900_000_000_000_000_000L))
                    .setScale(0)
                    .add(spread);
            assertThat(ExactSums.covariance(n, squares, sum, sum))
                    .as("seed %d: %d, %s, %s", seed, n, sum, squares)
                    .isEqualTo(ExactSums.covariance(n, squares.setScale(1), sum.setScale(1), sum.setScale(1)));
        }
    }

    /** The usual formula in doubles has no digit left here. */
    @Test
    void a_mean_that_is_large_against_the_spread_costs_no_digit() {
        BigDecimal far = new BigDecimal("1000000000000");
        Arm arm = sum(List.of(far, far.add(BigDecimal.ONE), far.add(BigDecimal.TWO)))
                .arm();

        assertThat(arm.unitVariance()).isEqualTo(1);
        assertThat(arm.mean()).isEqualTo(1e12 + 1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24})
    void moments_merge_in_any_order_to_the_moments_of_all(long seed) {
        Random random = new Random(seed);
        List<BigDecimal> totals = totals(random, 500);
        Arm whole = sum(totals).arm();
        List<Moments> parts = new ArrayList<>(
                totals.stream().map(it -> new Moments(1, it.doubleValue(), 0)).toList());
        parts.add(Moments.NONE);
        Collections.shuffle(parts, random);
        Moments merged = parts.stream().reduce(Moments.NONE, Moments::merge);

        assertThat(merged.count()).isEqualTo(500);
        assertThat(merged.mean()).isCloseTo(whole.mean(), within(1e-11 * Math.abs(whole.mean())));
        assertThat(merged.variance()).isCloseTo(whole.unitVariance(), within(1e-11 * whole.unitVariance()));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34})
    void a_ratio_over_ones_is_a_mean(long seed) {
        List<BigDecimal> totals = totals(new Random(seed), 300);
        Sums sums = sum(totals);
        BigDecimal n = BigDecimal.valueOf(sums.count());
        Arm ratio = Arm.ratio(sums.count(), sums.sum(), sums.squares(), n, n, sums.sum());

        assertThat(ratio.mean()).isEqualTo(sums.arm().mean());
        assertThat(ratio.unitVariance()).isEqualTo(sums.arm().unitVariance());
    }

    /** By its definition: the variance of (Y − rZ)/z̄ over single units. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {41, 42, 43, 44})
    void a_ratio_varies_as_its_linearised_scores_do(long seed) {
        Random random = new Random(seed);
        int n = 400;
        double[] y = new double[n];
        double[] z = new double[n];
        long[] sums = new long[5];
        for (int i = 0; i < n; i++) {
            long events = 1L + random.nextInt(9);
            long spent = events * random.nextInt(50);
            y[i] = spent;
            z[i] = events;
            sums[0] += spent;
            sums[1] += spent * spent;
            sums[2] += events;
            sums[3] += events * events;
            sums[4] += spent * events;
        }
        BigDecimal[] exact = Arrays.stream(sums).mapToObj(BigDecimal::valueOf).toArray(BigDecimal[]::new);
        Arm arm = Arm.ratio(n, exact[0], exact[1], exact[2], exact[3], exact[4]);
        double ratio = (double) sums[0] / sums[2];
        double meanZ = (double) sums[2] / n;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += Math.pow((y[i] - ratio * z[i]) / meanZ, 2);
        }

        assertThat(arm.mean()).isEqualTo(ratio);
        assertThat(arm.unitVariance()).isCloseTo(squares / (n - 1), within(1e-11 * squares / n));
    }

    @Test
    void a_proportion_varies_without_the_correction_of_a_sample() {
        assertThat(Arm.proportion(10, 2)).isEqualTo(new Arm(10, 0.2, 0.2 * (1 - 0.2)));
        assertThat(Arm.proportion(10, 10).unitVariance()).isZero();
    }

    @Test
    void one_unit_has_no_variance_and_none_has_nothing() {
        assertThat(Arm.mean(1, BigDecimal.TEN, BigDecimal.valueOf(100))).isEqualTo(new Arm(1, 10, 0));
        assertThat(Arm.mean(0, BigDecimal.ZERO, BigDecimal.ZERO)).isEqualTo(Arm.EMPTY);
        assertThat(Arm.proportion(0, 0)).isEqualTo(Arm.EMPTY);
        assertThat(Arm.ratio(3, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO))
                .isEqualTo(Arm.EMPTY);
    }

    @Test
    void what_cannot_be_an_arm_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Arm(-1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Arm(1, Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Arm(1, 0, -1e-9));
        assertThatIllegalArgumentException().isThrownBy(() -> Arm.proportion(3, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new Moments(1, 0, Double.POSITIVE_INFINITY));
    }

    private static Sums sum(List<BigDecimal> totals) {
        Sums sums = Sums.NONE;
        for (BigDecimal total : totals) {
            sums = sums.plus(total);
        }
        return sums;
    }

    /** Mostly whole, some with decimals, some large, some below 0: refunds. */
    private static List<BigDecimal> totals(Random random, int count) {
        List<BigDecimal> totals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            totals.add(
                    switch (random.nextInt(5)) {
                        case 0 -> BigDecimal.ZERO;
                        case 1 -> BigDecimal.valueOf(random.nextLong(1_000_000_000_000L));
                        case 2 -> BigDecimal.valueOf(random.nextInt(1_000_000), 6);
                        case 3 -> BigDecimal.valueOf(-random.nextInt(1_000));
                        default -> BigDecimal.valueOf(random.nextInt(1_000));
                    });
        }
        return totals;
    }
}
