package org.muriel.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.event.log.LogRecord;
import org.muriel.result.Cell;
import org.muriel.result.EventStore;

/** The query says what the specification says, on events of every kind. */
class GeneratedCellsTest {
    private static final int SETS = 200;
    private static final int QUESTIONS = 1;

    @TempDir
    private Path folder;

    @Test
    void cells_equal_those_of_the_naive_reference_to_the_last_digit() {
        long base = Long.getLong("muriel.seed", 20_260_301L);
        long exposed = 0;
        try (DuckEventStore store = DuckEventStore.open(folder.resolve("events.duckdb"))) {
            for (int set = 0; set < SETS; set++) {
                exposed += compare(base + set, store);
            }
        }
        // an empty world would agree with anything
        assertThat(exposed).isGreaterThan(3 * SETS);
    }

    private static long compare(long seed, DuckEventStore store) {
        GeneratedEvents generated = new GeneratedEvents(seed);
        List<LogRecord.Events> log = generated.log();
        load(store, log, new Random(seed));
        long exposed = 0;
        for (int question = 0; question < QUESTIONS; question++) {
            EventStore.Query query = generated.query();
            String what = "seed " + seed + ", question " + question + ": " + query;
            Reference reference = new Reference(query, log);
            List<EventStore.Look> expected = reference.looks();
            List<EventStore.Look> actual = store.looks(query);
            assertThat(actual).as(what).hasSameSizeAs(expected);
            for (int look = 0; look < expected.size(); look++) {
                exposed += compare(expected.get(look), actual.get(look), what + ", look " + look);
            }
            assertThat(store.irregularities(query)).as(what).isEqualTo(reference.irregularities());
        }
        return exposed;
    }

    /** In calls of any size, as the loader may make them. */
    private static void load(DuckEventStore store, List<LogRecord.Events> log, Random random) {
        for (int from = 0; from < log.size(); ) {
            int to = Math.min(log.size(), from + 1 + random.nextInt(60));
            store.load(List.copyOf(log.subList(from, to)));
            from = to;
        }
    }

    private static long compare(EventStore.Look expected, EventStore.Look actual, String what) {
        long exposed = 0;
        assertThat(actual.time()).isEqualTo(expected.time());
        assertThat(actual.epochs()).as(what).hasSameSizeAs(expected.epochs());
        for (int epoch = 0; epoch < expected.epochs().size(); epoch++) {
            for (var arm : expected.epochs().get(epoch).arms().entrySet()) {
                String where = what + ", epoch " + epoch + ", variation " + arm.getKey();
                EventStore.Arm other =
                        Objects.requireNonNull(actual.epochs().get(epoch).arms().get(arm.getKey()), where);
                assertThat(other.visitors()).as(where).isEqualTo(arm.getValue().visitors());
                for (int metric = 0; metric < arm.getValue().cells().size(); metric++) {
                    compare(
                            arm.getValue().cells().get(metric),
                            other.cells().get(metric),
                            where + ", metric " + metric);
                }
                exposed += other.visitors();
            }
        }
        return exposed;
    }

    private static void compare(Cell expected, Cell actual, String where) {
        assertThat(sums(actual))
                .as(where)
                .usingElementComparator(BigDecimal::compareTo)
                .isEqualTo(sums(expected));
        assertThat(actual.sumYYY())
                .as(where)
                .isEqualTo(expected.sumYYY(), within(1e-9 * Math.max(1e10, Math.abs(expected.sumYYY()))));
    }

    private static List<BigDecimal> sums(Cell cell) {
        return List.of(
                BigDecimal.valueOf(cell.visitors()),
                BigDecimal.valueOf(cell.nonzero()),
                cell.sumY(),
                cell.sumYY(),
                cell.sumZ(),
                cell.sumZZ(),
                cell.sumYZ(),
                cell.least(),
                cell.most());
    }
}
