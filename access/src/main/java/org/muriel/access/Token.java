package org.muriel.access;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a token, apart from its secret.
 *
 * @param id a UUID
 * @param prefix how the secret begins; empty for tokens from before prefixes were kept
 * @param expires when it ends; absent: never
 * @param revoked when it was taken back
 * @param lastUsed absent: never yet
 * @param clientId the OAuth client it was given to; absent: a personal one
 */
public record Token(
        String id,
        String personId,
        String name,
        String prefix,
        Instant created,
        Optional<Instant> expires,
        Optional<Instant> revoked,
        Optional<Instant> lastUsed,
        Optional<String> clientId) {

    public boolean isPersonal() {
        return clientId.isEmpty();
    }

    public boolean isExpired(Instant now) {
        return expires.filter(it -> !it.isAfter(now)).isPresent();
    }
}
