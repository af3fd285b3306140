package org.muriel.access;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * What a program gets its next token for. That of a program which keeps a secret stays the same. That of another is new
 * after each use: its first part stays and names the consent, the second is its turn, so a turn that comes again shows
 * that two have the token (RFC 9700, 4.14.2).
 */
public record RefreshToken(Secret consent, Optional<Secret> turn) {
    private static final String BETWEEN = ".";

    public static RefreshToken generate(boolean turns, SecureRandom random) {
        return new RefreshToken(
                Secret.generate(random), turns ? Optional.of(Secret.generate(random)) : Optional.empty());
    }

    /** What somebody says the token is. */
    public static RefreshToken of(String text) {
        int at = text.indexOf(BETWEEN);
        return at < 0
                ? new RefreshToken(Secret.of(text), Optional.empty())
                : new RefreshToken(Secret.of(text.substring(0, at)), Optional.of(Secret.of(text.substring(at + 1))));
    }

    /** The one after it: the same unless it turns. */
    public RefreshToken next(SecureRandom random) {
        return new RefreshToken(consent, turn.map(it -> Secret.generate(random)));
    }

    /** The secret itself, to be shown to its holder and nobody else. */
    public String reveal() {
        return consent.reveal() + turn.map(it -> BETWEEN + it.reveal()).orElse("");
    }

    /** Not the secret: safe in a log. */
    @Override
    public String toString() {
        return "refresh token";
    }
}
