package org.muriel.statistics.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.estimate.Bounds;

/** The laws of the default engine, kept by every other and under every policy (statistics specification, 13). */
class EngineLawsTest {
    private static final int COURSES = 25;

    private static Stream<Arguments> engines() {
        return Engines.ALL.keySet().stream()
                .flatMap(name -> Stream.of(Scale.values()).map(scale -> Arguments.of(name, scale)));
    }

    private static Stream<Arguments> policies() {
        return Engines.POLICIES.keySet().stream().map(Arguments::of);
    }

    private static Plan plan(String engine, Scale scale) {
        return Engines.plan(Engines.engine(engine), Engines.DEFAULT_POLICY, scale);
    }

    private static Course course(int seed) {
        return Course.madeUp(new SplittableRandom(seed), 1 + seed % 6, 3 + seed % 12);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("engines")
    void a_point_of_a_series_is_what_an_analysis_ending_there_says(String engine, Scale scale) {
        for (int seed = 0; seed < COURSES; seed++) {
            Course course = course(seed);
            List<List<Finding>> series = course.overTime(plan(engine, scale));
            int look = seed % series.size();
            assertThat(series.get(look))
                    .as("seed %d", seed)
                    .isEqualTo(course.first(look + 1).atEnd(plan(engine, scale)));
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("engines")
    void the_order_of_comparisons_does_not_matter(String engine, Scale scale) {
        for (int seed = 0; seed < COURSES; seed++) {
            Course course = course(seed);
            List<Integer> order = new ArrayList<>(
                    IntStream.range(0, course.comparisons().size()).boxed().toList());
            Collections.shuffle(order, new Random(seed));
            List<Finding> plain = course.atEnd(plan(engine, scale));
            List<Finding> shuffled = course.only(order).atEnd(plan(engine, scale));
            for (int i = 0; i < order.size(); i++) {
                assertThat(shuffled.get(i)).as("seed %d", seed).isEqualTo(plain.get(order.get(i)));
            }
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("engines")
    void swapping_the_arms_mirrors_the_difference_and_keeps_the_evidence(String engine, Scale scale) {
        if (scale == Scale.RELATIVE) {
            return; // a lift of 25 % swapped is one of −20 %: what is believed of lifts may differ
        }
        for (int seed = 0; seed < COURSES; seed++) {
            List<Finding> there = course(seed).atEnd(plan(engine, scale));
            List<Finding> back = course(seed).mapped(Course.Pair::swapped).atEnd(plan(engine, scale));
            for (int i = 0; i < there.size(); i++) {
                assertThat(z(back.get(i))).as("seed %d", seed).isEqualTo(-z(there.get(i)));
                assertThat(back.get(i).adjustedP())
                        .as("seed %d", seed)
                        .isCloseTo(there.get(i).adjustedP(), within(1e-12));
            }
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("engines")
    void adjusting_never_makes_evidence_stronger(String engine, Scale scale) {
        for (int seed = 0; seed < COURSES; seed++) {
            for (Finding finding : course(seed).atEnd(plan(engine, scale))) {
                assertThat(finding.adjustedP()).as("seed %d", seed).isGreaterThanOrEqualTo(finding.p());
                assertThat(finding.significant()).isEqualTo(finding.adjustedP() <= 0.1 && !finding.gated());
            }
        }
    }

    /** Judged by the e-values that they do not have they would never find anything, whatever their interval says. */
    @ParameterizedTest
    @ValueSource(strings = {"fixed horizon", "hybrid"})
    void tests_at_a_planned_end_are_not_judged_by_e_values(String engine) {
        for (int seed = 0; seed < COURSES; seed++) {
            assertThat(course(seed)
                            .overTime(Engines.plan(Engines.engine(engine), Engines.policy("e-values"), Scale.RELATIVE)))
                    .as("seed %d", seed)
                    .isEqualTo(course(seed)
                            .overTime(Engines.plan(
                                    Engines.engine(engine), Engines.policy("any dependence"), Scale.RELATIVE)));
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("engines")
    void an_interval_without_zero_is_significant(String engine, Scale scale) {
        // What is believed has tails of α/2 in its interval and is significant at α in one: one direction only.
        boolean both = !(Engines.engine(engine) instanceof Engine.Bayesian);
        int shown = 0;
        int without = 0;
        for (int seed = 0; seed < COURSES; seed++) {
            for (List<Finding> look : course(seed).overTime(plan(engine, scale))) {
                for (Finding finding : look) {
                    if (finding.interval(scale).known().isPresent()) {
                        Bounds interval = finding.interval(scale).known().get();
                        shown++;
                        without += interval.contains(0) ? 0 : 1;
                        if (both || !interval.contains(0)) {
                            assertThat(finding.significant())
                                    .as("seed %d: %s", seed, finding)
                                    .isEqualTo(!interval.contains(0));
                        }
                    }
                }
            }
        }
        assertThat(without).isBetween(20, shown - 20);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("engines")
    void significance_never_falls_while_no_effect_changes(String engine, Scale scale) {
        if (Engines.engine(engine) instanceof Engine.Bayesian) {
            return; // a belief follows the data in both directions, and says so
        }
        for (int seed = 0; seed < COURSES; seed++) {
            List<List<Finding>> series = course(seed).overTime(plan(engine, scale));
            boolean steady = true;
            for (int look = 1; look < series.size(); look++) {
                steady &= series.get(look).stream().noneMatch(Finding::drifted);
                for (int i = 0; steady && i < series.get(look).size(); i++) {
                    assertThat(series.get(look).get(i).significance())
                            .as("seed %d, look %d", seed, look)
                            .isGreaterThanOrEqualTo(series.get(look - 1).get(i).significance());
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("engines")
    void scaling_outcomes_changes_neither_lift_nor_significance(String engine, Scale scale) {
        if (engine.equals("fixed tau") || (engine.equals("belief") && scale == Scale.ABSOLUTE)) {
            return; // both know the unit: that is what is wrong with them
        }
        for (int seed = 0; seed < COURSES; seed++) {
            List<Finding> before = course(seed).atEnd(plan(engine, scale));
            List<Finding> scaled = course(seed).mapped(it -> it.scaled(4)).atEnd(plan(engine, scale));
            for (int i = 0; i < before.size(); i++) {
                assertThat(scaled.get(i).adjustedP())
                        .as("seed %d", seed)
                        .isEqualTo(before.get(i).adjustedP());
                assertThat(scaled.get(i).lift())
                        .as("seed %d", seed)
                        .isEqualTo(before.get(i).lift());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("policies")
    void under_every_policy_significant_is_what_an_interval_without_zero_says(String policy) {
        Plan plan = Engines.plan(Engines.engine("mixture"), Engines.policy(policy), Scale.RELATIVE);
        int significant = 0;
        for (int seed = 0; seed < COURSES; seed++) {
            for (List<Finding> look : course(seed).overTime(plan)) {
                for (Finding finding : look) {
                    if (finding.lift().known().isPresent()) {
                        boolean excluded = !finding.lift().known().get().contains(0);
                        significant += finding.significant() ? 1 : 0;
                        // Holm rejects more than its simple intervals show (statistics specification, 6.4).
                        if (!policy.equals("holm") || excluded) {
                            assertThat(finding.significant())
                                    .as("seed %d: %s", seed, finding)
                                    .isEqualTo(excluded);
                        }
                    }
                }
            }
        }
        assertThat(significant).isGreaterThan(50);
    }

    private static double z(Finding finding) {
        return finding.contrast().known().map(Contrast::z).orElseThrow();
    }
}
