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
import org.muriel.statistics.summary.Arm;

class CellTest {
    /** Recorded traffic of the emulated API: 474 of 487 visitors. */
    @Test
    void the_variance_of_a_proportion_is_rate_times_one_minus_rate() {
        Arm arm = Cell.proportion(487, 474).arm(metric(Aggregator.UNIQUE, Scope.VISITOR));

        assertThat(arm.mean()).isEqualTo(0.973305954825462, within(1e-15));
        assertThat(arm.unitVariance()).isEqualTo(0.02598147312675772, within(1e-16));
    }

    /** By hand: 1, 2, 3, 10 have mean 4 and squared distances 9 + 4 + 1 + 36 = 50, over n − 1 = 3. */
    @Test
    void the_variance_of_a_mean_is_the_sample_variance() {
        Arm arm = cell(4, 16, 114, 4, 4, 16).arm(metric(Aggregator.SUM, Scope.VISITOR));

        assertThat(arm.mean()).isEqualTo(4);
        assertThat(arm.unitVariance()).isEqualTo(50 / 3.0);
    }

    /** By hand: pairs (1,1), (2,4), (3,1); r = 1, z̄ = 2, s²y = 1, s²z = 3, syz = 0; (1 − 0 + 3) / 4. */
    @Test
    void the_variance_of_a_ratio_is_that_of_its_linearised_score() {
        Cell cell = cell(3, 6, 14, 6, 18, 12);
        Metric metric = metric(Aggregator.COUNT, Scope.SESSION);

        assertThat(cell.arm(metric).mean()).isEqualTo(1);
        assertThat(cell.arm(metric).unitVariance()).isEqualTo(1);
        assertThat(cell.samples(metric)).isEqualTo(6);
        assertThat(cell.samples(metric(Aggregator.COUNT, Scope.VISITOR))).isEqualTo(3);
    }

    @Test
    void cells_of_two_epochs_add_up() {
        Cell both = Cell.proportion(487, 474).merge(Cell.proportion(13, 0)).merge(Cell.EMPTY);

        assertThat(both).isEqualTo(Cell.proportion(500, 474));
        assertThat(Cell.EMPTY.merge(both)).isEqualTo(both);
    }

    @Test
    void without_sessions_there_is_nothing_to_divide_by() {
        assertThat(cell(5, 0, 0, 0, 0, 0).arm(metric(Aggregator.COUNT, Scope.SESSION)))
                .isEqualTo(Arm.EMPTY);
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
                BigDecimal.valueOf(sumYZ));
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
                Optional.empty(),
                Optional.empty());
    }
}
