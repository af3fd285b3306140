package org.muriel.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muriel.event.log.LogRecord;
import org.muriel.result.Cell;
import org.muriel.result.EventStore;

/**
 * The query says what the specification says, on events of every kind. Another seed, and another number of sets, can be
 * given as the system properties {@code muriel.seed} and {@code muriel.sets}.
 */
class GeneratedCellsTest {
    private static final long SEED = Long.getLong("muriel.seed", 20_260_301L);
    private static final int SETS = 200;

    /** Seeds of the long run begin behind those of the gate. */
    private static final int MANY_SETS = Integer.getInteger("muriel.sets", 3000);

    /** So many are loaded together, as the events of many projects are. */
    private static final int TOGETHER = 50;

    @Test
    void cells_equal_those_of_the_naive_reference_to_the_last_digit() {
        compare(SEED, SETS);
    }

    @Test
    @Tag("long")
    void cells_equal_those_of_the_naive_reference_on_many_more_sets() {
        compare(SEED + SETS, MANY_SETS);
    }

    private static void compare(long from, int sets) {
        long exposed = 0;
        for (int first = 0; first < sets; first += TOGETHER) {
            try (DuckEventStore store = inMemory()) {
                exposed += compare(from + first, Math.min(TOGETHER, sets - first), store);
            }
        }
        // an empty world would agree with anything
        assertThat(exposed).isGreaterThan(3L * sets);
    }

    /** On one thread: with so few events a second one only waits. */
    private static DuckEventStore inMemory() {
        Properties settings = new Properties();
        settings.setProperty("threads", "1");
        return DuckEventStore.open(Path.of(":memory:"), settings);
    }

    private static long compare(long from, int sets, DuckEventStore store) {
        List<GeneratedEvents> generated = new ArrayList<>();
        List<List<LogRecord.Events>> logs = new ArrayList<>();
        for (int set = 0; set < sets; set++) {
            generated.add(new GeneratedEvents(from + set));
            logs.add(generated.getLast().log());
        }
        load(store, logs.stream().flatMap(List::stream).toList(), new Random(from));
        long exposed = 0;
        for (int set = 0; set < sets; set++) {
            EventStore.Query query = generated.get(set).query();
            String what = "seed " + (from + set) + " of those from " + from + ": " + query;
            Reference reference = new Reference(query, logs.get(set));
            List<EventStore.Look> expected = reference.looks();
            List<EventStore.Look> actual = store.looks(query);
            assertThat(actual).as(what).hasSameSizeAs(expected);
            for (int look = 0; look < expected.size(); look++) {
                exposed += compare(expected.get(look), actual.get(look), what + ", look " + look);
            }
            if (set % 8 == 0) {
                List<EventStore.Look> inParts =
                        store.read("cells", connection -> DuckEventStore.looks(connection, query, true, 3));
                for (int look = 0; look < expected.size(); look++) {
                    compare(expected.get(look), inParts.get(look), what + ", squared in parts, look " + look);
                }
            }
            if (set % 4 == 0) {
                assertThat(store.irregularities(query)).as(what).isEqualTo(reference.irregularities());
            }
        }
        return exposed;
    }

    /** In calls of any size, as the loader may make them. */
    private static void load(DuckEventStore store, List<LogRecord.Events> log, Random random) {
        for (int from = 0; from < log.size(); ) {
            int to = Math.min(log.size(), from + 1 + random.nextInt(1500));
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
        List<BigDecimal> sums = new ArrayList<>(List.of(
                BigDecimal.valueOf(cell.visitors()),
                BigDecimal.valueOf(cell.nonzero()),
                cell.sumY(),
                cell.sumYY(),
                cell.sumZ(),
                cell.sumZZ(),
                cell.sumYZ()));
        cell.covariate().ifPresent(it -> sums.addAll(List.of(it.sumX(), it.sumXX(), it.sumXY())));
        return sums;
    }
}
