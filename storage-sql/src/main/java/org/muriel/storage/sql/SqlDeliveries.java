package org.muriel.storage.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.muriel.change.delivery.Deliveries;
import org.muriel.change.delivery.Delivery;
import org.muriel.change.delivery.Delivery.Attempt;
import org.muriel.change.delivery.Delivery.Status;
import org.muriel.experiment.catalog.Receipt;

/** Messages to receivers in SQL. */
final class SqlDeliveries implements Deliveries {
    private static final String SELECT = """
            SELECT id, webhook_id, event, body, created, status, attempts, next_attempt, replay_of,
                   attempted, latency, http_status, excerpt
            FROM delivery\s""";

    private final SqlStorage storage;

    SqlDeliveries(SqlStorage storage) {
        this.storage = storage;
    }

    @Override
    public long progress() {
        return storage.read(handle -> handle.createQuery("SELECT seq FROM webhook_progress")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public void add(List<Delivery.New> made, Instant now, long progress) {
        storage.write(handle -> {
            made.forEach(it -> insert(handle, it, now));
            made.stream().map(Delivery.New::webhookId).distinct().forEach(it -> failOldest(handle, it));
            return handle.execute("UPDATE webhook_progress SET seq = ? WHERE seq < ?", progress, progress);
        });
    }

    @Override
    public Delivery add(Delivery.New made, Instant now, Function<Delivery, Optional<Receipt>> receipt) {
        return storage.write(handle -> {
            long id = insert(handle, made, now);
            failOldest(handle, made.webhookId());
            Delivery added = find(handle, id).orElseThrow();
            storage.receipts().keep(handle, receipt.apply(added), now);
            return added;
        });
    }

    private static long insert(Handle handle, Delivery.New made, Instant now) {
        long id = handle.createQuery(
                        "UPDATE webhook_progress SET next_delivery = next_delivery + 1 RETURNING next_delivery - 1")
                .mapTo(Long.class)
                .one();
        String time = Documents.write(now.truncatedTo(ChronoUnit.MICROS));
        handle.createUpdate("""
                        INSERT INTO delivery (
                            id, webhook_id, event, body, created, status, attempts, next_attempt, replay_of)
                        VALUES (:id, :webhookId, :event, :body, :now, :status, 0, :now, :replayOf)""")
                .bind("id", id)
                .bind("webhookId", made.webhookId())
                .bind("event", made.event())
                .bind("body", made.body())
                .bind("now", time)
                .bind("status", Status.WAITING.name())
                .bind("replayOf", made.replayOf().orElse(null))
                .execute();
        return id;
    }

    /** So that a receiver which is gone for good does not fill the disk. */
    private static void failOldest(Handle handle, long webhookId) {
        handle.createUpdate("""
                        UPDATE delivery SET status = :failed, next_attempt = NULL
                        WHERE webhook_id = :webhookId AND status = :waiting AND id <= (
                            SELECT id FROM delivery WHERE webhook_id = :webhookId AND status = :waiting
                            ORDER BY id DESC LIMIT 1 OFFSET :most)""")
                .bind("webhookId", webhookId)
                .bind("failed", Status.FAILED.name())
                .bind("waiting", Status.WAITING.name())
                .bind("most", MOST_WAITING)
                .execute();
        forgetOldest(handle, webhookId);
    }

    private static void forgetOldest(Handle handle, long webhookId) {
        handle.createUpdate("""
                        DELETE FROM delivery
                        WHERE webhook_id = :webhookId AND status <> :waiting AND id <= (
                            SELECT id FROM delivery WHERE webhook_id = :webhookId AND status <> :waiting
                            ORDER BY id DESC LIMIT 1 OFFSET :kept)""")
                .bind("webhookId", webhookId)
                .bind("waiting", Status.WAITING.name())
                .bind("kept", KEPT)
                .execute();
    }

    @Override
    public Map<Long, Instant> due() {
        return storage.read(handle -> {
            Map<Long, Instant> due = new LinkedHashMap<>();
            handle.createQuery("""
                            SELECT webhook_id, MIN(next_attempt) AS next_attempt FROM delivery
                            WHERE next_attempt IS NOT NULL GROUP BY webhook_id ORDER BY webhook_id""")
                    .map((row, context) -> due.put(row.getLong("webhook_id"), time(row, "next_attempt")))
                    .list();
            return due;
        });
    }

    @Override
    public List<Delivery> due(long webhookId, Instant now, int limit) {
        return storage.read(handle -> handle.createQuery(SELECT + """
                        WHERE webhook_id = :webhookId AND next_attempt <= :now ORDER BY id LIMIT :limit""")
                .bind("webhookId", webhookId)
                .bind("now", Documents.write(now.truncatedTo(ChronoUnit.MICROS)))
                .bind("limit", limit)
                .map((row, context) -> delivery(row))
                .list());
    }

    @Override
    public void keep(Delivery attempted) {
        Attempt last = attempted.last().orElseThrow();
        storage.write(handle -> {
            int kept = handle.createUpdate("""
                            UPDATE delivery SET
                                status = :status, attempts = :attempts, next_attempt = :next, attempted = :attempted,
                                latency = :latency, http_status = :httpStatus, excerpt = :excerpt
                            WHERE id = :id""")
                    .bind("id", attempted.id())
                    .bind("status", attempted.status().name())
                    .bind("attempts", attempted.attempts())
                    .bind("next", attempted.next().map(Documents::write).orElse(null))
                    .bind("attempted", Documents.write(last.at()))
                    .bind("latency", last.latency().toMillis())
                    .bind(
                            "httpStatus",
                            last.status().isPresent() ? last.status().getAsInt() : null)
                    .bind("excerpt", last.excerpt())
                    .execute();
            if (attempted.status() != Status.WAITING) {
                forgetOldest(handle, attempted.webhookId());
            }
            return kept;
        });
    }

    @Override
    public Optional<Delivery> find(long id) {
        return storage.read(handle -> find(handle, id));
    }

    private static Optional<Delivery> find(Handle handle, long id) {
        return handle.createQuery(SELECT + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> delivery(row))
                .findOne();
    }

    @Override
    public List<Delivery> list(long webhookId, int limit) {
        return storage.read(handle -> handle.createQuery(SELECT + """
                        WHERE webhook_id = :webhookId ORDER BY id DESC LIMIT :limit""")
                .bind("webhookId", webhookId)
                .bind("limit", limit)
                .map((row, context) -> delivery(row))
                .list());
    }

    @Override
    public void forget(long webhookId) {
        storage.write(handle -> handle.execute("DELETE FROM delivery WHERE webhook_id = ?", webhookId));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        String next = row.getString("next_attempt");
        long replayOf = row.getLong("replay_of");
        Optional<Long> replay = row.wasNull() ? Optional.empty() : Optional.of(replayOf);
        return new Delivery(
                row.getLong("id"),
                row.getLong("webhook_id"),
                row.getString("event"),
                row.getString("body"),
                time(row, "created"),
                Status.valueOf(row.getString("status")),
                row.getInt("attempts"),
                Optional.ofNullable(next).map(Instant::parse),
                Optional.ofNullable(attempt(row)),
                replay);
    }

    private static @Nullable Attempt attempt(ResultSet row) throws SQLException {
        if (row.getString("attempted") == null) {
            return null;
        }
        int httpStatus = row.getInt("http_status");
        OptionalInt status = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(httpStatus);
        return new Attempt(
                time(row, "attempted"), Duration.ofMillis(row.getLong("latency")), status, row.getString("excerpt"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Instant.parse(row.getString(column));
    }
}
