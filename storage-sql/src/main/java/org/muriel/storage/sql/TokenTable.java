package org.muriel.storage.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.muriel.access.PersonalToken;
import org.muriel.access.Token;

/** Tokens, each with the OAuth client that it was given to, if any. What ends a grant ends its tokens. */
final class TokenTable {
    private static final String SELECT = """
            SELECT token.id, token.person_id, token.name, token.prefix, token.created, token.expires, token.last_used,
                COALESCE(token.revoked, oauth_grant.revoked) AS revoked, oauth_grant.client_id
            FROM token LEFT JOIN oauth_grant ON oauth_grant.id = token.grant_id
            """;

    private TokenTable() {}

    static Optional<Token> byHash(Handle handle, String hash) {
        return select(handle, "WHERE token.hash = ?", hash).stream().findFirst();
    }

    static Optional<Token> byId(Handle handle, String id) {
        return select(handle, "WHERE token.id = ?", id).stream().findFirst();
    }

    static List<Token> ofPerson(Handle handle, String personId) {
        return select(handle, "WHERE token.person_id = ? ORDER BY token.created, token.id", personId);
    }

    /** @param grantId of the consent that an access token stands for */
    static void insert(Handle handle, Token token, PersonalToken secret, Optional<String> grantId) {
        handle.execute(
                "INSERT INTO token (id, person_id, hash, name, prefix, created, expires, grant_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                token.id(),
                token.personId(),
                secret.hash(),
                token.name(),
                token.prefix(),
                Documents.write(token.created()),
                token.expires().map(Documents::write).orElse(null),
                grantId.orElse(null));
    }

    /** What an access token stands for ends with it: otherwise a refresh token would bring the next. */
    static int revoke(Handle handle, String id, String now) {
        handle.execute(
                "UPDATE oauth_grant SET revoked = ? WHERE revoked IS NULL"
                        + " AND id = (SELECT grant_id FROM token WHERE token.id = ?)",
                now,
                id);
        return handle.execute("UPDATE token SET revoked = ? WHERE id = ? AND revoked IS NULL", now, id);
    }

    /** Ends all of a person, and leaves nothing of them that tells about the person. */
    static void blank(Handle handle, String personId, String now) {
        handle.execute("UPDATE oauth_grant SET revoked = ? WHERE person_id = ? AND revoked IS NULL", now, personId);
        handle.execute(
                "UPDATE token SET name = '', prefix = '', last_used = NULL, revoked = COALESCE(revoked, ?)"
                        + " WHERE person_id = ?",
                now,
                personId);
    }

    static void used(Handle handle, Map<String, SqlAccess.Use> lastUses) {
        lastUses.forEach((id, use) ->
                // of who is gone nothing is written down any more
                handle.execute(
                        "UPDATE token SET last_used = ? WHERE id = ?"
                                + " AND person_id IN (SELECT id FROM person WHERE removed IS NULL)",
                        Documents.write(use.at()),
                        id));
    }

    static Set<String> everUsed(Handle handle) {
        return new HashSet<>(handle.createQuery("SELECT DISTINCT person_id FROM token WHERE last_used IS NOT NULL")
                .mapTo(String.class)
                .list());
    }

    private static List<Token> select(Handle handle, String condition, String value) {
        return handle.select(SELECT + condition, value)
                .map((row, _) -> new Token(
                        row.getString("id"),
                        row.getString("person_id"),
                        row.getString("name"),
                        row.getString("prefix"),
                        Instant.parse(row.getString("created")),
                        time(row, "expires"),
                        time(row, "revoked"),
                        time(row, "last_used"),
                        Optional.ofNullable(row.getString("client_id"))))
                .list();
    }

    static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(Instant::parse);
    }
}
