package org.muriel.storage.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.muriel.access.Grants;
import org.muriel.access.OAuthClient;
import org.muriel.access.Person;
import org.muriel.access.PersonalToken;
import org.muriel.access.Secret;
import org.muriel.access.Token;

/** OAuth clients, and what people have allowed them, in SQL. */
final class SqlGrants implements Grants {
    private static final String CLIENTS = "SELECT id, name, redirect_uris, created FROM oauth_client ";

    /** Of access tokens that have expired; the last ones of a consent stay, so that it can be found and taken back. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final SqlStorage storage;
    private final SqlAccess access;
    private final Supplier<UUID> ids;

    /** @param access is told of what ends tokens */
    SqlGrants(SqlStorage storage, SqlAccess access, Supplier<UUID> ids) {
        this.storage = storage;
        this.access = access;
        this.ids = ids;
    }

    /** What a code or a refresh token stands for. */
    private record Grant(String id, String personId, String clientId) {}

    @Override
    public List<OAuthClient> clients() {
        return storage.read(handle -> handle.select(CLIENTS + "WHERE removed IS NULL ORDER BY created, id")
                .map((row, _) -> client(row))
                .list());
    }

    @Override
    public Optional<OAuthClient> client(String id) {
        return storage.read(handle -> handle.select(CLIENTS + "WHERE id = ? AND removed IS NULL", id)
                .map((row, _) -> client(row))
                .findOne());
    }

    private static OAuthClient client(ResultSet row) throws SQLException {
        return new OAuthClient(
                row.getString("id"),
                row.getString("name"),
                row.getString("redirect_uris").lines().toList(),
                Instant.parse(row.getString("created")));
    }

    @Override
    public OAuthClient register(String name, List<String> redirectUris, Secret secret) {
        OAuthClient client = new OAuthClient(ids.get().toString(), name, redirectUris, access.now());
        storage.write(handle -> handle.execute(
                "INSERT INTO oauth_client (id, name, secret_hash, redirect_uris, created) VALUES (?, ?, ?, ?, ?)",
                client.id(),
                name,
                secret.hash(),
                String.join("\n", redirectUris),
                Documents.write(client.created())));
        return client;
    }

    @Override
    public void remove(String clientId) {
        String now = Documents.write(access.now());
        int _ = access.written(handle -> {
            int removed = handle.execute(
                    "UPDATE oauth_client SET removed = ? WHERE id = ? AND removed IS NULL", now, clientId);
            handle.execute("UPDATE oauth_grant SET revoked = ? WHERE client_id = ? AND revoked IS NULL", now, clientId);
            return removed;
        });
    }

    @Override
    public void allow(OAuthClient client, Person person, String redirectUri, Secret code, Instant now) {
        storage.write(handle -> handle.execute(
                "INSERT INTO oauth_grant (id, client_id, person_id, created, redirect_uri, code_hash, code_expires)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                ids.get().toString(),
                client.id(),
                person.id(),
                text(now),
                redirectUri,
                code.hash(),
                text(now.plus(CODE_LIFE))));
    }

    @Override
    public void allow(OAuthClient client, Person person, PersonalToken token, Instant now) {
        Grant grant = new Grant(ids.get().toString(), person.id(), client.id());
        storage.write(handle -> {
            handle.execute(
                    "INSERT INTO oauth_grant (id, client_id, person_id, created) VALUES (?, ?, ?, ?)",
                    grant.id(),
                    client.id(),
                    person.id(),
                    text(now));
            return issue(handle, grant, client.name(), token, now);
        });
    }

    @Override
    public boolean isClient(String clientId, Secret secret) {
        return storage.read(handle -> handle.select(
                                "SELECT secret_hash FROM oauth_client WHERE id = ? AND removed IS NULL", clientId)
                        .mapTo(String.class)
                        .findOne())
                // hashes tell nothing by the time it takes to compare them
                .filter(secret.hash()::equals)
                .isPresent();
    }

    @Override
    public boolean redeem(
            String clientId, Secret code, String redirectUri, PersonalToken token, Secret refresh, Instant now) {
        return access.written(handle -> {
            Optional<Grant> grant = find(handle, "code_hash", code, clientId);
            if (grant.isEmpty()) {
                return false;
            }
            int redeemed =
                    handle.execute("""
                    UPDATE oauth_grant SET code_used = ?, refresh_hash = ?
                    WHERE id = ? AND code_used IS NULL AND redirect_uri = ? AND code_expires > ?""", text(now), refresh.hash(), grant.get().id(), redirectUri, text(now));
            if (redeemed == 0) {
                // used before, or by somebody who does not know where it was sent: nobody uses it from here on
                handle.execute(
                        "UPDATE oauth_grant SET revoked = ? WHERE id = ?",
                        text(now),
                        grant.get().id());
                return false;
            }
            issue(handle, grant.get(), name(handle, clientId), token, now);
            return true;
        });
    }

    @Override
    public boolean refresh(String clientId, Secret refresh, PersonalToken token, Instant now) {
        return storage.write(handle -> {
            Optional<Grant> grant = find(handle, "refresh_hash", refresh, clientId);
            if (grant.isEmpty()) {
                return false;
            }
            handle.execute(
                    "DELETE FROM token WHERE grant_id = ? AND expires < ?",
                    grant.get().id(),
                    text(now.minus(KEPT)));
            issue(handle, grant.get(), name(handle, clientId), token, now);
            return true;
        });
    }

    private static Optional<Grant> find(Handle handle, String column, Secret secret, String clientId) {
        return handle.select(
                        "SELECT oauth_grant.id, person_id, client_id FROM oauth_grant"
                                + " JOIN person ON person.id = oauth_grant.person_id WHERE " + column
                                + " = ? AND client_id = ? AND oauth_grant.revoked IS NULL AND person.removed IS NULL",
                        secret.hash(),
                        clientId)
                .map((row, _) -> new Grant(row.getString("id"), row.getString("person_id"), row.getString("client_id")))
                .findOne();
    }

    private static String name(Handle handle, String clientId) {
        return handle.select("SELECT name FROM oauth_client WHERE id = ?", clientId)
                .mapTo(String.class)
                .one();
    }

    private Token issue(Handle handle, Grant grant, String name, PersonalToken secret, Instant now) {
        Token token = new Token(
                ids.get().toString(),
                grant.personId(),
                name,
                secret.prefix(),
                now.truncatedTo(ChronoUnit.MICROS),
                Optional.of(now.truncatedTo(ChronoUnit.MICROS).plus(TOKEN_LIFE)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(grant.clientId()));
        TokenTable.insert(handle, token, secret, Optional.of(grant.id()));
        return token;
    }

    private static String text(Instant time) {
        return Documents.write(time.truncatedTo(ChronoUnit.MICROS));
    }
}
