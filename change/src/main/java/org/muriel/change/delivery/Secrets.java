package org.muriel.change.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;

/**
 * The secrets that receivers share with this server. Each follows from the webhook's id and a key that the server made
 * at random and keeps, so none is stored, and a webhook that is made anew has another. Thread-safe.
 */
public final class Secrets {
    /** Bytes of the key: as many as its hash has. */
    public static final int KEY_BYTES = 32;

    private final byte[] key;

    public Secrets(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes, expected " + KEY_BYTES);
        }
        this.key = key.clone();
    }

    /** 43 characters of {@code [A-Za-z0-9_-]}, 256 bits. */
    public String of(long webhookId) {
        byte[] secret = Signature.hmac("HmacSHA256", key, ("webhook " + webhookId).getBytes(US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
