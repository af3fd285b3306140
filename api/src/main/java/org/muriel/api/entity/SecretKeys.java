package org.muriel.api.entity;

import java.security.SecureRandom;

/** Makes unguessable names, such as SDK keys: 22 characters of {@code [A-Za-z0-9]}, some 131 bits. Thread-safe. */
public final class SecretKeys {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 22;

    private final SecureRandom random;

    public SecretKeys(SecureRandom random) {
        this.random = random;
    }

    public String next() {
        StringBuilder key = new StringBuilder(LENGTH);
        random.ints(LENGTH, 0, ALPHABET.length()).forEach(it -> key.append(ALPHABET.charAt(it)));
        return key.toString();
    }
}
