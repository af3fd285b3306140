package org.muriel.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @Test
    void a_time_is_written_with_six_fraction_digits() {
        assertThat(Times.write(Instant.parse("2018-06-08T16:12:29.4557Z"))).isEqualTo("2018-06-08T16:12:29.455700Z");
        assertThat(Times.write(Instant.parse("2018-06-08T16:12:29Z"))).isEqualTo("2018-06-08T16:12:29.000000Z");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(textBlock = """
            2018-06-08T16:12:29Z,                2018-06-08T16:12:29Z
            2018-06-08T16:12:29.123456789Z,      2018-06-08T16:12:29.123456Z
            2018-06-08T16:12:29.455700Z,         2018-06-08T16:12:29.4557Z
            2018-06-08T18:12:29+02:00,           2018-06-08T16:12:29Z
            2018-06-08T16:12,                    2018-06-08T16:12:00Z
            2018-06-08T16:12:29,                 2018-06-08T16:12:29Z
            2018-06-08,                          2018-06-08T00:00:00Z
            """)
    void any_iso_8601_time_is_read(String text, Instant time) {
        assertThat(Times.parse(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2018-06-31",
                "2018-06-08 16:12",
                "1528474349",
                "2018-06-08T25:00:00Z",
                "+99999-01-01T00:00:00Z"
            })
    void what_is_no_time_is_not_read(String text) {
        assertThat(Times.parse(text)).isEmpty();
    }
}
