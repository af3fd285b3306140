package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a receiver checks a message: shown by the documentation, and used by the tests. */
final class SignedMessage {
    private SignedMessage() {}

    /** @param signature the header X-Muriel-Signature, such as {@code t=1528474663,v1=…} */
    static boolean isGenuine(String secret, String signature, String body, Instant now)
            throws GeneralSecurityException {
        String time = signature.substring("t=".length(), signature.indexOf(','));
        String sent = signature.substring(signature.indexOf("v1=") + "v1=".length());
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now);
        return isEqual(sent, hmac("HmacSHA256", secret, time + "." + body))
                && age.abs().compareTo(Duration.ofMinutes(5)) < 0;
    }

    /** @param signature the header X-Hub-Signature, which has no time in it: prefer the other */
    static boolean isGenuine(String secret, String signature, String body) throws GeneralSecurityException {
        return isEqual(signature, "sha1=" + hmac("HmacSHA1", secret, body));
    }

    private static String hmac(String algorithm, String secret, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), algorithm));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    }

    /** In the same time wherever they differ. */
    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
