package org.muriel.statistics.noninferiority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.estimate.Direction;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.summary.Arm;

class NonInferiorityLawsTest {
    @Test
    void without_a_margin_it_is_the_test_of_no_difference_in_the_winning_direction() {
        Contrast contrast = contrast(0.12, 0.1);

        assertThat(z(contrast, 0, Direction.INCREASING)).isCloseTo(contrast.z(), within(1e-12));
        assertThat(z(contrast, 0, Direction.DECREASING)).isCloseTo(-contrast.z(), within(1e-12));
    }

    @Test
    void a_wider_margin_is_easier_to_keep() {
        SplittableRandom random = new SplittableRandom(31);
        for (int i = 0; i < 200; i++) {
            Contrast contrast = contrast(0.08 + 0.04 * random.nextDouble(), 0.1);
            for (Direction direction : Direction.values()) {
                assertThat(z(contrast, 0.1, direction)).isGreaterThan(z(contrast, 0.05, direction));
            }
        }
    }

    @Test
    void looking_at_any_time_takes_more_evidence_than_looking_once() {
        for (double z = -3; z < 6; z += 0.25) {
            NonInferiority test = new NonInferiority(z);
            assertThat(test.anytimeP(8)).isGreaterThanOrEqualTo(test.fixedP());
        }
    }

    @Test
    void where_nothing_varies_nothing_is_shown_and_a_margin_of_everything_is_refused() {
        Contrast constant = Contrast.of(new Arm(10, 1, 0), new Arm(10, 1, 0), Guard.ON)
                .known()
                .orElseThrow();

        assertThat(NonInferiority.of(constant, 0.1, Direction.INCREASING)).isEqualTo(Estimate.none(Reason.NO_VARIANCE));
        assertThatThrownBy(() -> NonInferiority.of(constant, 1, Direction.INCREASING))
                .hasMessage("margin is 1.0, expected 0 or more, and less than 1 where more is better");
    }

    private static double z(Contrast contrast, double margin, Direction direction) {
        return NonInferiority.of(contrast, margin, direction)
                .known()
                .orElseThrow()
                .z();
    }

    private static Contrast contrast(double treatment, double baseline) {
        return Contrast.of(
                        new Arm(5_000, treatment, treatment * (1 - treatment)),
                        new Arm(5_000, baseline, baseline * (1 - baseline)),
                        Guard.ON)
                .known()
                .orElseThrow();
    }
}
