package org.muriel.statistics.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.estimate.Bounds;
import org.muriel.statistics.multiplicity.Tier;

/** Laws every analysis keeps (statistics specification, 13). */
class AnalysisLawsTest {
    private static final int COURSES = 60;

    private static Course course(int seed) {
        return Course.madeUp(new SplittableRandom(seed), 1 + seed % 8, 3 + seed % 25);
    }

    /** Dollars or cents: a factor that is a power of two even gives the same bits. */
    @ParameterizedTest
    @EnumSource
    void scaling_outcomes_changes_neither_lift_nor_significance(Scale scale) {
        for (int seed = 0; seed < COURSES; seed++) {
            List<Finding> before = course(seed).atEnd(Course.plan(Scale.RELATIVE));
            List<Finding> doubled = course(seed).mapped(it -> it.scaled(4)).atEnd(Course.plan(Scale.RELATIVE));
            List<Finding> scaled = course(seed).mapped(it -> it.scaled(100)).atEnd(Course.plan(scale));
            List<Finding> unscaled = course(seed).atEnd(Course.plan(scale));
            for (int i = 0; i < before.size(); i++) {
                assertThat(doubled.get(i).p())
                        .as("seed %d", seed)
                        .isEqualTo(before.get(i).p());
                assertThat(doubled.get(i).lift())
                        .as("seed %d", seed)
                        .isEqualTo(before.get(i).lift());
                assertThat(doubled.get(i).unitsRemaining())
                        .as("seed %d", seed)
                        .isEqualTo(before.get(i).unitsRemaining());
                assertThat(scaled.get(i).adjustedP())
                        .as("seed %d", seed)
                        .isEqualTo(unscaled.get(i).adjustedP(), within(1e-9));
                assertThat(variance(scaled.get(i)))
                        .as("seed %d", seed)
                        .isEqualTo(1e4 * variance(unscaled.get(i)), relative(1e4 * variance(unscaled.get(i))));
            }
        }
    }

    @Test
    void swapping_the_arms_flips_the_sign_and_keeps_the_evidence() {
        for (int seed = 0; seed < COURSES; seed++) {
            List<Finding> there = course(seed).atEnd(Course.plan(Scale.ABSOLUTE));
            List<Finding> back = course(seed).mapped(Course.Pair::swapped).atEnd(Course.plan(Scale.ABSOLUTE));
            for (int i = 0; i < there.size(); i++) {
                assertThat(z(back.get(i))).as("seed %d", seed).isEqualTo(-z(there.get(i)));
                assertThat(back.get(i).p())
                        .as("seed %d", seed)
                        .isEqualTo(there.get(i).p());
                assertThat(back.get(i).adjustedP())
                        .as("seed %d", seed)
                        .isEqualTo(there.get(i).adjustedP());
            }
        }
    }

    @Test
    void the_order_of_comparisons_does_not_matter() {
        for (int seed = 0; seed < COURSES; seed++) {
            Course course = course(seed);
            List<Integer> order = new ArrayList<>(
                    IntStream.range(0, course.comparisons().size()).boxed().toList());
            Collections.shuffle(order, new Random(seed));
            List<Finding> plain = course.atEnd(Course.plan(Scale.RELATIVE));
            List<Finding> shuffled = course.only(order).atEnd(Course.plan(Scale.RELATIVE));
            for (int i = 0; i < order.size(); i++) {
                assertThat(shuffled.get(i)).as("seed %d", seed).isEqualTo(plain.get(order.get(i)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void significance_never_falls_while_no_effect_changes(Scale scale) {
        int watched = 0;
        for (int seed = 0; seed < COURSES; seed++) {
            List<List<Finding>> series = course(seed).overTime(Course.plan(scale));
            boolean steady = true;
            for (int look = 1; look < series.size(); look++) {
                steady &= series.get(look).stream().noneMatch(Finding::drifted);
                for (int i = 0; steady && i < series.get(look).size(); i++) {
                    watched++;
                    assertThat(series.get(look).get(i).significance())
                            .as("seed %d, look %d", seed, look)
                            .isGreaterThanOrEqualTo(series.get(look - 1).get(i).significance());
                }
            }
        }
        assertThat(watched).isGreaterThan(1000);
    }

    @ParameterizedTest
    @EnumSource
    void significant_is_what_an_interval_without_zero_says(Scale scale) {
        int significant = 0;
        int open = 0;
        for (int seed = 0; seed < COURSES; seed++) {
            for (List<Finding> look : course(seed).overTime(Course.plan(scale))) {
                for (Finding finding : look) {
                    if (finding.interval(scale).known().isPresent()) {
                        Bounds interval = finding.interval(scale).known().get();
                        assertThat(finding.significant())
                                .as("seed %d: %s", seed, finding)
                                .isEqualTo(!interval.contains(0));
                        significant += finding.significant() ? 1 : 0;
                        open++;
                    }
                }
            }
        }
        assertThat(significant).isGreaterThan(100);
        assertThat(open - significant).isGreaterThan(100);
    }

    @Test
    void the_relative_and_the_absolute_view_agree_while_no_effect_changes() {
        for (int seed = 0; seed < COURSES; seed++) {
            List<Finding> relative = course(seed).atEnd(Course.plan(Scale.RELATIVE));
            List<Finding> absolute = course(seed).atEnd(Course.plan(Scale.ABSOLUTE));
            boolean steady = relative.stream().noneMatch(Finding::drifted)
                    && absolute.stream().noneMatch(Finding::drifted);
            for (int i = 0; steady && i < relative.size(); i++) {
                assertThat(relative.get(i).adjustedP())
                        .as("seed %d", seed)
                        .isEqualTo(absolute.get(i).adjustedP());
                assertThat(relative.get(i).difference())
                        .as("seed %d", seed)
                        .isEqualTo(absolute.get(i).difference());
            }
        }
    }

    @Test
    void adjusting_never_makes_evidence_stronger() {
        for (int seed = 0; seed < COURSES; seed++) {
            for (Finding finding : course(seed).atEnd(Course.plan(Scale.RELATIVE))) {
                assertThat(finding.adjustedP()).as("seed %d", seed).isGreaterThanOrEqualTo(finding.p());
                assertThat(finding.significant()).isEqualTo(finding.adjustedP() <= 0.1);
            }
        }
    }

    @Test
    void a_metric_that_is_only_monitored_changes_nothing_above() {
        for (int seed = 0; seed < COURSES; seed++) {
            Course course = Course.madeUp(new SplittableRandom(seed), 8, 10);
            List<Integer> above = IntStream.range(0, course.comparisons().size())
                    .filter(it -> course.comparisons().get(it).tier() != Tier.MONITORING)
                    .boxed()
                    .toList();

            assertThat(course.only(above).atEnd(Course.plan(Scale.RELATIVE)))
                    .as("seed %d", seed)
                    .isEqualTo(course.atEnd(Course.plan(Scale.RELATIVE)).subList(0, above.size()));
        }
    }

    /** A series keeps intersections between its points; each point must be what a fresh analysis says. */
    @ParameterizedTest
    @EnumSource
    void a_point_of_a_series_is_what_an_analysis_ending_there_says(Scale scale) {
        for (int seed = 0; seed < COURSES; seed++) {
            Course course = course(seed);
            List<List<Finding>> series = course.overTime(Course.plan(scale));
            for (int look = 0; look < series.size(); look++) {
                assertThat(series.get(look))
                        .as("seed %d, look %d", seed, look)
                        .isEqualTo(course.first(look + 1).atEnd(Course.plan(scale)));
            }
        }
    }

    private static double z(Finding finding) {
        return finding.contrast().known().map(Contrast::z).orElseThrow();
    }

    private static double variance(Finding finding) {
        return finding.contrast().known().map(Contrast::variance).orElseThrow();
    }

    private static Offset<Double> relative(double size) {
        return within(1e-9 * Math.abs(size));
    }
}
