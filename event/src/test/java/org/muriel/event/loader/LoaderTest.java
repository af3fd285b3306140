package org.muriel.event.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.muriel.event.EventBatch;
import org.muriel.event.VisitorEvents;
import org.muriel.event.ledger.Loads;
import org.muriel.event.ledger.Period;
import org.muriel.event.ledger.Receipts;
import org.muriel.event.log.Arrival;
import org.muriel.event.log.EventLog;
import org.muriel.event.log.LoadTarget;
import org.muriel.event.log.LogRecord;
import org.muriel.event.log.Refusal;

@Timeout(60)
class LoaderTest {
    private static final LogRecord FIRST = new LogRecord.Events(
            1,
            4,
            Instant.EPOCH,
            1,
            OptionalLong.empty(),
            new EventBatch(
                    "1",
                    Optional.empty(),
                    Optional.empty(),
                    EventBatch.Client.of("c", "v"),
                    true,
                    true,
                    List.of(new VisitorEvents("v", Optional.empty(), List.of(), List.of()))));
    private static final LogRecord SECOND = new LogRecord.Erasure(4, 1, 99);

    /** A log of two entries, three events and an erasure, which tells what it was allowed to forget. */
    private static class TwoEntries implements EventLog {
        final BlockingQueue<Long> releases = new LinkedBlockingQueue<>();

        @Override
        public long append(Arrival arrival) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long appendErasure(long projectId, long visitorHash) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long begin() {
            return 1;
        }

        @Override
        public long end() {
            return 5;
        }

        @Override
        public List<LogRecord> read(long from, int mostEvents) {
            return from == 1 ? List.of(FIRST, SECOND) : from == 4 ? List.of(SECOND) : List.of();
        }

        @Override
        public void release(long loaded, long keepFrom) {
            releases.add(loaded);
        }

        /** What was released, once anything is that was not loaded at the start. */
        @Nullable
        Long awaitRelease() throws InterruptedException {
            Long released = next(releases);
            return released != null && released == 1 ? next(releases) : released;
        }

        @Override
        public Receipts receipts(long loaded, Period period) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Refusal> refusals(OptionalLong projectId, int most) {
            throw new UnsupportedOperationException();
        }
    }

    /** Refuses so many calls before it takes one. */
    private static final class Reluctant implements LoadTarget {
        final BlockingQueue<List<LogRecord>> calls = new LinkedBlockingQueue<>();
        private final long position;
        private int refusals;

        Reluctant(long position, int refusals) {
            this.position = position;
            this.refusals = refusals;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void load(List<LogRecord> records) {
            calls.add(records);
            if (refusals-- > 0) {
                if (refusals > 0) {
                    throw new OutOfMemoryError("no memory");
                }
                throw new IllegalStateException("no room");
            }
        }

        @Override
        public Loads loads(Period period) {
            throw new UnsupportedOperationException();
        }
    }

    private static <T> @Nullable T next(BlockingQueue<T> queue) throws InterruptedException {
        return queue.poll(30, TimeUnit.SECONDS);
    }

    @Test
    void what_could_not_be_loaded_is_tried_again_until_it_is() throws Exception {
        TwoEntries log = new TwoEntries();
        Reluctant target = new Reluctant(1, 2);
        BlockingQueue<RuntimeException> failures = new LinkedBlockingQueue<>();
        try (Loader loader = Loader.start(log, target, failures::add)) {
            assertThat(log.awaitRelease()).isEqualTo(5);

            assertThat(target.calls).hasSize(3).containsOnly(List.of(FIRST, SECOND));
            assertThat(failures).hasSize(2);
            assertThat(loader.loaded()).isEqualTo(5);
        }
    }

    @Test
    void the_log_hears_after_a_start_what_is_loaded_already_for_a_crash_may_have_come_between() throws Exception {
        TwoEntries log = new TwoEntries();
        Reluctant target = new Reluctant(5, 0);
        try (Loader loader = Loader.start(log, target, failure -> {})) {
            assertThat(next(log.releases)).isEqualTo(5);
            assertThat(target.calls).isEmpty();
            assertThat(loader.loaded()).isEqualTo(5);
        }
    }

    @Test
    void a_store_that_is_ahead_of_the_log_or_misses_what_it_has_forgotten_is_not_loaded_into() {
        for (long position : new long[] {0, 6}) {
            assertThatThrownBy(() -> Loader.start(new TwoEntries(), new Reluctant(position, 0), failure -> {}))
                    .isInstanceOf(NotOfOnePiece.class);
        }
    }

    @Test
    void what_comes_is_loaded_also_while_the_log_is_busy_forgetting() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        TwoEntries log = new TwoEntries() {
            @Override
            public void release(long loaded, long keepFrom) {
                try {
                    busy.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        Reluctant target = new Reluctant(1, 0);
        try (Loader _ = Loader.start(log, target, failure -> {})) {
            assertThat(next(target.calls)).containsExactly(FIRST, SECOND);
            busy.countDown();
        }
    }
}
