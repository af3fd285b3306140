package org.muriel.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Something only its holder knows: a token, a code, the secret of a client. It is shown once, when it is made, and only
 * its hash is kept. One we make carries 256 random bits, so a plain SHA-256 is enough: there is nothing to guess that a
 * slow hash would protect.
 */
public final class Secret {
    private static final int RANDOM_BYTES = 32;

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** A new one, of 43 URL-safe characters. */
    public static Secret generate(SecureRandom random) {
        byte[] secret = new byte[RANDOM_BYTES];
        random.nextBytes(secret);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** What somebody says the secret is. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The secret itself, to be shown to its holder and nobody else. */
    public String reveal() {
        return text;
    }

    /** Whether the other hash is that of this secret, in a time that does not tell where they differ. */
    public boolean hashesTo(String other) {
        return MessageDigest.isEqual(hash().getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** Lower-case hex of the SHA-256: all that is kept of it. */
    public String hash() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Not the secret: safe in a log. */
    @Override
    public String toString() {
        return "secret";
    }
}
