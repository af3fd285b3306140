package org.muriel.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What people have allowed programs, kept: OAuth 2.0, RFC 6749. Thread-safe; what a write leaves is durable when it
 * returns. Of secrets only hashes are kept.
 */
public interface Grants {
    /** 7200 seconds: REST specification, 1.2. */
    Duration TOKEN_LIFE = Duration.ofHours(2);

    /** No person comes between a code and its use, so a minute is long; RFC 6749, 4.1.2, allows ten. */
    Duration CODE_LIFE = Duration.ofMinutes(1);

    /** Those that were not removed, the oldest first. */
    List<OAuthClient> clients();

    Optional<OAuthClient> client(String id);

    OAuthClient register(String name, List<String> redirectUris, Secret secret);

    /** Removes a client, and with it everything that people have allowed it. */
    void remove(String clientId);

    /** Keeps that a person allows a client to act for them, as soon as it comes with the code. */
    void allow(OAuthClient client, Person person, String redirectUri, Secret code, Instant now);

    /** The same without a code: the client gets a token at once, and no other after it (RFC 6749, 4.2). */
    void allow(OAuthClient client, Person person, PersonalToken token, Instant now);

    /** Whether the secret is that of the client. */
    boolean isClient(String clientId, Secret secret);

    /**
     * Takes a code for a token and a refresh token, once. A code that comes again has been stolen: what it was for is
     * revoked (RFC 6749, 4.1.2).
     *
     * @return whether the tokens are good from now on
     */
    boolean redeem(String clientId, Secret code, String redirectUri, PersonalToken token, Secret refresh, Instant now);

    /** Gives another token for a refresh token, if the person is here and has not taken back what was allowed. */
    boolean refresh(String clientId, Secret refresh, PersonalToken token, Instant now);
}
