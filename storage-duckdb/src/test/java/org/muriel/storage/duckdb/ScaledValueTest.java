package org.muriel.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muriel.event.Conversion;

/** A value is stored in millionths, rounded as its digits say. */
class ScaledValueTest {
    private static final int CASES = 200_000;

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "0.0000005, 0",
        "0.0000015, 2",
        "-0.0000025, -2",
        "1.0000005, 1000000",
        "2.675, 2675000"
    })
    void halves_go_to_the_even_number(double value, long expected) {
        assertThat(Load.scaled(value)).isEqualTo(expected);
    }

    @Test
    void is_what_exact_decimals_say() {
        SplittableRandom random = new SplittableRandom(7);
        for (int count = 0; count < CASES; count++) {
            double size = Math.pow(10, random.nextInt(-8, 12));
            double any = random.nextDouble(-size, size);
            double rounded = Math.rint(any * 1e7) / 1e7;
            assertThat(Load.scaled(any)).as("%s", any).isEqualTo(exact(any));
            assertThat(Load.scaled(rounded)).as("%s", rounded).isEqualTo(exact(rounded));
        }
    }

    private static long exact(double value) {
        return BigDecimal.valueOf(value)
                .setScale(Conversion.VALUE_DECIMALS, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact();
    }
}
