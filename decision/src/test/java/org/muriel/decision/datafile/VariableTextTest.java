package org.muriel.decision.datafile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VariableTextTest {
    @Test
    void a_whole_number_is_exact_to_64_bits_then_a_double_and_no_value_beyond_all_doubles() {
        assertThat(VariableText.value("integer", "9223372036854775807")).contains(Long.MAX_VALUE);
        assertThat(VariableText.value("integer", "9223372036854775808")).contains(0x1p63);
        assertThat(VariableText.value("integer", "9".repeat(400))).isEmpty();
        assertThat(VariableText.value("double", "1e400")).isEmpty();
    }
}
