package org.muriel.storage.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.muriel.access.Answer;
import org.muriel.access.BroughtCode;
import org.muriel.access.Consent;
import org.muriel.access.Grants;
import org.muriel.access.OAuthClient;
import org.muriel.access.PersonalToken;
import org.muriel.access.RefreshToken;
import org.muriel.access.Secret;
import org.muriel.access.Token;

/** OAuth clients, and what people have allowed them, in SQL. */
final class SqlGrants implements Grants {
    private static final String CLIENTS = "SELECT id, name, redirect_uris, confidential, created FROM oauth_client ";

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
    private record Grant(
            String id, String personId, String clientId, Optional<String> challenge, Optional<String> turn) {}

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
                row.getBoolean("confidential"),
                Instant.parse(row.getString("created")));
    }

    @Override
    public OAuthClient register(
            String name,
            List<String> redirectUris,
            Optional<Secret> secret,
            Function<OAuthClient, Optional<Answer>> answer) {
        OAuthClient client =
                new OAuthClient(ids.get().toString(), name, redirectUris, secret.isPresent(), access.now());
        return storage.write(handle -> {
            handle.execute(
                    "INSERT INTO oauth_client (id, name, secret_hash, redirect_uris, confidential, created)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    client.id(),
                    name,
                    secret.map(Secret::hash).orElse(""),
                    String.join("\n", redirectUris),
                    client.confidential(),
                    Documents.write(client.created()));
            access.keep(handle, answer.apply(client));
            return client;
        });
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
    public void allow(Consent consent, Secret code, Instant now) {
        int _ = access.written(handle -> {
            makeRoom(handle, consent, now);
            return handle.execute(
                    "INSERT INTO oauth_grant"
                            + " (id, client_id, person_id, created, redirect_uri, code_hash, code_expires, challenge)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    ids.get().toString(),
                    consent.client().id(),
                    consent.person().id(),
                    text(now),
                    consent.redirectUri(),
                    code.hash(),
                    text(now.plus(CODE_LIFE)),
                    consent.challenge().orElse(null));
        });
    }

    @Override
    public void allow(Consent consent, PersonalToken token, Instant now) {
        OAuthClient client = consent.client();
        Grant grant =
                new Grant(ids.get().toString(), consent.person().id(), client.id(), Optional.empty(), Optional.empty());
        Token _ = access.written(handle -> {
            makeRoom(handle, consent, now);
            handle.execute(
                    "INSERT INTO oauth_grant (id, client_id, person_id, created) VALUES (?, ?, ?, ?)",
                    grant.id(),
                    client.id(),
                    grant.personId(),
                    text(now));
            return issue(handle, grant, client.name(), token, now);
        });
    }

    /** Forgets codes that nobody brought, and the oldest consents when there are many. */
    private static void makeRoom(Handle handle, Consent consent, Instant now) {
        String client = consent.client().id();
        String person = consent.person().id();
        handle.execute(
                "DELETE FROM oauth_grant WHERE person_id = ? AND client_id = ? AND code_used IS NULL AND code_expires <= ?",
                person,
                client,
                text(now));
        List<String> old = handle.select("""
                        SELECT id FROM oauth_grant WHERE person_id = ? AND client_id = ?
                        ORDER BY created DESC, id LIMIT -1 OFFSET ?""", person, client, MOST_CONSENTS - 1)
                .mapTo(String.class)
                .list();
        for (String grant : old) {
            handle.execute("DELETE FROM token WHERE grant_id = ?", grant);
            handle.execute("DELETE FROM oauth_grant WHERE id = ?", grant);
        }
    }

    @Override
    public Optional<OAuthClient> client(String id, Optional<Secret> secret) {
        return client(id)
                .filter(it -> it.confidential()
                        ? secret.filter(said -> said.hashesTo(secretHash(id))).isPresent()
                        : secret.isEmpty());
    }

    private String secretHash(String clientId) {
        return storage.read(handle -> handle.select("SELECT secret_hash FROM oauth_client WHERE id = ?", clientId)
                .mapTo(String.class)
                .one());
    }

    @Override
    public boolean redeem(
            String clientId, BroughtCode brought, PersonalToken token, RefreshToken refresh, Instant now) {
        return access.written(handle -> {
            Optional<Grant> grant = find(handle, "code_hash", brought.code(), clientId);
            if (grant.isEmpty()) {
                return false;
            }
            boolean proven = grant.get().challenge().equals(brought.challenge());
            int redeemed = !proven
                    ? 0
                    : handle.execute(
                            """
                            UPDATE oauth_grant SET code_used = ?, refresh_hash = ?, turn_hash = ?
                            WHERE id = ? AND code_used IS NULL AND redirect_uri = ? AND code_expires > ?""",
                            text(now),
                            refresh.consent().hash(),
                            refresh.turn().map(Secret::hash).orElse(null),
                            grant.get().id(),
                            brought.redirectUri(),
                            text(now));
            if (redeemed == 0) {
                // used before, or by somebody who does not know where it was sent: nobody uses it from here on
                revoke(handle, grant.get(), now);
                return false;
            }
            issue(handle, grant.get(), name(handle, clientId), token, now);
            return true;
        });
    }

    @Override
    public boolean refresh(String clientId, RefreshToken brought, RefreshToken next, PersonalToken token, Instant now) {
        return access.written(handle -> {
            Optional<Grant> grant = find(handle, "refresh_hash", brought.consent(), clientId);
            if (grant.isEmpty()) {
                return false;
            }
            if (!grant.get().turn().equals(brought.turn().map(Secret::hash))) {
                // its turn is over: two have it, and one of them stole it
                revoke(handle, grant.get(), now);
                return false;
            }
            handle.execute(
                    "UPDATE oauth_grant SET turn_hash = ? WHERE id = ?",
                    next.turn().map(Secret::hash).orElse(null),
                    grant.get().id());
            forgetOldTokens(handle, grant.get().id(), now);
            issue(handle, grant.get(), name(handle, clientId), token, now);
            return true;
        });
    }

    private static void revoke(Handle handle, Grant grant, Instant now) {
        handle.execute("UPDATE oauth_grant SET revoked = ? WHERE id = ?", text(now), grant.id());
    }

    private static void forgetOldTokens(Handle handle, String grantId, Instant now) {
        handle.execute("DELETE FROM token WHERE grant_id = ? AND expires < ?", grantId, text(now.minus(KEPT)));
        handle.execute("""
                DELETE FROM token WHERE id IN (
                    SELECT id FROM token WHERE grant_id = ? ORDER BY created DESC, id LIMIT -1 OFFSET ?)""", grantId, MOST_TOKENS - 1);
    }

    private static Optional<Grant> find(Handle handle, String column, Secret secret, String clientId) {
        return handle.select(
                        "SELECT oauth_grant.id, person_id, client_id, challenge, turn_hash FROM oauth_grant"
                                + " JOIN person ON person.id = oauth_grant.person_id WHERE " + column
                                + " = ? AND client_id = ? AND oauth_grant.revoked IS NULL AND person.removed IS NULL",
                        secret.hash(),
                        clientId)
                .map((row, _) -> new Grant(
                        row.getString("id"),
                        row.getString("person_id"),
                        row.getString("client_id"),
                        Optional.ofNullable(row.getString("challenge")),
                        Optional.ofNullable(row.getString("turn_hash"))))
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
