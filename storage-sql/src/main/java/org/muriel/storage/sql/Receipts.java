package org.muriel.storage.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Receipt;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;

/**
 * Receipts of writes. Old ones go when new ones come; there is room for many, and a write that finds none is refused.
 * {@link #find} is for any thread, the rest for the one that writes.
 */
final class Receipts {
    /** More than one a second for a day; hardly any catalog changes so often. */
    static final int MOST = 100_000;

    /** What a small machine can spare; a usual answer has a kilobyte. */
    static final long MOST_BYTES = 256L << 20;

    private static final Duration KEPT = Duration.ofHours(Catalog.RECEIPT_HOURS);

    private final SqlStorage storage;
    private long count;
    private long bytes;

    Receipts(SqlStorage storage) {
        this.storage = storage;
        recount();
    }

    void recount() {
        storage.read(handle -> handle.createQuery("SELECT COUNT(*) AS n, COALESCE(SUM(bytes), 0) AS b FROM receipt")
                .map((row, context) -> {
                    count = row.getLong("n");
                    bytes = row.getLong("b");
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
        boolean full = count >= MOST || bytes >= MOST_BYTES;
        return full && !draft.receipts().isEmpty() && !anyIsOld(draft.now())
                ? Outcome.refused(new Problem.TooMany("answers to requests with an Idempotency-Key"))
                : Outcome.done(value);
    }

    void keep(Handle handle, Draft draft) {
        List<Receipt> receipts = draft.receipts();
        if (receipts.isEmpty()) {
            return;
        }
        forgetOld(handle, draft.now());
        for (Receipt receipt : receipts) {
            String answer = Base64.getEncoder().encodeToString(receipt.answer());
            handle.execute(
                    "INSERT INTO receipt (id, made, bytes, answer) VALUES (?, ?, ?, ?)",
                    receipt.id(),
                    Documents.write(draft.now()),
                    answer.length(),
                    answer);
            count++;
            bytes += answer.length();
        }
    }

    private void forgetOld(Handle handle, Instant now) {
        handle.createQuery("DELETE FROM receipt WHERE made < ? RETURNING bytes")
                .bind(0, Documents.write(now.minus(KEPT)))
                .mapTo(Long.class)
                .list()
                .forEach(it -> {
                    count--;
                    bytes -= it;
                });
    }

    private boolean anyIsOld(Instant now) {
        return storage.read(handle -> handle.createQuery("SELECT EXISTS (SELECT 1 FROM receipt WHERE made < ?)")
                .bind(0, Documents.write(now.minus(KEPT)))
                .mapTo(Boolean.class)
                .one());
    }
}
