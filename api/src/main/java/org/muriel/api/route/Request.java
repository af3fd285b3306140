package org.muriel.api.route;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * What came in, before anything has looked at it.
 *
 * @param path still encoded, beginning with a slash
 * @param rawQuery still encoded, without the question mark; may be empty
 * @param origin scheme and host as the client called it, such as {@code http://127.0.0.1:8080}
 * @param headers by name, in any case
 * @param body read at most once, and not at all for a GET
 * @param peer who asked
 */
public record Request(
        String method, String path, String rawQuery, String origin, Headers headers, Body body, Peer peer) {

    /** Of a client that stays. */
    public Request(String method, String path, String rawQuery, String origin, Headers headers, Body body) {
        this(method, path, rawQuery, origin, headers, body, () -> false);
    }

    /** Finds a header. */
    @FunctionalInterface
    public interface Headers {
        /** @return its first value */
        Optional<String> first(String name);
    }

    /** The client at the other end of the connection. */
    @FunctionalInterface
    public interface Peer {
        /** How often to ask while something long is done for it. */
        Duration EVERY = Duration.ofMillis(100);

        /** Whether it has gone away, as far as anybody knows. */
        boolean isGone();
    }

    /** Reads the body. */
    @FunctionalInterface
    public interface Body {
        /** @return at most {@code most} bytes; nothing when there are more */
        Optional<byte[]> read(int most) throws IOException;
    }
}
