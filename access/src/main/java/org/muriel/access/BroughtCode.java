package org.muriel.access;

import java.util.Optional;

/**
 * A code as a program brings it.
 *
 * @param redirectUri where the program says it got the code
 * @param verifier whose SHA-256 is the challenge of the consent (RFC 7636)
 */
public record BroughtCode(Secret code, String redirectUri, Optional<Secret> verifier) {
    /** What the challenge must be: with a challenge a verifier is needed, and without one there must be none. */
    public Optional<String> challenge() {
        return verifier.map(Secret::hash);
    }
}
