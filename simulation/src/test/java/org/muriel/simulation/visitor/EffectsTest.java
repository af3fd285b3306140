package org.muriel.simulation.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EffectsTest {
    @Test
    void the_baseline_has_no_lift_and_the_last_one_holds_for_the_rest() {
        Effects effects = new Effects(0.2, List.of(0.1, -0.5), OptionalLong.empty(), 0);

        assertThat(List.of(effects.liftOf(0), effects.liftOf(1), effects.liftOf(2), effects.liftOf(3)))
                .containsExactly(0.0, 0.1, -0.5, -0.5);
        assertThat(effects.rateOf(1)).isCloseTo(0.22, within(1e-12));
    }

    @Test
    void without_lifts_all_are_alike() {
        assertThat(new Effects(0.2, List.of(), OptionalLong.empty(), 0).liftOf(3))
                .isZero();
    }

    @Test
    void what_all_visitors_spend_grows_by_both_lifts() {
        Effects effects = new Effects(0.2, List.of(0.1), OptionalLong.of(1000), 0.2);

        assertThat(effects.totalRevenueLiftOf(1)).isCloseTo(0.32, within(1e-12));
        assertThat(effects.totalRevenueLiftOf(0)).isZero();
    }
}
