package org.muriel.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.event.Conversion;
import org.muriel.event.EventBatch;
import org.muriel.event.Exposure;
import org.muriel.event.VisitorEvent;
import org.muriel.event.VisitorEvents;
import org.muriel.event.VisitorHash;
import org.muriel.event.ledger.Loads;
import org.muriel.event.ledger.Period;
import org.muriel.event.log.LogRecord;

/** What the loader may rely on. */
class LoadTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path folder;

    private DuckEventStore store;

    @BeforeEach
    void open() {
        store = DuckEventStore.open(folder.resolve("events.duckdb"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void the_position_moves_with_what_is_loaded_and_survives_reopening() {
        assertThat(store.position()).isEqualTo(1);

        store.load(List.of(events(1, "ann", conversion("a"), conversion("b")), events(3, "bob", exposure("c", "7"))));
        store.close();
        store = DuckEventStore.open(folder.resolve("events.duckdb"));

        assertThat(store.position()).isEqualTo(4);
        assertThat(rows()).isEqualTo(3);
        assertThat(store.loads(Period.ALL)).isEqualTo(new Loads(4, List.of(new Loads.Line(1, Period.hour(NOW), 3, 0))));
    }

    @Test
    void an_event_that_comes_again_counts_as_a_duplicate_at_once_and_later() {
        store.load(List.of(events(1, "ann", conversion("a"), conversion("a"))));
        store.load(List.of(events(3, "ann", conversion("a")), events(4, "ann", exposure("a", "7"))));
        store.load(List.of(events(5, "ann", exposure("a", "7"), exposure("a", "8"))));

        assertThat(rows()).isEqualTo(3);
        assertThat(store.loads(Period.ALL).lines()).containsExactly(new Loads.Line(1, Period.hour(NOW), 3, 3));
    }

    @Test
    void erasing_removes_what_came_before_it_in_the_same_call_and_earlier_and_nothing_after_it() {
        store.load(List.of(events(1, "ann", conversion("a"))));
        store.load(List.of(
                events(2, "ann", conversion("b")),
                events(3, "bob", conversion("c")),
                new LogRecord.Erasure(4, 1, VisitorHash.of("ann")),
                events(5, "ann", conversion("a"))));

        assertThat(rows()).isEqualTo(2);
        assertThat(store.position()).isEqualTo(6);
        assertThat(count("SELECT count(*) FROM visitor")).isEqualTo(2);

        store.load(List.of(new LogRecord.Erasure(6, 1, VisitorHash.of("ann"))));
        assertThat(rows()).isEqualTo(1);
        assertThat(count("SELECT count(*) FROM visitor WHERE id = 'ann'")).isZero();
    }

    @Test
    void what_was_erased_before_it_was_loaded_counts_as_stored_so_that_nothing_is_missing() {
        LogRecord.Events left = events(1, "bob", conversion("a"));
        store.load(List.of(
                new LogRecord.Events(1, 4, left.received(), left.projectId(), left.environmentId(), left.batch())));

        assertThat(rows()).isEqualTo(1);
        assertThat(store.loads(Period.ALL)).isEqualTo(new Loads(4, List.of(new Loads.Line(1, Period.hour(NOW), 3, 0))));
    }

    @Test
    void what_is_forgotten_is_gone_and_what_was_counted_stays() {
        store.load(List.of(events(1, "ann", conversion("a")), events(2, NOW.plusSeconds(60), "bob", conversion("b"))));

        store.forget(NOW.plusSeconds(1));
        store.compact();

        assertThat(rows()).isEqualTo(1);
        assertThat(count("SELECT count(*) FROM visitor WHERE id = 'bob'")).isEqualTo(1);
        assertThat(count("SELECT count(*) FROM visitor")).isEqualTo(1);
        assertThat(store.loads(Period.ALL).lines()).containsExactly(new Loads.Line(1, Period.hour(NOW), 2, 0));
    }

    @Test
    void what_a_compaction_left_that_was_cut_short_does_not_keep_the_next_one_from_its_work() throws Exception {
        store.load(List.of(events(1, "ann", conversion("a")), events(2, "bob", conversion("b"))));
        store.load(List.of(new LogRecord.Erasure(3, 1, VisitorHash.of("ann"))));
        for (String left : List.of("events.duckdb.new", "events.duckdb.new.wal")) {
            Files.writeString(folder.resolve(left), "the beginning of something ".repeat(1000));
        }

        store.compact();

        assertThat(rows()).isEqualTo(1);
        assertThat(count("SELECT count(*) FROM removal")).isZero();
        assertThat(folder).isDirectoryNotContaining("glob:**.new*");
    }

    @Test
    void compaction_leaves_no_bytes_of_who_was_erased_and_everything_of_everybody_else() throws Exception {
        String name = "somebody-who-wants-to-be-forgotten";
        store.load(List.of(events(1, name, conversion("a")), events(2, "bob", conversion("b"), exposure("c", "7"))));
        store.close();
        assertThat(bytes()).contains(name);
        open();
        store.load(List.of(new LogRecord.Erasure(4, 1, VisitorHash.of(name))));

        store.compact();

        assertThat(rows()).isEqualTo(2);
        assertThat(store.position()).isEqualTo(5);
        assertThat(store.loads(Period.ALL).lines()).containsExactly(new Loads.Line(1, Period.hour(NOW), 3, 0));
        store.load(List.of(events(5, "bob", conversion("b"), conversion("d"))));
        assertThat(rows()).isEqualTo(3);
        store.close();
        assertThat(bytes()).doesNotContain(name);
        open();
        assertThat(store.position()).isEqualTo(7);
    }

    @Test
    void compaction_has_nothing_to_do_when_nothing_was_removed() throws Exception {
        store.load(List.of(events(1, "bob", conversion("b")), new LogRecord.Erasure(2, 1, VisitorHash.of("ann"))));
        store.forget(NOW);
        Object before = Files.readAttributes(folder.resolve("events.duckdb"), BasicFileAttributes.class)
                .fileKey();

        store.compact();

        assertThat(Files.readAttributes(folder.resolve("events.duckdb"), BasicFileAttributes.class)
                        .fileKey())
                .isEqualTo(before);
    }

    private String bytes() throws IOException {
        StringBuilder bytes = new StringBuilder();
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                bytes.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return bytes.toString();
    }

    @Test
    void revenue_and_value_beyond_what_can_be_summed_do_not_stop_the_loader() {
        Conversion absurd = new Conversion(
                "x",
                NOW,
                "bought",
                Optional.of("99"),
                OptionalLong.of(Long.MIN_VALUE),
                OptionalDouble.of(Double.POSITIVE_INFINITY),
                OptionalLong.empty(),
                "{\"deep\": {\"a\": [1]}, \"n\": 1e999, \"broken",
                "{}");

        store.load(List.of(events(1, "ann", absurd)));

        assertThat(count("SELECT count(*) FROM conversion WHERE revenue IS NULL AND value IS NULL"))
                .isEqualTo(1);
    }

    private long rows() {
        return count("SELECT (SELECT count(*) FROM exposure) + (SELECT count(*) FROM conversion)");
    }

    private long count(String sql) {
        return store.read("a count", connection -> {
            try (var statement = connection.createStatement();
                    var found = statement.executeQuery(sql)) {
                found.next();
                return found.getLong(1);
            }
        });
    }

    private static LogRecord.Events events(long position, String visitor, VisitorEvent... events) {
        return events(position, NOW, visitor, events);
    }

    private static LogRecord.Events events(long position, Instant received, String visitor, VisitorEvent... events) {
        EventBatch batch = new EventBatch(
                "12",
                Optional.of("1"),
                Optional.of("5"),
                EventBatch.Client.of("java-sdk", "4.2.2"),
                true,
                true,
                List.of(new VisitorEvents(visitor, Optional.empty(), List.of(), List.of(events))));
        return new LogRecord.Events(position, position + events.length, received, 1, OptionalLong.of(3), batch);
    }

    private static Conversion conversion(String uuid) {
        return new Conversion(
                uuid,
                NOW,
                "bought",
                Optional.of("99"),
                OptionalLong.of(1299),
                OptionalDouble.of(0.1),
                OptionalLong.empty(),
                "{\"revenue\": 1299}",
                "{}");
    }

    private static Exposure exposure(String uuid, String experiment) {
        return new Exposure(
                uuid,
                NOW,
                Optional.of("70"),
                Optional.of(experiment),
                Optional.of("71"),
                false,
                Optional.of(new Exposure.Flag("flag", "rule", "feature-test", "on", true, Optional.empty())));
    }
}
