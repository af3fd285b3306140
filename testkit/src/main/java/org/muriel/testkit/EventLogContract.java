package org.muriel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;
import static org.muriel.testkit.Batches.aBatch;
import static org.muriel.testkit.Batches.conversion;
import static org.muriel.testkit.Batches.exposure;
import static org.muriel.testkit.Batches.visitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.muriel.event.EventBatch;
import org.muriel.event.RefusedEvent;
import org.muriel.event.RefusedEvent.Reason;
import org.muriel.event.VisitorHash;
import org.muriel.event.ledger.Period;
import org.muriel.event.ledger.Receipts;
import org.muriel.event.log.Arrival;
import org.muriel.event.log.EventLog;
import org.muriel.event.log.LogRecord;
import org.muriel.event.log.Refusal;

/** What every {@link EventLog} promises. A storage inherits it and says how its log is opened. */
@Timeout(60)
public abstract class EventLogContract {
    private static final long PROJECT = 10_000_000_002L;
    private static final long OTHER_PROJECT = 10_000_000_003L;
    private static final OptionalLong ENVIRONMENT = OptionalLong.of(10_000_000_004L);
    private static final OptionalLong NO_ENVIRONMENT = OptionalLong.empty();
    private static final Instant RECEIVED = Instant.parse("2026-03-01T13:59:59.999Z");
    private static final long HOUR = Period.hour(RECEIVED);

    private EventLog log;

    /** Opens the log of the present test, after closing it if it is open. An empty one at first. */
    protected abstract EventLog reopen();

    @BeforeEach
    void open_an_empty_log() {
        log = reopen();
    }

    private long append(EventBatch batch, RefusedEvent... refused) {
        return log.append(new Arrival(RECEIVED, OptionalLong.of(PROJECT), ENVIRONMENT, batch, List.of(refused)));
    }

    private static RefusedEvent refused(Reason reason, String visitorId) {
        return new RefusedEvent(reason, Optional.of(visitorId), Optional.of("u"), "/x: expected y, found z");
    }

    private LogRecord.Events logged(long position, EventBatch batch) {
        return new LogRecord.Events(position, position + batch.size(), RECEIVED, PROJECT, ENVIRONMENT, batch);
    }

    @Test
    void an_empty_log_begins_and_ends_at_its_first_position() {
        assertThat(log.begin()).isEqualTo(1);
        assertThat(log.end()).isEqualTo(1);
        assertThat(log.read(1, 10)).isEmpty();
        assertThat(log.receipts(1, Period.ALL).lines()).isEmpty();
        assertThat(log.refusals(OptionalLong.of(PROJECT), 10)).isEmpty();
    }

    @Test
    void what_was_appended_is_read_in_order_and_again_after_reopening() {
        EventBatch first = aBatch(visitor("a", exposure("1"), conversion("2")), visitor("b", exposure("3")));
        EventBatch second = Batches.everything();

        assertThat(append(first)).isEqualTo(1);
        assertThat(append(second)).isEqualTo(4);

        assertThat(log.end()).isEqualTo(8);
        assertThat(log.read(1, 100)).containsExactly(logged(1, first), logged(4, second));
        log = reopen();
        assertThat(log.end()).isEqualTo(8);
        assertThat(log.read(1, 100)).containsExactly(logged(1, first), logged(4, second));
    }

    @Test
    void reading_starts_at_any_entry_and_stops_after_enough_events() {
        EventBatch two = aBatch(visitor("a", exposure("1"), exposure("2")));
        append(two);
        append(two);
        append(two);

        assertThat(log.read(1, 1)).containsExactly(logged(1, two));
        assertThat(log.read(1, 3)).containsExactly(logged(1, two), logged(3, two));
        assertThat(log.read(3, 100)).containsExactly(logged(3, two), logged(5, two));
        assertThat(log.read(7, 100)).isEmpty();
    }

    @Test
    void appends_of_many_threads_get_positions_without_gaps_and_each_its_own() throws Exception {
        List<Future<Long>> positions = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                EventBatch batch = aBatch(visitor("visitor " + i, exposure("e" + i), conversion("c" + i)));
                positions.add(threads.submit(() -> append(batch)));
            }
        }

        List<Long> ascending = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long position = positions.get(i).get();
            ascending.add(position);
            assertThat(log.read(position, 1).getFirst())
                    .isInstanceOfSatisfying(
                            LogRecord.Events.class,
                            it -> assertThat(it.batch()
                                            .visitors()
                                            .getFirst()
                                            .events()
                                            .getFirst()
                                            .uuid())
                                    .startsWith("e"));
        }
        assertThat(ascending.stream().sorted().toList())
                .isEqualTo(IntStream.range(0, 200).mapToObj(i -> 2L * i + 1).toList());
    }

    @Test
    void refusals_are_counted_by_reason_and_listed_the_newest_first() {
        append(aBatch(visitor("a", exposure("1"))), refused(Reason.MALFORMED, "a"), refused(Reason.TOO_LARGE, "b"));
        append(aBatch(), refused(Reason.MALFORMED, "c"));

        log = reopen();
        assertThat(log.end()).isEqualTo(2);
        assertThat(log.refusals(OptionalLong.of(PROJECT), 2))
                .extracting(Refusal::reason, Refusal::uuid, Refusal::received)
                .containsExactly(
                        tuple(Reason.MALFORMED, Optional.of("u"), RECEIVED),
                        tuple(Reason.TOO_LARGE, Optional.of("u"), RECEIVED));
        Receipts.Line line = log.receipts(1, Period.ALL).lines().getFirst();
        assertThat(line.received()).isEqualTo(4);
        assertThat(line.pending()).isEqualTo(1);
        assertThat(line.rejected()).containsOnly(entry(Reason.MALFORMED, 2L), entry(Reason.TOO_LARGE, 1L));
    }

    @Test
    void one_request_with_very_many_refusals_is_counted_as_a_whole_and_listed_in_part() {
        RefusedEvent[] many = IntStream.range(0, 5000)
                .mapToObj(i -> refused(Reason.BOT, "v" + i))
                .toArray(RefusedEvent[]::new);

        append(aBatch(), many);

        assertThat(log.receipts(1, Period.ALL).lines().getFirst().rejected()).containsOnly(entry(Reason.BOT, 5000L));
        assertThat(log.refusals(OptionalLong.of(PROJECT), 10_000)).hasSizeBetween(1, 1000);
    }

    @Test
    void receipts_are_by_project_and_hour_and_pending_is_what_is_not_loaded() {
        append(aBatch(visitor("a", exposure("1"), exposure("2"))));
        log.append(new Arrival(
                RECEIVED.plusMillis(1),
                OptionalLong.of(PROJECT),
                ENVIRONMENT,
                aBatch(visitor("a", exposure("3"))),
                List.of()));
        log.append(new Arrival(
                RECEIVED,
                OptionalLong.of(OTHER_PROJECT),
                NO_ENVIRONMENT,
                aBatch(visitor("a", exposure("4"))),
                List.of()));
        log.append(new Arrival(
                RECEIVED,
                OptionalLong.empty(),
                NO_ENVIRONMENT,
                aBatch(),
                List.of(refused(Reason.UNKNOWN_PROJECT, "a"))));

        assertThat(log.receipts(3, Period.ALL).lines())
                .extracting(it ->
                        it.projectId().orElse(0) + " " + (it.hour() - HOUR) + " " + it.received() + " " + it.pending())
                .containsExactly("0 0 1 0", PROJECT + " 0 2 0", OTHER_PROJECT + " 0 1 1", PROJECT + " 1 1 1");
        assertThat(log.receipts(1, new Period(OptionalLong.of(PROJECT), RECEIVED, RECEIVED.plusMillis(1)))
                        .lines())
                .singleElement()
                .satisfies(it -> assertThat(it.pending()).isEqualTo(2));
    }

    @Test
    void what_is_released_is_forgotten_and_positions_go_on() {
        EventBatch two = aBatch(visitor("a", exposure("1"), exposure("2")));
        append(two);
        append(two);
        append(two);

        log.release(5, 3);
        log.release(5, 3);

        assertThat(log.begin()).isEqualTo(3);
        assertThat(log.read(3, 100)).containsExactly(logged(3, two), logged(5, two));
        log.release(7, 7);
        log = reopen();
        assertThat(log.begin()).isEqualTo(7);
        assertThat(log.end()).isEqualTo(7);
        assertThat(append(two)).isEqualTo(7);
        assertThat(log.receipts(7, Period.ALL).lines().getFirst().received()).isEqualTo(8);
    }

    @Test
    void much_is_released_as_little_is() {
        EventBatch one = aBatch(visitor("a", exposure("1")));
        IntStream.range(0, 1500).parallel().forEach(i -> append(one));

        log.release(1501, 1400);

        assertThat(log.begin()).isEqualTo(1400);
        assertThat(log.read(1400, 10_000)).hasSize(101);
    }

    @Test
    void an_erasure_takes_its_place_in_the_order() {
        append(aBatch(visitor("a", exposure("1"))));

        long position = log.appendErasure(PROJECT, VisitorHash.of("a"));
        append(aBatch(visitor("a", exposure("2"))));

        assertThat(position).isEqualTo(2);
        assertThat(log.read(2, 1)).containsExactly(new LogRecord.Erasure(2, PROJECT, VisitorHash.of("a")));
        assertThat(log.read(3, 1)).hasSize(1);
        assertThat(log.receipts(1, Period.ALL).lines()).singleElement().satisfies(it -> {
            assertThat(it.received()).isEqualTo(2);
            assertThat(it.pending()).isEqualTo(2);
        });
    }

    @Test
    void once_loaded_an_erasure_is_carried_out_in_the_log_up_to_its_place_and_nowhere_else() {
        append(aBatch(visitor("a", exposure("1")), visitor("b", exposure("2"))), refused(Reason.BOT, "a"));
        log.append(new Arrival(
                RECEIVED,
                OptionalLong.of(OTHER_PROJECT),
                NO_ENVIRONMENT,
                aBatch(visitor("a", exposure("3"))),
                List.of()));
        log.append(new Arrival(
                RECEIVED,
                OptionalLong.empty(),
                NO_ENVIRONMENT,
                aBatch(),
                List.of(refused(Reason.UNKNOWN_PROJECT, "a"))));
        append(aBatch(visitor("a", exposure("4"))), refused(Reason.BOT, "b"));
        long erasure = log.appendErasure(PROJECT, VisitorHash.of("a"));
        append(aBatch(visitor("a", exposure("5"))));

        log.release(erasure, 1);
        assertThat(log.read(1, 1))
                .as("not loaded yet")
                .containsExactly(logged(1, aBatch(visitor("a", exposure("1")), visitor("b", exposure("2")))));
        log = reopen();
        log.release(erasure + 1, 1);
        log.release(erasure + 1, 1);

        assertThat(log.read(1, 100))
                .containsExactly(
                        new LogRecord.Events(1, 3, RECEIVED, PROJECT, ENVIRONMENT, aBatch(visitor("b", exposure("2")))),
                        new LogRecord.Events(
                                3, 4, RECEIVED, OTHER_PROJECT, NO_ENVIRONMENT, aBatch(visitor("a", exposure("3")))),
                        new LogRecord.Events(4, 5, RECEIVED, PROJECT, ENVIRONMENT, aBatch()),
                        new LogRecord.Erasure(5, PROJECT, VisitorHash.of("a")),
                        new LogRecord.Events(
                                6, 7, RECEIVED, PROJECT, ENVIRONMENT, aBatch(visitor("a", exposure("5")))));
        assertThat(log.refusals(OptionalLong.of(PROJECT), 10)).hasSize(1);
        assertThat(log.receipts(erasure + 1, Period.ALL).lines())
                .extracting(Receipts.Line::received)
                .containsExactly(1L, 6L, 1L);
    }
}
