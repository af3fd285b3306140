package org.muriel.api.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.muriel.experiment.catalog.Receipt;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;

/**
 * What makes a request the same as one before: the header {@code Idempotency-Key} of one caller, through one
 * program, at one path. The answer is kept encrypted under the key, which is not kept: it may hold a secret that is shown
 * once.
 */
final class IdempotencyKey {
    static final String HEADER = "Idempotency-Key";

    /** As long as those of others who offer this. */
    private static final Pattern TEXT = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;

    private final String text;
    private final String id;
    private final SecretKeySpec secret;
    private final byte[] fingerprint;

    private IdempotencyKey(String text, byte[] scope, byte[] fingerprint) {
        this.text = text;
        this.id = HexFormat.of().formatHex(digest("receipt".getBytes(UTF_8), scope));
        this.secret = new SecretKeySpec(digest("answer".getBytes(UTF_8), scope), "AES");
        this.fingerprint = fingerprint;
    }

    /** That of a call which has the header. */
    static Outcome<IdempotencyKey> of(String text, Call call) {
        if (!TEXT.matcher(text).matches()) {
            return Outcome.refused(Problem.Malformed.at(
                    HEADER, "1 to 255 visible ASCII characters, best a random UUID", text.length() + " characters"));
        }
        String path = call.line().split("\\?", 2)[0];
        return Outcome.done(new IdempotencyKey(
                text,
                digest(
                        digest(call.caller().id().getBytes(UTF_8)),
                        digest(program(call).getBytes(UTF_8)),
                        digest(path.getBytes(UTF_8)),
                        digest(text.getBytes(UTF_8))),
                digest(digest(call.line().getBytes(UTF_8)), digest(call.body()))));
    }

    /** What acts for the caller: it is not to be told the tokens that its person has made. */
    private static String program(Call call) {
        return call.credential().token().clientId().orElse("");
    }

    String id() {
        return id;
    }

    /** What keeps an answer; only one that is complete can be kept. */
    Receipt receipt(Reply reply) {
        return new Receipt(id, encrypted(written(reply)));
    }

    /** The answer that was kept, for the same request. */
    Outcome<Reply> answer(byte[] kept) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(decrypted(kept)))) {
            if (!Arrays.equals(in.readNBytes(fingerprint.length), fingerprint)) {
                return Outcome.refused(new Problem.KeyReused(text));
            }
            int status = in.readInt();
            String type = in.readUTF();
            Map<String, String> headers = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                headers.put(in.readUTF(), in.readUTF());
            }
            headers.put("Idempotency-Replayed", "true");
            byte[] body = in.readAllBytes();
            return Outcome.done(
                    type.isEmpty() ? new Reply.Empty(status, headers) : new Reply.Content(status, type, body, headers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] written(Reply reply) {
        Optional<Reply.Content> content = reply instanceof Reply.Content it ? Optional.of(it) : Optional.empty();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(fingerprint);
            out.writeInt(reply.status());
            out.writeUTF(content.map(Reply.Content::contentType).orElse(""));
            out.writeInt(reply.headers().size());
            for (Map.Entry<String, String> header : reply.headers().entrySet()) {
                out.writeUTF(header.getKey());
                out.writeUTF(header.getValue());
            }
            if (content.isPresent()) {
                out.write(content.get().body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Behind a nonce. */
    private byte[] encrypted(byte[] plain) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, secret);
            byte[] text = cipher.doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + text.length)
                    .put(cipher.getIV())
                    .put(text)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }

    private byte[] decrypted(byte[] kept) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, secret, new GCMParameterSpec(TAG_BITS, kept, 0, NONCE_BYTES));
            return cipher.doFinal(kept, NONCE_BYTES, kept.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the answer kept under " + id + " was altered", e);
        }
    }

    private static byte[] digest(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
