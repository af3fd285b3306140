package org.muriel.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muriel.statistics.contrast.Region;
import org.muriel.statistics.estimate.Level;

/** What holds for the exact tests of conversions. */
class ConversionsLawsTest {
    private static final Level LEVEL = new Level(0.1);

    /**
     * Every course of 400 conversions is counted, so this is the error rate itself and not an estimate of it. The rates expected
     * are of the same count in Python, with SciPy's gammaln. A concentration of 1000 looks for effects so small that 400
     * conversions are hardly ever evidence of one.
     */
    @ParameterizedTest(name = "share {0}, concentration {1}")
    @CsvSource({
        "0.5, 100, 0.026550208596627",
        "0.1, 100, 0.025958935800137",
        "0.5, 10, 0.063422969354281",
        "0.5, 1000, 0.000067654980434",
        "0.9, 10, 0.064607851555333"
    })
    void looking_at_every_conversion_is_wrong_at_most_as_often_as_promised(
            double share, double concentration, double expected) {
        ConversionsTest test = new ConversionsTest(concentration);

        double wrong = everRejected(share, (t, c) -> test.logE(new Conversions(t, c, share)));

        assertThat(wrong).isCloseTo(expected, within(1e-13)).isLessThanOrEqualTo(LEVEL.alpha());
    }

    /** The interval's error at a true lift of 50 %, over every course of conversions. */
    @ParameterizedTest(name = "share {0}")
    @CsvSource({"0.5", "0.1"})
    void the_interval_ever_misses_the_true_lift_at_most_as_often_as_promised(double share) {
        double trueShare = 1.5 * share / (1.5 * share + 1 - share);
        double missed = everRejected(trueShare, (t, c) -> {
            Region shares = ConversionsTest.DEFAULT.shares(new Conversions(t, c, share), LEVEL);
            return shares.contains(trueShare) ? 0 : LEVEL.logOfInverse();
        });

        assertThat(missed).isBetween(0.005, LEVEL.alpha());
    }

    /** Before the next conversion the expectation of E after it is E, exactly: a martingale. */
    @Test
    void the_next_conversion_changes_the_e_value_by_nothing_on_average() {
        SplittableRandom random = new SplittableRandom(21);
        for (int i = 0; i < 300; i++) {
            double share = 0.05 + 0.9 * random.nextDouble();
            long t = random.nextLong(1_000);
            long c = random.nextLong(1_000);
            double now = ConversionsTest.DEFAULT.logE(new Conversions(t, c, share));
            double next = share * Math.exp(ConversionsTest.DEFAULT.logE(new Conversions(t + 1, c, share)) - now)
                    + (1 - share) * Math.exp(ConversionsTest.DEFAULT.logE(new Conversions(t, c + 1, share)) - now);
            assertThat(next).as("seed 21, %s and %s at %s", t, c, share).isCloseTo(1, within(1e-10));
        }
    }

    @Test
    void over_epochs_it_is_a_martingale_too() {
        List<Conversions> before = List.of(new Conversions(6, 90, 0.05), new Conversions(16, 12, 0.5));
        double now = ConversionsMixture.DEFAULT.logE(before);
        double treated = ConversionsMixture.DEFAULT.logE(List.of(before.getFirst(), new Conversions(17, 12, 0.5)));
        double baseline = ConversionsMixture.DEFAULT.logE(List.of(before.getFirst(), new Conversions(16, 13, 0.5)));

        assertThat(0.5 * Math.exp(treated - now) + 0.5 * Math.exp(baseline - now))
                .isCloseTo(1, within(1e-11));
    }

    @Test
    void it_is_significant_exactly_when_the_interval_excludes_no_lift() {
        SplittableRandom random = new SplittableRandom(22);
        for (int i = 0; i < 1_000; i++) {
            Conversions conversions =
                    new Conversions(random.nextLong(400), random.nextLong(400), 0.1 + 0.8 * random.nextDouble());
            agree(ConversionsTest.DEFAULT.logE(conversions), ConversionsTest.DEFAULT.lifts(conversions, LEVEL));
            if (i % 20 == 0) {
                List<Conversions> epochs = List.of(conversions, new Conversions(20, 25, 0.5));
                agree(ConversionsMixture.DEFAULT.logE(epochs), ConversionsMixture.DEFAULT.lifts(epochs, LEVEL));
            }
        }
    }

    private static void agree(double logE, Region lifts) {
        if (Math.abs(logE - LEVEL.logOfInverse()) > 1e-9) {
            assertThat(!lifts.contains(0)).as("seed 22, %s", lifts).isEqualTo(logE > LEVEL.logOfInverse());
        }
    }

    @Test
    void swapping_the_arms_turns_the_lift_around() {
        SplittableRandom random = new SplittableRandom(23);
        for (int i = 0; i < 500; i++) {
            long t = 1 + random.nextLong(500);
            long c = 1 + random.nextLong(500);
            Conversions there = new Conversions(t, c, 0.25);
            Conversions back = new Conversions(c, t, 0.75);
            assertThat(ConversionsTest.DEFAULT.logE(back))
                    .isCloseTo(ConversionsTest.DEFAULT.logE(there), within(1e-10));
            Region lifts = ConversionsTest.DEFAULT.lifts(there, LEVEL);
            Region turned = ConversionsTest.DEFAULT.lifts(back, LEVEL);
            inverse(lifts.low(), turned.high());
            inverse(turned.low(), lifts.high());
        }
    }

    /** A lift within 10⁻ᵏ of −1 has k digits fewer of how far it is from there, as any double near −1: that alone is allowed. */
    private static void inverse(double low, double high) {
        assertThat((1 + low) * (1 + high)).isCloseTo(1, within(1e-9 + 1e-15 / (1 + low)));
    }

    @Test
    void without_conversions_of_one_arm_one_side_is_open_and_without_any_nothing_is_said() {
        Region never = ConversionsTest.DEFAULT.lifts(new Conversions(0, 30, 0.5), LEVEL);
        assertThat(never.low()).isEqualTo(-1);
        assertThat(never.high()).isLessThan(0);
        Region always = ConversionsTest.DEFAULT.lifts(new Conversions(30, 0, 0.5), LEVEL);
        assertThat(always.low()).isGreaterThan(0);
        assertThat(always.high()).isInfinite();
        assertThat(ConversionsTest.DEFAULT.logE(new Conversions(0, 0, 0.5))).isZero();
        assertThat(ConversionsTest.DEFAULT.shares(new Conversions(0, 0, 0.5), LEVEL))
                .isEqualTo(new Region(0, 1));
    }

    /** Statistics specification, 13, V16. */
    @Test
    void an_arm_without_any_conversion_is_alarming_by_the_25th_of_the_other() {
        double p = AnytimeTest.p(ConversionsTest.DEFAULT.logE(new Conversions(0, 25, 0.5)));

        assertThat(p).isCloseTo(0.0884, within(5e-5));
        assertThat(p).isLessThanOrEqualTo(LEVEL.alpha());
    }

    @FunctionalInterface
    interface Evidence {
        double logE(long treatment, long baseline);
    }

    /** Probability that the evidence reaches the level at some conversion, when each is the treatment's with a probability. */
    private static double everRejected(double trueShare, Evidence evidence) {
        int last = 400;
        double[] alive = {1};
        double rejected = 0;
        for (int n = 1; n <= last; n++) {
            double[] next = new double[n + 1];
            for (int t = 0; t < n; t++) {
                next[t + 1] += alive[t] * trueShare;
                next[t] += alive[t] * (1 - trueShare);
            }
            for (int t = 0; t <= n; t++) {
                if (next[t] > 0 && evidence.logE(t, n - t) >= LEVEL.logOfInverse()) {
                    rejected += next[t];
                    next[t] = 0;
                }
            }
            alive = next;
        }
        return rejected;
    }
}
