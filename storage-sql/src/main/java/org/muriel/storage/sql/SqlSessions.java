package org.muriel.storage.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.muriel.access.Credential;
import org.muriel.access.Secret;
import org.muriel.access.Session;
import org.muriel.access.Sessions;
import org.muriel.access.Token;

/** Sessions in SQL. Each is read when somebody comes with it: pages are few, and what has ended has ended at once. */
final class SqlSessions implements Sessions {
    private final SqlStorage storage;
    private final SqlAccess access;

    SqlSessions(SqlStorage storage, SqlAccess access) {
        this.storage = storage;
        this.access = access;
    }

    /**
     * @param since when it began to have this id
     * @param until when this id is good no more, because it has another
     */
    private record Kept(String tokenId, String personId, Instant begun, Instant since, Optional<Instant> until) {
        static Kept of(ResultSet row) throws SQLException {
            return new Kept(
                    row.getString("token_id"),
                    row.getString("person_id"),
                    Instant.parse(row.getString("begun")),
                    Instant.parse(row.getString("since")),
                    Optional.ofNullable(row.getString("until")).map(Instant::parse));
        }

        boolean isOver(Instant now) {
            return until.filter(it -> !it.isAfter(now)).isPresent()
                    || !begun.plus(LONGEST).isAfter(now)
                    || !since.plus(IDLE).isAfter(now);
        }

        boolean isDueForRotation(Instant now) {
            return until.isEmpty() && !since.plus(ROTATED_AFTER).isAfter(now);
        }
    }

    @Override
    public void begin(Secret id, Credential.Valid who, Instant now) {
        String person = who.person().id();
        int _ = storage.write(handle -> {
            handle.execute(
                    "DELETE FROM session WHERE until <= ? OR begun <= ? OR since <= ?",
                    text(now),
                    text(now.minus(LONGEST)),
                    text(now.minus(IDLE)));
            handle.execute(
                    "DELETE FROM session WHERE person_id = ? AND hash NOT IN"
                            + " (SELECT hash FROM session WHERE person_id = ? ORDER BY since DESC LIMIT ?)",
                    person,
                    person,
                    MOST - 1);
            return insert(handle, id, who.token().id(), person, now, now);
        });
    }

    private static int insert(Handle handle, Secret id, String tokenId, String personId, Instant begun, Instant since) {
        return handle.execute(
                "INSERT INTO session (hash, token_id, person_id, begun, since) VALUES (?, ?, ?, ?, ?)",
                id.hash(),
                tokenId,
                personId,
                text(begun),
                text(since));
    }

    @Override
    public Optional<Session> find(Secret id, Instant now) {
        return storage.read(handle -> kept(handle, id))
                .filter(it -> !it.isOver(now))
                .flatMap(it -> access.token(it.tokenId()).flatMap(token -> session(it, token, now)));
    }

    private Optional<Session> session(Kept kept, Token token, Instant now) {
        return Credential.of(token, access.person(token.personId()), now) instanceof Credential.Valid valid
                ? Optional.of(new Session(valid, kept.begun(), kept.isDueForRotation(now)))
                : Optional.empty();
    }

    private static Optional<Kept> kept(Handle handle, Secret id) {
        return handle.select("SELECT token_id, person_id, begun, since, until FROM session WHERE hash = ?", id.hash())
                .map((row, _) -> Kept.of(row))
                .findOne();
    }

    @Override
    public boolean rotate(Secret id, Secret fresh, Instant now) {
        return storage.write(handle -> {
            Optional<Kept> kept = kept(handle, id).filter(it -> it.until().isEmpty() && !it.isOver(now));
            if (kept.isEmpty()) {
                return false;
            }
            handle.execute("UPDATE session SET until = ? WHERE hash = ?", text(now.plus(GRACE)), id.hash());
            return insert(
                            handle,
                            fresh,
                            kept.get().tokenId(),
                            kept.get().personId(),
                            kept.get().begun(),
                            now)
                    == 1;
        });
    }

    @Override
    public void end(Secret id) {
        // under whatever ids it went on: they have the token and the moment in common
        int _ = storage.write(handle -> handle.execute(
                "DELETE FROM session WHERE EXISTS (SELECT 1 FROM session AS ended WHERE ended.hash = ?"
                        + " AND ended.token_id = session.token_id AND ended.begun = session.begun)",
                id.hash()));
    }

    @Override
    public void endAll(String personId) {
        int _ = storage.write(handle -> endAll(handle, personId));
    }

    static int endAll(Handle handle, String personId) {
        return handle.execute("DELETE FROM session WHERE person_id = ?", personId);
    }

    @Override
    public List<Instant> begunBy(String personId) {
        // one that went on under other ids is one still
        return storage.read(handle -> handle.select(
                        "SELECT DISTINCT token_id, begun FROM session WHERE person_id = ? ORDER BY begun", personId)
                .map((row, _) -> Instant.parse(row.getString("begun")))
                .list());
    }

    private static String text(Instant time) {
        return Documents.write(time.truncatedTo(ChronoUnit.MICROS));
    }
}
