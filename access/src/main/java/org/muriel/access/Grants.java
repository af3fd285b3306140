package org.muriel.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What people have allowed programs, kept: OAuth 2.0, RFC 6749. Thread-safe; what a write leaves is durable when it
 * returns. Of secrets only hashes are kept.
 */
public interface Grants {
    /** 7200 seconds: REST specification, 1.2. */
    Duration TOKEN_LIFE = Duration.ofHours(2);

    /** No person comes between a code and its use, so a minute is long; RFC 6749, 4.1.2, allows ten. */
    Duration CODE_LIFE = Duration.ofMinutes(1);

    /** Of one person to one client. More devices of one person than anybody has; the oldest goes when another comes. */
    int MOST_CONSENTS = 50;

    /** Of one consent, living or just expired. A client needs one at a time; the oldest goes when another comes. */
    int MOST_TOKENS = 20;

    /** Those that were not removed, the oldest first. */
    List<OAuthClient> clients();

    Optional<OAuthClient> client(String id);

    /**
     * @param secret of a client that can keep one
     * @param answer what to keep along, in the same transaction
     */
    OAuthClient register(
            String name,
            List<String> redirectUris,
            Optional<Secret> secret,
            Function<OAuthClient, Optional<Answer>> answer);

    /** Removes a client, and with it everything that people have allowed it. */
    void remove(String clientId);

    /** Keeps that a person allows a client to act for them, as soon as it comes with the code. */
    void allow(Consent consent, Secret code, Instant now);

    /** The same without a code: the client gets a token at once, and no other after it (RFC 6749, 4.2). */
    void allow(Consent consent, PersonalToken token, Instant now);

    /** The client, if the secret is its own; a client without one must come without. */
    Optional<OAuthClient> client(String id, Optional<Secret> secret);

    /**
     * Takes a code for a token and a refresh token, once. A code that comes again, or with what it was not made for, has
     * been stolen: what it was for is revoked (RFC 6749, 4.1.2).
     *
     * @return whether the tokens are good from now on
     */
    boolean redeem(String clientId, BroughtCode code, PersonalToken token, RefreshToken refresh, Instant now);

    /**
     * Gives another token for a refresh token, if the person is here and has not taken back what was allowed. A refresh
     * token whose turn is over has been stolen: what it was for is revoked.
     *
     * @param next takes its place
     */
    boolean refresh(String clientId, RefreshToken brought, RefreshToken next, PersonalToken token, Instant now);
}
