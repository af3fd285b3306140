package org.muriel.storage.sql;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Receipt;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;

/**
 * Receipts of writes. Old ones go when new ones come; there is room for many, and a write that finds none is refused.
 * Thread-safe. What is made elsewhere than in the catalog is little, so its receipts are not refused, only
 * counted.
 */
final class Receipts {
    /** More than one a second for a day; hardly any catalog changes so often. */
    static final int MOST = 100_000;

    /** What a small machine can spare; a usual answer has a kilobyte. */
    static final long MOST_BYTES = 256L << 20;

    private static final Duration KEPT = Duration.ofHours(Catalog.RECEIPT_HOURS);

    private final SqlStorage storage;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    Receipts(SqlStorage storage) {
        this.storage = storage;
    }

    void recount() {
        storage.read(handle -> handle.createQuery("SELECT COUNT(*) AS n, COALESCE(SUM(bytes), 0) AS b FROM receipt")
                .map((row, context) -> {
                    bytes.set(row.getLong("b"));
                    count.set(row.getLong("n"));
                    return count;
                })
                .one());
    }

    Optional<byte[]> find(String id) {
        return storage.read(handle -> handle.createQuery("SELECT answer FROM receipt WHERE id = ?")
                .bind(0, id)
                .mapTo(String.class)
                .findOne()
                .map(Base64.getDecoder()::decode));
    }

    /** The value, unless the draft has receipts and there is no room for them. */
    <T> Outcome<T> room(Draft draft, T value) {
        boolean full = count.get() >= MOST || bytes.get() >= MOST_BYTES;
        return full && !draft.receipts().isEmpty() && !anyIsOld(draft.now())
                ? Outcome.refused(new Problem.TooMany("answers to requests with an Idempotency-Key"))
                : Outcome.done(value);
    }

    void keep(Handle handle, Draft draft) {
        draft.receipts().forEach(it -> keep(handle, Optional.of(it), draft.now()));
    }

    /** Keeps what answers a request that changes something else than the catalog, in that change's transaction. */
    void keep(Handle handle, Optional<Receipt> receipt, Instant now) {
        receipt.ifPresent(it -> keep(handle, it, now.truncatedTo(ChronoUnit.MICROS)));
    }

    private void keep(Handle handle, Receipt receipt, Instant now) {
        forgetOld(handle, now);
        String answer = Base64.getEncoder().encodeToString(receipt.answer());
        handle.execute(
                "INSERT INTO receipt (id, made, bytes, answer) VALUES (?, ?, ?, ?)",
                receipt.id(),
                Documents.write(now),
                answer.length(),
                answer);
        count.incrementAndGet();
        bytes.addAndGet(answer.length());
    }

    private void forgetOld(Handle handle, Instant now) {
        handle.createQuery("DELETE FROM receipt WHERE made < ? RETURNING bytes")
                .bind(0, Documents.write(now.minus(KEPT)))
                .mapTo(Long.class)
                .list()
                .forEach(it -> {
                    count.decrementAndGet();
                    bytes.addAndGet(-it);
                });
    }

    private boolean anyIsOld(Instant now) {
        return storage.read(handle -> handle.createQuery("SELECT EXISTS (SELECT 1 FROM receipt WHERE made < ?)")
                .bind(0, Documents.write(now.minus(KEPT)))
                .mapTo(Boolean.class)
                .one());
    }
}
