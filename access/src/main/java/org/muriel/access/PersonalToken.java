package org.muriel.access;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A secret that gives its holder the rights of one person: {@code 2:} and URL-safe characters. Access tokens of OAuth
 * look the same (REST specification, 1.2).
 */
public final class PersonalToken {
    private static final String BEGINNING = "2:";
    private static final Pattern SHAPE = Pattern.compile(BEGINNING + "[A-Za-z0-9_-]{16,512}");

    /** Four of 43 characters tell tokens apart and help nobody to guess the rest. */
    private static final int SHOWN = BEGINNING.length() + 4;

    private final Secret secret;

    private PersonalToken(Secret secret) {
        this.secret = secret;
    }

    public static PersonalToken generate(SecureRandom random) {
        return new PersonalToken(Secret.of(BEGINNING + Secret.generate(random).reveal()));
    }

    /** The token, or nothing when the text has not the shape of one: {@code 2:} and 16 to 512 URL-safe characters. */
    public static Optional<PersonalToken> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new PersonalToken(Secret.of(text))) : Optional.empty();
    }

    /** The secret itself, to be shown to its owner and nobody else. */
    public String reveal() {
        return secret.reveal();
    }

    public String hash() {
        return secret.hash();
    }

    /** How it begins, by which its owner knows it again. */
    public String prefix() {
        return secret.reveal().substring(0, SHOWN);
    }

    /** Not the secret: safe in a log. */
    @Override
    public String toString() {
        return "personal token";
    }
}
