package org.muriel.api.route;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.muriel.api.json.Json;
import org.muriel.api.json.JsonObject;
import tools.jackson.databind.JsonNode;

/** What goes back. */
public sealed interface Reply {
    String JSON = "application/json; charset=utf-8";

    int status();

    Map<String, String> headers();

    record Empty(int status, Map<String, String> headers) implements Reply {}

    /** @param body belongs to the reply: nobody changes it */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and copying every answer would be waste
    record Content(int status, String contentType, byte[] body, Map<String, String> headers) implements Reply {}

    /** An answer that goes on until its source or the connection ends. */
    record Stream(int status, String contentType, Source source, Map<String, String> headers) implements Reply {}

    /** What a stream sends, piece by piece. Read by one thread, and closed by it. */
    interface Source extends AutoCloseable {
        /**
         * Waits for the next piece.
         *
         * @return nothing when the stream has ended
         * @throws InterruptedException when it is to be given up at once, because its reader is too slow
         */
        Optional<byte[]> next() throws InterruptedException;

        @Override
        void close();
    }

    /** A reply that is made once and sent often, complete: nobody adds a header to it, or changes its body. */
    final class Prepared implements Reply {
        private final int status;
        private final Optional<byte[]> body;
        private final Map<String, String> headers;
        private volatile @Nullable Object sendable;

        private Prepared(int status, Optional<byte[]> body, Map<String, String> headers) {
            this.status = status;
            this.body = body;
            this.headers = Collections.unmodifiableMap(headers);
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public Map<String, String> headers() {
            return headers;
        }

        public Optional<byte[]> body() {
            return body;
        }

        /** What the server makes of it to send it, made at the first time. Two threads may each make one. */
        public <T> T sendable(Class<T> type, Function<Prepared, T> make) {
            Object present = sendable;
            if (type.isInstance(present)) {
                return type.cast(present);
            }
            T made = make.apply(this);
            sendable = made;
            return made;
        }
    }

    /** @param headers with the content type, if there is a body */
    static Reply prepared(int status, Optional<byte[]> body, Map<String, String> headers) {
        return new Prepared(status, body, new LinkedHashMap<>(headers));
    }

    static Reply noContent() {
        return new Empty(204, Map.of());
    }

    static Reply json(int status, JsonNode body) {
        return new Content(status, JSON, Json.bytes(body), Map.of());
    }

    static Reply ok(JsonObject body) {
        return json(200, body.node());
    }

    static Reply created(JsonObject body) {
        return json(201, body.node());
    }

    default Reply with(String header, String value) {
        return with(Map.of(header, value));
    }

    default Reply with(Map<String, String> headers) {
        Map<String, String> more = new LinkedHashMap<>(headers());
        more.putAll(headers);
        return switch (this) {
            case Empty(int status, Map<String, String> before) -> new Empty(status, more);
            case Content(int status, String contentType, byte[] body, Map<String, String> before) ->
                new Content(status, contentType, body, more);
            case Stream(int status, String contentType, Source source, Map<String, String> before) ->
                new Stream(status, contentType, source, more);
            case Prepared prepared -> new Prepared(prepared.status(), prepared.body(), more);
        };
    }
}
