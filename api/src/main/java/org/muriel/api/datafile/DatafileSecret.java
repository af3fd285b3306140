package org.muriel.api.datafile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.muriel.api.entity.SecretKeys;
import org.muriel.api.route.Bearer;
import org.muriel.experiment.project.Environment;

/**
 * A datafile token as its holder has it: {@code df_} and 44 characters of {@code [A-Za-z0-9]}, some 262 bits, so that a
 * plain hash is enough to keep of it.
 */
public final class DatafileSecret {
    private static final String BEGINNING = "df_";

    /** Enough to tell some hundred apart, and far too few to guess the rest. */
    private static final int SHOWN = BEGINNING.length() + 4;

    private final String text;

    private DatafileSecret(String text) {
        this.text = text;
    }

    public static DatafileSecret make(SecretKeys secretKeys) {
        return new DatafileSecret(BEGINNING + secretKeys.next() + secretKeys.next());
    }

    /** That of a header {@code Authorization: Bearer <token>}. */
    static Optional<DatafileSecret> of(Optional<String> authorization) {
        return Bearer.text(authorization).filter(it -> it.startsWith(BEGINNING)).map(DatafileSecret::new);
    }

    /** The secret itself, for whoever made it and nobody else. */
    public String reveal() {
        return text;
    }

    public String prefix() {
        return text.substring(0, SHOWN);
    }

    /** Lower-case hex of the SHA-256. */
    public String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    boolean opens(Environment environment) {
        String hash = hash();
        return environment.datafileTokens().stream().anyMatch(it -> it.hash().equals(hash));
    }

    /** Not the secret: safe in a log. */
    @Override
    public String toString() {
        return "datafile token";
    }
}
