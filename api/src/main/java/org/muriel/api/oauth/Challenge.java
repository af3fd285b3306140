package org.muriel.api.oauth;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a program shows of what it will bring with the code: its SHA-256 in Base64 for URLs (RFC 7636, 4.2). */
final class Challenge {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private Challenge() {}

    /** The hash in hex; nothing when the text is not written as one. */
    static Optional<String> hash(String challenge) {
        try {
            return SHAPE.matcher(challenge).matches()
                    ? Optional.of(
                            HexFormat.of().formatHex(Base64.getUrlDecoder().decode(challenge)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
