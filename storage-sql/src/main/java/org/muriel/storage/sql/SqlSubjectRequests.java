package org.muriel.storage.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.muriel.experiment.catalog.Receipt;
import org.muriel.privacy.SubjectRequest;
import org.muriel.privacy.SubjectRequests;

/** Subject access requests in SQL. */
final class SqlSubjectRequests implements SubjectRequests {
    /** 16 digits, above every id of an entity that there will be, and below 2^53. */
    private static final long FIRST_ID = 6_000_000_000_000_001L;

    private static final String SELECT = """
            SELECT id, account_id, subject, identifier, identifier_type, wish, status, requested, started, completed
            FROM subject_request\s""";

    private final SqlStorage storage;

    SqlSubjectRequests(SqlStorage storage) {
        this.storage = storage;
    }

    @Override
    public SubjectRequest add(
            SubjectRequest.New wished, Instant now, Function<SubjectRequest, Optional<Receipt>> receipt) {
        return storage.write(handle -> {
            long id = handle.createQuery("SELECT COALESCE(MAX(id) + 1, :first) FROM subject_request")
                    .bind("first", FIRST_ID)
                    .mapTo(Long.class)
                    .one();
            SubjectRequest request = new SubjectRequest(
                    id,
                    wished.accountId(),
                    wished.subject(),
                    wished.identifier(),
                    wished.identifierType(),
                    wished.wish(),
                    SubjectRequest.Status.PENDING,
                    now.truncatedTo(ChronoUnit.MICROS),
                    Optional.empty(),
                    Optional.empty());
            put(handle, request);
            storage.receipts().keep(handle, receipt.apply(request), now);
            return request;
        });
    }

    @Override
    public Optional<SubjectRequest> find(long id) {
        return storage.read(handle -> handle.createQuery(SELECT + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> request(row))
                .findOne());
    }

    @Override
    public List<SubjectRequest> list(long accountId) {
        return storage.read(handle -> handle.createQuery(SELECT + "WHERE account_id = :accountId ORDER BY id")
                .bind("accountId", accountId)
                .map((row, context) -> request(row))
                .list());
    }

    @Override
    public List<SubjectRequest> open() {
        return storage.read(
                handle -> handle.createQuery(SELECT + "WHERE status IN ('PENDING', 'PROCESSING') ORDER BY id")
                        .map((row, context) -> request(row))
                        .list());
    }

    @Override
    public List<SubjectRequest> erased() {
        return storage.read(handle -> handle.createQuery(SELECT + """
                        WHERE wish = 'DELETE' AND status = 'COMPLETED' AND identifier NOT LIKE :digest ORDER BY id""")
                .bind("digest", SubjectRequest.DIGEST + "%")
                .map((row, context) -> request(row))
                .list());
    }

    @Override
    public void leaveNoTraces() {
        storage.emptyWriteAheadLog();
    }

    @Override
    public void keep(SubjectRequest request) {
        storage.write(handle -> put(handle, request));
    }

    private static int put(Handle handle, SubjectRequest it) {
        return handle.createUpdate("""
                        INSERT INTO subject_request (
                            id, account_id, subject, identifier, identifier_type, wish, status, requested, started,
                            completed)
                        VALUES (
                            :id, :accountId, :subject, :identifier, :identifierType, :wish, :status, :requested, :started,
                            :completed)
                        ON CONFLICT (id) DO UPDATE SET
                            identifier = excluded.identifier,
                            status = excluded.status,
                            started = excluded.started,
                            completed = excluded.completed""")
                .bind("id", it.id())
                .bind("accountId", it.accountId())
                .bind("subject", it.subject().name())
                .bind("identifier", it.identifier())
                .bind("identifierType", it.identifierType().name())
                .bind("wish", it.wish().name())
                .bind("status", it.status().name())
                .bind("requested", Documents.write(it.requested()))
                .bind("started", it.started().map(SqlSubjectRequests::time).orElse(null))
                .bind("completed", it.completed().map(SqlSubjectRequests::time).orElse(null))
                .execute();
    }

    private static String time(Instant time) {
        return Documents.write(time.truncatedTo(ChronoUnit.MICROS));
    }

    private static SubjectRequest request(ResultSet row) throws SQLException {
        return new SubjectRequest(
                row.getLong("id"),
                row.getLong("account_id"),
                SubjectRequest.Subject.valueOf(row.getString("subject")),
                row.getString("identifier"),
                SubjectRequest.IdentifierType.valueOf(row.getString("identifier_type")),
                SubjectRequest.Wish.valueOf(row.getString("wish")),
                SubjectRequest.Status.valueOf(row.getString("status")),
                Instant.parse(row.getString("requested")),
                Optional.ofNullable(row.getString("started")).map(Instant::parse),
                Optional.ofNullable(row.getString("completed")).map(Instant::parse));
    }
}
