package org.muriel.statistics.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.sequential.Tuning;
import org.muriel.statistics.summary.Arm;

class PlanningLawsTest {
    private static final Level LEVEL = new Level(0.1);
    private static final Tuning TUNING = Tuning.of(LEVEL, Tuning.DEFAULT_UNITS);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void with_the_planned_units_the_planned_effect_is_just_found(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Comparison comparison = new Comparison(
                0.05 + random.nextDouble(), 10 * random.nextDouble(), 10 * random.nextDouble(), 1 + random.nextInt(4));
        SampleSize once = SampleSize.fixedHorizon(comparison, LEVEL, 0.8);
        SampleSize always = SampleSize.sequential(comparison, TUNING, LEVEL, 0.8);

        assertThat(known(DetectableEffect.fixedHorizon(
                        treatment(comparison, once), control(comparison, once), LEVEL, 0.8)))
                .isCloseTo(comparison.difference(), within(0.03 * comparison.difference()));
        assertThat(known(DetectableEffect.sequential(
                        treatment(comparison, always), control(comparison, always), TUNING, LEVEL, 0.8)))
                .isCloseTo(comparison.difference(), within(0.03 * comparison.difference()));
        assertThat(always.control()).isGreaterThan(once.control());
    }

    @Test
    void more_certainty_more_power_and_a_smaller_effect_take_more() {
        Comparison comparison = known(Comparison.ofProportions(0.1, 0.05));
        double usual = SampleSize.sequential(comparison, TUNING, LEVEL, 0.8).control();

        assertThat(SampleSize.sequential(comparison, TUNING, new Level(0.05), 0.8)
                        .control())
                .isGreaterThan(usual);
        assertThat(SampleSize.sequential(comparison, TUNING, LEVEL, 0.9).control())
                .isGreaterThan(usual);
        assertThat(SampleSize.sequential(known(Comparison.ofProportions(0.1, 0.04)), TUNING, LEVEL, 0.8)
                        .control())
                .isGreaterThan(usual);
    }

    @Test
    void an_even_split_takes_least_in_all() {
        Comparison even = new Comparison(0.1, 1, 1, 1);

        assertThat(SampleSize.fixedHorizon(even.split(0.25), LEVEL, 0.8).total())
                .isGreaterThan(SampleSize.fixedHorizon(even, LEVEL, 0.8).total());
        assertThat(SampleSize.fixedHorizon(even.split(4), LEVEL, 0.8).total())
                .isEqualTo(SampleSize.fixedHorizon(even.split(0.25), LEVEL, 0.8).total());
    }

    @Test
    void what_cannot_be_planned_says_why() {
        assertThat(Comparison.ofProportions(0.1, 0)).isEqualTo(Estimate.none(Reason.NO_EFFECT));
        assertThat(Comparison.ofProportions(0.6, 1)).isEqualTo(Estimate.none(Reason.OUT_OF_REACH));
        assertThat(DetectableEffect.fixedHorizon(Arm.EMPTY, new Arm(5, 1, 1), LEVEL, 0.8))
                .isEqualTo(Estimate.none(Reason.NO_DATA));
        assertThat(DetectableEffect.sequential(new Arm(5, 1, 0), new Arm(5, 1, 0), TUNING, LEVEL, 0.8))
                .isEqualTo(Estimate.none(Reason.NO_VARIANCE));
        assertThatThrownBy(() -> SampleSize.fixedHorizon(new Comparison(1, 1, 1, 1), LEVEL, 1))
                .hasMessage("power is 1.0, expected between 0 and 1");
    }

    @ParameterizedTest(name = "{0} units at {1} a day, share {2}: {3} days, better {4}")
    @CsvSource({"1, 1000, 1, 7, 14", "7000, 1000, 1, 7, 14", "7001, 1000, 1, 14, 14", "8000, 1000, 0.5, 21, 21"})
    void plans_last_whole_weeks(double units, double perDay, double share, long days, long recommended) {
        assertThat(RunningTime.of(units, perDay, share).days()).isEqualTo(days);
        assertThat(RunningTime.of(units, perDay, share).recommendedDays()).isEqualTo(recommended);
    }

    private static Arm treatment(Comparison comparison, SampleSize size) {
        return new Arm((long) Math.ceil(size.treatment()), 1, comparison.varianceTreatment());
    }

    private static Arm control(Comparison comparison, SampleSize size) {
        return new Arm((long) Math.ceil(size.control()), 1, comparison.varianceControl());
    }

    private static <T> T known(Estimate<T> estimate) {
        return estimate.known().orElseThrow();
    }
}
