package org.muriel.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A secret that gives its holder the rights of one person: {@code 2:} and URL-safe characters.
 *
 * <p>The text is for its owner alone: it is shown once when it is made, and only its hash is kept. A token we make
 * carries 256 random bits, so a plain SHA-256 is enough: there is nothing to guess that a slow hash would protect.
 */
public final class PersonalToken {
    private static final Pattern SHAPE = Pattern.compile("2:[A-Za-z0-9_-]{16,512}");
    private static final int RANDOM_BYTES = 32;

    private final String text;

    private PersonalToken(String text) {
        this.text = text;
    }

    public static PersonalToken generate(SecureRandom random) {
        byte[] secret = new byte[RANDOM_BYTES];
        random.nextBytes(secret);
        return new PersonalToken("2:" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** The token, or nothing when the text has not the shape of one: {@code 2:} and 16 to 512 URL-safe characters. */
    public static Optional<PersonalToken> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new PersonalToken(text)) : Optional.empty();
    }

    /** The secret itself, to be shown to its owner and nobody else. */
    public String reveal() {
        return text;
    }

    /** Lower-case hex of the SHA-256: all that is kept of a token. */
    public String hash() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Not the secret: safe in a log. */
    @Override
    public String toString() {
        return "personal token";
    }
}
