package org.muriel.statistics.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.muriel.statistics.estimate.Level;

/** The procedures against their definitions, taken literally: count and compare, without adjusting anything. */
class ProcedureLawsTest {
    private static final Level LEVEL = new Level(0.1);

    @RepeatedTest(200)
    void they_reject_what_their_definitions_reject(RepetitionInfo repetition) {
        double[] p = pValues(repetition);
        int m = p.length;
        double harmonic = IntStream.rangeClosed(1, m).mapToDouble(k -> 1.0 / k).sum();

        assertThat(rejected(new BenjaminiHochberg(), p))
                .as("seed %s", repetition.getCurrentRepetition())
                .isEqualTo(stepUp(p, r -> LEVEL.alpha() * r / m));
        assertThat(rejected(new BenjaminiYekutieli(), p)).isEqualTo(stepUp(p, r -> LEVEL.alpha() * r / (m * harmonic)));
        assertThat(rejected(new Holm(), p)).isEqualTo(stepDown(p));
        assertThat(rejected(new Bonferroni(), p))
                .isEqualTo(
                        Arrays.stream(p).mapToObj(it -> it * m <= LEVEL.alpha()).toList());
        assertThat(rejected(new Unadjusted(), p))
                .isEqualTo(Arrays.stream(p).mapToObj(it -> it <= LEVEL.alpha()).toList());
    }

    @RepeatedTest(200)
    void the_r_largest_e_values_are_rejected(RepetitionInfo repetition) {
        double[] p = pValues(repetition);
        int m = p.length;
        List<Hypothesis> family = Arrays.stream(p)
                .mapToObj(it -> new Hypothesis(Tier.SECONDARY, 1, -Math.log(it)))
                .toList();
        double[] e = family.stream().mapToDouble(it -> Math.exp(it.logE())).toArray();
        int most = 0;
        for (int r = 1; r <= m; r++) {
            double needed = m / (LEVEL.alpha() * r);
            if (Arrays.stream(e).filter(it -> it >= needed).count() >= r) {
                most = r;
            }
        }
        List<Verdict> verdicts = new EBenjaminiHochberg().judge(family, LEVEL);

        assertThat(verdicts.stream().filter(Verdict::rejected).count())
                .as("seed %s", repetition.getCurrentRepetition())
                .isEqualTo(most);
    }

    @RepeatedTest(100)
    void adjusted_values_are_in_order_at_least_p_and_the_order_given_does_not_matter(RepetitionInfo repetition) {
        double[] p = pValues(repetition);
        double[] reversed = IntStream.range(0, p.length)
                .mapToDouble(i -> p[p.length - 1 - i])
                .toArray();
        for (Procedure procedure : all()) {
            double[] adjusted = procedure.adjust(p);
            double[] other = procedure.adjust(reversed);
            for (int i = 0; i < p.length; i++) {
                assertThat(adjusted[i]).isBetween(p[i], 1.0);
                assertThat(other[p.length - 1 - i]).isEqualTo(adjusted[i]);
                for (int j = 0; j < p.length; j++) {
                    if (p[i] <= p[j]) {
                        assertThat(adjusted[i]).isLessThanOrEqualTo(adjusted[j]);
                    }
                }
            }
        }
    }

    /** What makes intervals and significance one: rejected if and only if p is at most the level of the interval. */
    @RepeatedTest(100)
    void an_interval_at_its_level_excludes_nothing_exactly_when_rejected(RepetitionInfo repetition) {
        double[] p = pValues(repetition);
        for (Procedure procedure :
                List.of(new BenjaminiHochberg(), new BenjaminiYekutieli(), new Bonferroni(), new Unadjusted())) {
            List<Verdict> verdicts = procedure.judge(p, LEVEL);
            for (int i = 0; i < p.length; i++) {
                assertThat(p[i] <= verdicts.get(i).intervalLevel().alpha())
                        .as("seed %s, %s", repetition.getCurrentRepetition(), procedure)
                        .isEqualTo(verdicts.get(i).rejected());
            }
        }
    }

    @RepeatedTest(50)
    void a_monitoring_metric_changes_nothing_in_higher_tiers(RepetitionInfo repetition) {
        double[] p = pValues(repetition);
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            hypotheses.add(new Hypothesis(Tier.at(i % 5), p[i], 0));
        }
        Policy tiers = new EachTier(new BenjaminiHochberg());
        List<Verdict> before = tiers.judge(hypotheses, LEVEL);
        hypotheses.add(new Hypothesis(Tier.MONITORING, 1e-9, 20));

        assertThat(tiers.judge(hypotheses, LEVEL).subList(0, p.length)).isEqualTo(before);
    }

    @RepeatedTest(50)
    void equal_weights_are_none_and_their_scale_does_not_matter(RepetitionInfo repetition) {
        double[] p = pValues(repetition);
        double[] equal = new double[p.length];
        Arrays.fill(equal, 8);

        assertThat(BenjaminiHochberg.adjustWeighted(p, equal)).isEqualTo(new BenjaminiHochberg().adjust(p));
    }

    /** E A(E*) ≤ 1 at worst, when P(E* ≥ y) = 1/y: ∫ A(y)/y² dy over y ≥ 1, in l = ln y. */
    @Test
    void the_adjuster_makes_an_e_value_of_the_largest_so_far() {
        double sum = 0;
        double step = 1e-3;
        for (double l = step / 2; l < 700; l += step) {
            sum += step * Math.exp(RunningMaximum.logAdjusted(l) - l);
        }
        // what lies beyond is ∫ 1/l² = 1/700
        assertThat(sum + 1.0 / 700).isCloseTo(1, within(1e-4));
    }

    private static List<Procedure> all() {
        return List.of(
                new BenjaminiHochberg(), new BenjaminiYekutieli(), new Holm(), new Bonferroni(), new Unadjusted());
    }

    private static List<Boolean> rejected(Procedure procedure, double[] p) {
        return procedure.judge(p, LEVEL).stream().map(Verdict::rejected).toList();
    }

    /** The R smallest, R the largest r of which r values are at most its threshold. */
    private static List<Boolean> stepUp(double[] p, IntToDoubleFunction threshold) {
        double limit = 0;
        for (int r = 1; r <= p.length; r++) {
            double at = threshold.applyAsDouble(r);
            if (Arrays.stream(p).filter(it -> it <= at).count() >= r) {
                limit = at;
            }
        }
        double largest = limit;
        return Arrays.stream(p).mapToObj(it -> it <= largest).toList();
    }

    /** The smallest is rejected at α/m, the next at α/(m−1), until the first that is not. */
    private static List<Boolean> stepDown(double[] p) {
        List<Double> sorted = Arrays.stream(p).sorted().boxed().toList();
        int rejected = 0;
        while (rejected < p.length && sorted.get(rejected) <= LEVEL.alpha() / (p.length - rejected)) {
            rejected++;
        }
        double limit = rejected == 0 ? -1 : sorted.get(rejected - 1);
        return Arrays.stream(p).mapToObj(it -> it <= limit).toList();
    }

    /** One to twelve, many of them small. */
    private static double[] pValues(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        return random.doubles(1 + random.nextInt(12), 0, 1)
                .map(it -> it * it * it)
                .toArray();
    }
}
