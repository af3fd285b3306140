package org.muriel.statistics.adjustment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.statistics.adjustment.PostStratification.Group;

class OutliersTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void a_cap_knows_no_order_and_caps_once(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] totals =
                random.doubles(500).map(it -> it < 0.8 ? 0 : Math.exp(10 * it)).toArray();
        Winsorizing cap = Winsorizing.at(totals, 0.95, Winsorizing.Of.NONZERO).orElseThrow();
        double[] turned = new double[totals.length];
        for (int i = 0; i < totals.length; i++) {
            turned[i] = totals[totals.length - 1 - i];
        }

        assertThat(Winsorizing.at(turned, 0.95, Winsorizing.Of.NONZERO)).contains(cap);
        assertThat(cap.apply(cap.apply(totals))).isEqualTo(cap.apply(totals));
        assertThat(Arrays.stream(cap.apply(totals)).max()).hasValue(cap.cap());
        assertThat(Winsorizing.at(totals, 1, Winsorizing.Of.NONZERO)
                        .orElseThrow()
                        .apply(totals))
                .isEqualTo(totals);
    }

    @Test
    void those_who_did_nothing_do_not_move_the_cap() {
        double[] few = {1, 2, 3, 4, 100};
        double[] many = Arrays.copyOf(few, 5000);

        assertThat(Winsorizing.at(many, 0.9, Winsorizing.Of.NONZERO))
                .isEqualTo(Winsorizing.at(few, 0.9, Winsorizing.Of.NONZERO));
        assertThat(Winsorizing.at(many, 0.9, Winsorizing.Of.ALL)).contains(new Winsorizing(0));
    }

    @Test
    void where_there_is_nothing_there_is_no_cap() {
        assertThat(Winsorizing.at(new double[10], 0.9, Winsorizing.Of.NONZERO)).isEmpty();
        assertThatThrownBy(() -> Winsorizing.at(new double[10], 0, Winsorizing.Of.ALL))
                .hasMessage("quantile is 0.0, expected above 0 to 1");
    }

    @Test
    void legacy_smoothing_replaces_only_what_is_above() {
        LegacySmoothing smoothing = LegacySmoothing.after(10, 5);

        assertThat(smoothing.apply(new double[] {-100, 25, 25.1})).containsExactly(-100, 25, 10);
    }

    /** Units of two arms; merging adds. */
    private record Counts(long treatmentCount, long controlCount) implements Group<Counts> {
        @Override
        public Counts merge(Counts other) {
            return new Counts(treatmentCount + other.treatmentCount, controlCount + other.controlCount);
        }
    }

    @Test
    void strata_that_lack_an_arm_join_the_largest() {
        List<Counts> strata =
                List.of(new Counts(5, 5), new Counts(3, 0), new Counts(20, 30), new Counts(0, 4), new Counts(0, 0));

        assertThat(PostStratification.complete(strata)).containsExactly(new Counts(5, 5), new Counts(23, 34));
    }

    @Test
    void when_all_lack_an_arm_all_become_one() {
        assertThat(PostStratification.complete(List.of(new Counts(3, 0), new Counts(0, 4))))
                .containsExactly(new Counts(3, 4));
        assertThat(PostStratification.complete(List.<Counts>of())).isEmpty();
    }
}
