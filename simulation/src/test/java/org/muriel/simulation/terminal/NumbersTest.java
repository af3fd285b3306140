package org.muriel.simulation.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "999, 999", "1000, 1 000", "1234567, 1 234 567"})
    void thousands_are_set_apart(long number, String shown) {
        assertThat(Numbers.whole(number)).isEqualTo(shown.replace(' ', '\u202f'));
    }

    @ParameterizedTest
    @CsvSource({"0.1234, +12.3 %", "-0.05, −5.0 %", "0, ±0.0 %", "-0.0001, ±0.0 %", "Infinity, +∞", "-Infinity, −∞"})
    void a_lift_has_its_sign(double lift, String shown) {
        assertThat(Numbers.lift(lift)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 10.0 %", "1, 100.0 %"})
    void a_share_is_told_in_percent(double share, String shown) {
        assertThat(Numbers.percent(share)).isEqualTo(shown);
    }
}
