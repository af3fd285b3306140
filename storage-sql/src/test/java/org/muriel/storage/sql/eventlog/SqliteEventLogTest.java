package org.muriel.storage.sql.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muriel.testkit.Batches.aBatch;
import static org.muriel.testkit.Batches.exposure;
import static org.muriel.testkit.Batches.visitor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.event.EventBatch;
import org.muriel.event.IntakeUnavailable;
import org.muriel.event.RefusedEvent;
import org.muriel.event.VisitorHash;
import org.muriel.event.ledger.Period;
import org.muriel.event.log.Arrival;
import org.muriel.event.log.EventLog;
import org.muriel.storage.sql.DataFolder;
import org.muriel.storage.sql.DataFolderUnusable;
import org.muriel.testkit.EventLogContract;

class SqliteEventLogTest extends EventLogContract {
    private static final Instant RECEIVED = Instant.parse("2026-03-01T13:00:00Z");

    @TempDir
    Path temporary;

    private Optional<DataFolder> folder = Optional.empty();
    private Optional<SqliteEventLog> open = Optional.empty();

    @Override
    protected EventLog reopen() {
        return opened();
    }

    private SqliteEventLog opened() {
        close();
        folder = Optional.of(DataFolder.open(temporary));
        open = Optional.of(SqliteEventLog.open(folder.get()));
        return open.get();
    }

    @AfterEach
    void close() {
        open.ifPresent(SqliteEventLog::close);
        folder.ifPresent(DataFolder::close);
        open = Optional.empty();
        folder = Optional.empty();
    }

    private static Arrival arrival(EventBatch batch) {
        return new Arrival(RECEIVED, OptionalLong.of(1), OptionalLong.empty(), batch, List.of());
    }

    @Test
    void a_closed_log_takes_nothing() {
        SqliteEventLog log = opened();
        close();

        assertThatThrownBy(() -> log.append(arrival(aBatch(visitor("a", exposure("1"))))))
                .isInstanceOf(IntakeUnavailable.class);
    }

    @Test
    void a_file_that_is_no_log_is_left_alone() throws IOException {
        close();
        Path file = temporary.resolve("events.db");
        Files.writeString(file, "these are somebody's notes, and more than a header of them; ".repeat(20));

        assertThatThrownBy(this::opened).isInstanceOf(DataFolderUnusable.class).hasMessageContaining("events.db");
        assertThat(Files.readString(file)).startsWith("these are somebody's notes");
        Files.delete(file);
    }

    @Test
    void no_more_is_read_at_once_than_fits_into_memory() {
        SqliteEventLog log = opened();
        for (int i = 0; i < 40; i++) {
            log.append(arrival(aBatch(visitor("v".repeat(1 << 20), exposure("u" + i)))));
        }

        int first = log.read(1, 1_000_000).size();

        assertThat(first).isBetween(30, 34);
        assertThat(log.read(1 + first, 1_000_000)).hasSize(40 - first);
    }

    @Test
    void what_is_older_than_it_is_kept_is_forgotten_as_far_as_it_is_loaded_and_stays_counted() {
        SqliteEventLog log = opened();
        RefusedEvent refused =
                new RefusedEvent(RefusedEvent.Reason.BOT, Optional.empty(), Optional.of("r"), "a robot's");
        for (int hour = 0; hour < 4; hour++) {
            log.append(new Arrival(
                    RECEIVED.plus(Duration.ofHours(hour)),
                    OptionalLong.of(1),
                    OptionalLong.empty(),
                    aBatch(visitor("a", exposure("u" + hour))),
                    List.of(refused)));
        }

        log.forget(RECEIVED.plus(Duration.ofHours(3)), 3);

        assertThat(log.begin()).isEqualTo(3);
        assertThat(log.read(3, 10)).hasSize(2);
        assertThat(log.refusals(OptionalLong.of(1), 10)).hasSize(1);
        assertThat(log.receipts(3, Period.ALL).lines())
                .hasSize(4)
                .allSatisfy(it -> assertThat(it.received()).isEqualTo(2));

        log.forget(RECEIVED.plus(Duration.ofHours(2)), 5);
        assertThat(log.begin()).isEqualTo(3);
        log.forget(RECEIVED.plus(Duration.ofHours(9)), 5);
        assertThat(log.begin()).isEqualTo(5);
    }

    @Test
    void nothing_of_an_erased_visitor_is_left_in_the_file() throws IOException {
        SqliteEventLog log = opened();
        String name = "somebody-who-wants-to-be-forgotten";
        log.append(arrival(aBatch(visitor(name, exposure("1")))));
        long erasure = log.appendErasure(1, VisitorHash.of(name));
        assertThat(bytes()).contains(name);

        log.release(erasure + 1, 1);
        close(); // the write-ahead log goes with it

        assertThat(bytes()).doesNotContain(name);
    }

    private String bytes() throws IOException {
        StringBuilder bytes = new StringBuilder();
        try (var files = Files.newDirectoryStream(temporary, "events.db*")) {
            for (Path file : files) {
                bytes.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return bytes.toString();
    }

    /** Hundreds of megabytes, each synced. */
    @Tag("long")
    @Timeout(300)
    @Test
    void the_write_ahead_log_begins_anew_under_load_and_room_is_given_back_when_much_was_forgotten() {
        SqliteEventLog log = opened();
        EventBatch batch = aBatch(visitor("v".repeat(500_000), exposure("1")));
        for (int i = 0; i < 300; i++) {
            log.append(arrival(batch));
        }
        assertThat(log.bytes()).isLessThan(300 * 500_000L + (140L << 20));

        log.release(301, 301);
        close();

        assertThat(temporary.resolve("events.db"))
                .satisfies(it -> assertThat(Files.size(it)).isLessThan(90L << 20));
    }
}
