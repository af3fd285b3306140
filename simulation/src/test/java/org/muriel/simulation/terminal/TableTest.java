package org.muriel.simulation.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void texts_are_flush_left_and_numbers_flush_right() {
        Table table = new Table(1, "Variation", "Visitors");
        table.row("a", "7");
        table.row("a longer one", "12 345");

        assertThat(table.lines())
                .containsExactly(
                        "Variation     Visitors",
                        "────────────  ────────",
                        "a                    7",
                        "a longer one    12 345");
    }

    @Test
    void a_row_with_another_number_of_cells_is_a_mistake() {
        assertThatThrownBy(() -> new Table(1, "Variation", "Visitors").row("a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 cells");
    }
}
