package org.muriel.statistics.srm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.srm.SequentialMismatch.Health;

class MismatchLawsTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_order_of_arms_and_the_scale_of_weights_do_not_matter(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long a = random.nextLong(100_000);
        long b = random.nextLong(100_000);
        SequentialMismatch there = SequentialMismatch.start().look(List.of(split(a, b, 0.3, 0.7)));
        SequentialMismatch back = SequentialMismatch.start().look(List.of(split(b, a, 7000, 3000)));

        assertThat(back.logBayesFactor())
                .isCloseTo(there.logBayesFactor(), within(1e-9 * Math.abs(there.logBayesFactor())));
        assertThat(chiSquare(split(b, a, 7000, 3000)).chiSquare())
                .isCloseTo(chiSquare(split(a, b, 0.3, 0.7)).chiSquare(), within(1e-6));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void the_running_p_never_rises(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SequentialMismatch state = SequentialMismatch.start(100);
        long a = 0;
        long b = 0;
        for (int look = 0; look < 200; look++) {
            a += random.nextInt(12);
            b += random.nextInt(10);
            SequentialMismatch next = state.look(List.of(split(a, b, 0.5, 0.5)));
            assertThat(next.p()).isBetween(0.0, state.p());
            state = next;
        }
    }

    @Test
    void periods_with_their_own_shares_multiply() {
        Split ramp = split(500, 9500, 0.05, 0.95);
        Split even = split(4100, 4000, 0.5, 0.5);
        double together = SequentialMismatch.start().look(List.of(ramp, even)).logBayesFactor();

        assertThat(together)
                .isEqualTo(SequentialMismatch.start().look(List.of(ramp)).logBayesFactor()
                        + SequentialMismatch.start().look(List.of(even)).logBayesFactor());
        assertThat(SequentialMismatch.start().look(List.of(ramp, even)).health())
                .isEqualTo(Health.OK);
    }

    @Test
    void a_wrong_split_is_noticed_and_a_right_one_is_not() {
        assertThat(SequentialMismatch.start()
                        .look(List.of(split(50_000, 50_300, 0.5, 0.5)))
                        .health())
                .isEqualTo(Health.OK);
        assertThat(SequentialMismatch.start()
                        .look(List.of(split(20_000, 20_830, 0.5, 0.5)))
                        .health())
                .isEqualTo(Health.WARN);
        assertThat(SequentialMismatch.start()
                        .look(List.of(split(50_000, 52_000, 0.5, 0.5)))
                        .health())
                .isEqualTo(Health.UNHEALTHY);
        assertThat(chiSquare(split(50_000, 50_300, 0.5, 0.5)).isAlarm()).isFalse();
        assertThat(chiSquare(split(50_000, 52_000, 0.5, 0.5)).isAlarm()).isTrue();
    }

    @Test
    void nobody_yet_is_no_evidence() {
        Split nobody = split(0, 0, 0.5, 0.5);

        assertThat(SequentialMismatch.start().look(List.of(nobody)).p()).isEqualTo(1);
        assertThat(ChiSquareMismatch.test(nobody)).isEqualTo(Estimate.none(Reason.NO_DATA));
    }

    @Test
    void a_share_of_nothing_is_refused() {
        assertThatThrownBy(() -> split(1, 2, 0, 1))
                .hasMessage("arm 0 has count 1 and share 0.0, expected 0 or more and above 0");
    }

    private static ChiSquareMismatch chiSquare(Split split) {
        return ChiSquareMismatch.test(split).known().orElseThrow();
    }

    private static Split split(long a, long b, double shareA, double shareB) {
        return Split.of(new long[] {a, b}, new double[] {shareA, shareB});
    }
}
