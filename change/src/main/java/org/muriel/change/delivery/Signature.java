package org.muriel.change.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a receiver can tell that a message comes from here, unchanged, and when it was sent. */
final class Signature {
    private Signature() {}

    /**
     * The headers of one attempt: the signature that receivers of the emulated API expect (REST specification, 20.2),
     * and ours, which covers the time of sending so that a recorded message cannot be sent again later.
     */
    static Map<String, String> headers(String secret, Delivery delivery, Instant now) {
        byte[] key = secret.getBytes(UTF_8);
        byte[] body = delivery.body().getBytes(UTF_8);
        byte[] timed = (now.getEpochSecond() + "." + delivery.body()).getBytes(UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Hub-Signature", "sha1=" + HexFormat.of().formatHex(hmac("HmacSHA1", key, body)));
        headers.put(
                "X-Muriel-Signature",
                "t=" + now.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(hmac("HmacSHA256", key, timed)));
        headers.put("X-Muriel-Delivery", Long.toString(delivery.id()));
        headers.put("X-Muriel-Attempt", Integer.toString(delivery.attempts() + 1));
        return headers;
    }

    static byte[] hmac(String algorithm, byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
