package org.muriel.event.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.muriel.event.RefusedEvent.Reason;

class LedgerTest {
    private static Receipts.Line received(long project, long hour, long received, long pending) {
        return new Receipts.Line(OptionalLong.of(project), hour, received, Map.of(Reason.MALFORMED, 1L), pending);
    }

    @Test
    void the_sides_are_put_together_by_project_and_hour() {
        Loads loads = new Loads(9, List.of(new Loads.Line(1, 5, 3, 2), new Loads.Line(2, 5, 4, 0)));
        Receipts receipts = new Receipts(1, List.of(received(2, 5, 6, 1), received(1, 5, 6, 0), received(1, 4, 1, 0)));

        List<Ledger.Line> lines = new Ledger(period -> loads, (position, period) -> receipts).lines(Period.ALL);

        assertThat(lines)
                .containsExactly(
                        new Ledger.Line(OptionalLong.of(1), 4, 1, 0, 0, Map.of(Reason.MALFORMED, 1L), 0),
                        new Ledger.Line(OptionalLong.of(1), 5, 6, 3, 2, Map.of(Reason.MALFORMED, 1L), 0),
                        new Ledger.Line(OptionalLong.of(2), 5, 6, 4, 0, Map.of(Reason.MALFORMED, 1L), 1))
                .allSatisfy(it -> assertThat(it.missing()).isZero());
    }

    @Test
    void what_nobody_received_and_what_nobody_kept_is_shown() {
        Loads loads = new Loads(9, List.of(new Loads.Line(1, 5, 3, 0)));
        Receipts receipts = new Receipts(1, List.of(received(1, 6, 5, 0)));

        List<Ledger.Line> lines = new Ledger(period -> loads, (position, period) -> receipts).lines(Period.ALL);

        assertThat(lines).extracting(Ledger.Line::missing).containsExactly(-3L, 4L);
    }

    @Test
    void the_store_is_asked_again_when_the_log_has_forgotten_meanwhile_what_was_pending() {
        ArrayDeque<Loads> loads =
                new ArrayDeque<>(List.of(new Loads(3, List.of()), new Loads(8, List.of(new Loads.Line(1, 5, 7, 0)))));
        Receipts receipts = new Receipts(5, List.of(received(1, 5, 8, 0)));

        List<Ledger.Line> lines =
                new Ledger(period -> loads.remove(), (position, period) -> receipts).lines(Period.ALL);

        assertThat(loads).isEmpty();
        assertThat(lines)
                .singleElement()
                .satisfies(it -> assertThat(it.missing()).isZero());
    }
}
