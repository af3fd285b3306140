package org.muriel.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muriel.event.log.LogRecord;
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
            exposed += ComparedLooks.compare(expected, actual, what);
            if (set % 8 == 0) {
                List<EventStore.Look> inParts =
                        store.read("cells", connection -> KeptLooks.sum(connection, query, true, Selection.ALL, 3));
                ComparedLooks.compare(
                        new Reference(GeneratedEvents.uncapped(query), logs.get(set)).looks(),
                        inParts,
                        what + ", squared in parts");
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
}
