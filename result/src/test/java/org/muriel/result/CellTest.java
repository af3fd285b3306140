package org.muriel.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.metric.Metric.Aggregator;
import org.muriel.experiment.metric.Metric.Direction;
import org.muriel.experiment.metric.Metric.Scope;

class CellTest {
    /** Recorded traffic of the emulated API: 474 of 487 visitors. */
    @Test
    void the_variance_of_a_proportion_is_rate_times_one_minus_rate() {
        Cell cell = proportion(487, 474);

        assertThat(cell.rate()).isEqualTo(0.973305954825462, within(1e-15));
        assertThat(cell.variance(metric(Aggregator.UNIQUE, Scope.VISITOR)))
                .isEqualTo(0.02598147312675772, within(1e-16));
    }

    /** By hand: 1, 2, 3, 10 have mean 4 and squared distances 9 + 4 + 1 + 36 = 50, over n − 1 = 3. */
    @Test
    void the_variance_of_a_mean_is_the_sample_variance() {
        Cell cell = cell(4, 16, 114, 4, 4, 16);

        assertThat(cell.rate()).isEqualTo(4);
        assertThat(cell.variance(metric(Aggregator.SUM, Scope.VISITOR))).isEqualTo(50 / 3.0, within(1e-12));
    }

    /** By hand: pairs (1,1), (2,4), (3,1); r = 1, z̄ = 2, s²y = 1, s²z = 3, syz = 0; (1 − 0 + 3) / 4. */
    @Test
    void the_variance_of_a_ratio_is_that_of_its_linearised_score() {
        Cell cell = cell(3, 6, 14, 6, 18, 12);

        assertThat(cell.rate()).isEqualTo(1);
        assertThat(cell.variance(metric(Aggregator.COUNT, Scope.SESSION))).isEqualTo(1, within(1e-12));
    }

    @Test
    void a_single_visitor_has_no_spread() {
        assertThat(cell(1, 7, 49, 1, 1, 7).variance(metric(Aggregator.SUM, Scope.VISITOR)))
                .isZero();
    }

    /** Revenues of a billion cents that differ by one: sums of squares near 10^18 keep the difference. */
    @Test
    void nothing_is_lost_when_the_mean_is_large_against_the_spread() {
        BigDecimal a = BigDecimal.valueOf(1_000_000_000L);
        BigDecimal b = BigDecimal.valueOf(1_000_000_001L);
        Cell cell = new Cell(
                2, 2, a.add(b), a.multiply(a).add(b.multiply(b)), 0, BigDecimal.TWO, BigDecimal.TWO, a.add(b), a, b);

        assertThat(cell.variance(metric(Aggregator.SUM, Scope.VISITOR))).isEqualTo(0.5, within(1e-12));
    }

    static Cell proportion(long visitors, long converted) {
        return cell(visitors, converted, converted, visitors, visitors, converted);
    }

    static Cell cell(long visitors, long sumY, long sumYY, long sumZ, long sumZZ, long sumYZ) {
        return new Cell(
                visitors,
                visitors,
                BigDecimal.valueOf(sumY),
                BigDecimal.valueOf(sumYY),
                0,
                BigDecimal.valueOf(sumZ),
                BigDecimal.valueOf(sumZZ),
                BigDecimal.valueOf(sumYZ),
                BigDecimal.ZERO,
                BigDecimal.valueOf(sumY));
    }

    static Metric metric(Aggregator aggregator, Scope scope) {
        return new Metric(
                aggregator,
                Optional.empty(),
                Optional.empty(),
                scope,
                Direction.INCREASING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
