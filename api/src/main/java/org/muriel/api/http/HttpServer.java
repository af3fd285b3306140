package org.muriel.api.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.ReadableEntity;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.muriel.api.route.Answering;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Request;

/** Serves over HTTP, a virtual thread per connection. */
public final class HttpServer implements AutoCloseable {
    /** A connection on which no request has begun for that long is closed; one in the midst of a request is not. */
    private static final Duration IDLE = Duration.ofMinutes(2);

    private final WebServer server;
    private final Serving serving;

    private HttpServer(WebServer server, Serving serving) {
        this.server = server;
        this.serving = serving;
    }

    /**
     * What answers, until the server is closed. The library's timer for idle connections never ends and holds on to
     * all that it was given, which would be a whole server for each that was closed in this process.
     */
    private static final class Serving {
        private volatile @Nullable Answering answering;

        Serving(Answering answering) {
            this.answering = answering;
        }

        Answering answering() {
            Answering present = answering;
            if (present == null) {
                throw new CloseConnectionException("the server is closed");
            }
            return present;
        }
    }

    /**
     * Starts to listen.
     *
     * @param port 0 takes any free one
     * @throws UncheckedIOException when the address cannot be listened on
     */
    public static HttpServer start(String host, int port, Answering answering) {
        Serving serving = new Serving(answering);
        WebServer server = WebServer.builder()
                .host(host)
                .port(port)
                .shutdownHook(false)
                // without it an answer of 20 KB waits 40 ms for the client's acknowledgement
                .connectionOptions(options -> options.tcpNoDelay(true))
                .addConnectionSelector(new Connections())
                // a quarter more answers of 20 KB: the channel copies what it writes once more
                .useNio(false)
                .idleConnectionTimeout(IDLE)
                .contentEncoding(ContentEncodingContext.builder()
                        .contentEncodingsDiscoverServices(false)
                        .addContentEncoding(new GzipBodies())
                        .build())
                .errorHandling(ErrorHandling.builder().includeEntity(true).build())
                .directHandlers(directHandlers(serving))
                .routing((HttpRouting.Builder routing) ->
                        routing.any((request, response) -> serve(serving.answering(), request, response)))
                .build();
        HttpServer started = new HttpServer(server.start(), serving);
        if (!server.isRunning()) {
            throw new UncheckedIOException(new BindException("the address was taken at this very moment"));
        }
        return started;
    }

    /**
     * Listens for a moment, to learn what keeps us from it: the library only logs that it cannot, and goes on.
     *
     * @throws UncheckedIOException when the address cannot be listened on
     */
    public static void probe(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.port();
    }

    /** Stops listening, and lets requests under way finish. */
    @Override
    public void close() {
        server.stop();
        serving.answering = null;
    }

    private static void serve(Answering answering, ServerRequest request, ServerResponse response) {
        Body body = new Body(request);
        Reply reply = answering.answer(read(request, body));
        boolean last = body.isBroken() || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
        if (last) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        send(reply, request, response);
        if (last) {
            // The library would announce that it closes the connection, and then wait for the next request.
            body.skip();
            throw new CloseConnectionException("that was the last request of this connection");
        }
    }

    private static void send(Reply reply, ServerRequest request, ServerResponse response) {
        if (reply instanceof Reply.Prepared prepared) {
            send(prepared.sendable(Sendable.class, Sendable::new), request, response);
            return;
        }
        response.status(reply.status());
        reply.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        switch (reply) {
            case Reply.Empty(int status, Map<String, String> headers) -> response.send();
            case Reply.Content(int status, String contentType, byte[] body, Map<String, String> headers) -> {
                response.header(HeaderNames.CONTENT_TYPE, contentType);
                if (request.prologue().method().equals(Method.HEAD)) {
                    // A body would be taken for the beginning of the next answer.
                    response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
                    response.send();
                } else {
                    response.send(body);
                }
            }
            case Reply.Stream(int status, String contentType, Reply.Source source, Map<String, String> headers) -> {
                response.header(HeaderNames.CONTENT_TYPE, contentType);
                if (request.prologue().method().equals(Method.HEAD)) {
                    source.close();
                    response.send();
                } else {
                    stream(source, response);
                }
            }
            case Reply.Prepared _ -> throw new IllegalStateException("is sent above");
        }
    }

    /** Each piece leaves at once: nobody knows when the next one comes. */
    private static void stream(Reply.Source source, ServerResponse response) {
        try (source;
                OutputStream out = response.outputStream()) {
            for (Optional<byte[]> piece = source.next(); piece.isPresent(); piece = source.next()) {
                out.write(piece.get());
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("the reader was too slow", e);
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("the reader has gone", e);
        }
    }

    private static void send(Sendable reply, ServerRequest request, ServerResponse response) {
        response.status(reply.status);
        for (Header header : reply.headers) {
            response.header(header);
        }
        boolean isHead = request.prologue().method().equals(Method.HEAD);
        if (isHead && reply.body.length > 0) {
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(reply.body.length));
        }
        if (isHead || reply.body.length == 0) {
            response.send();
        } else {
            response.send(reply.body);
        }
    }

    /** A prepared reply in the library's terms. */
    private static final class Sendable {
        private final Status status;
        private final Header[] headers;
        private final byte[] body;

        Sendable(Reply.Prepared reply) {
            this.status = Status.create(reply.status());
            this.headers = reply.headers().entrySet().stream()
                    .map(it -> HeaderValues.createCached(HeaderNames.create(it.getKey()), it.getValue()))
                    .toArray(Header[]::new);
            this.body = reply.body().orElseGet(() -> new byte[0]);
        }
    }

    private static Request read(ServerRequest request, Body body) {
        return new Request(
                request.prologue().method().text(),
                // CONNECT has none
                Optional.ofNullable(request.path().rawPathNoParams()).orElse(""),
                request.query().rawValue(),
                origin(request),
                name -> request.headers().first(HeaderNames.create(name)),
                body,
                Connections.peer());
    }

    /** The body of one request. */
    private static final class Body implements Request.Body {
        /** Up to here room for a whole body is made before it is there: more would be a gift to who never sends it. */
        private static final int SMALL_BYTES = 64 * 1024;

        private final ReadableEntity content;

        /** In bytes; nothing when it comes in chunks or compressed. */
        private final OptionalLong length;

        private boolean broken;

        Body(ServerRequest request) {
            this.content = request.content();
            this.length = request.headers().contains(HeaderNames.CONTENT_ENCODING)
                    ? OptionalLong.empty()
                    : request.headers().contentLength();
        }

        @Override
        public Optional<byte[]> read(int most) throws IOException {
            if (!content.hasEntity()) {
                return Optional.of(new byte[0]);
            }
            try (InputStream in = content.inputStream()) {
                if (length.isPresent() && length.getAsLong() <= Math.min(most, SMALL_BYTES)) {
                    return Optional.of(readWhole(in, (int) length.getAsLong()));
                }
                byte[] bytes = in.readNBytes(most + 1);
                return bytes.length > most ? Optional.empty() : Optional.of(bytes);
            } catch (IOException | RuntimeException e) {
                // so the library says that the body ends too early, or that a chunk has no size
                broken = true;
                throw new IOException("it is cut short, or its chunks or its compression are malformed", e);
            }
        }

        private static byte[] readWhole(InputStream in, int length) throws IOException {
            byte[] bytes = new byte[length];
            if (in.readNBytes(bytes, 0, length) < length || in.read() >= 0) {
                throw new IOException("expected " + length + " bytes");
            }
            return bytes;
        }

        /** Whether nobody can tell where the next request begins. */
        boolean isBroken() {
            return broken;
        }

        /** Lets the client send what is left: closing meanwhile would reset the connection, and lose the answer. */
        void skip() {
            try {
                if (!broken && !content.consumed()) {
                    content.consume();
                }
            } catch (RuntimeException e) {
                // it went away, which is as well
            }
        }
    }

    /**
     * Scheme and host as the client called them. A proxy in front that speaks TLS says so in X-Forwarded-Proto; a
     * client that invents the header only changes the links in its own answer.
     */
    private static String origin(ServerRequest request) {
        String scheme = request.headers()
                .first(HeaderNames.X_FORWARDED_PROTO)
                .filter(it -> it.equals("https") || it.equals("http"))
                .orElse("http");
        return scheme + "://" + request.authority();
    }

    /** What the HTTP library refuses by itself gets our error body too. */
    private static DirectHandlers directHandlers(Serving serving) {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(
                    type,
                    (request, event, status, headers, message) ->
                            refused(serving.answering(), request.path(), status, headers, message));
        }
        return handlers.build();
    }

    /** The library replaces texts it does not trust by a hint at the log, where it writes nothing. */
    private static String why(Status status, @Nullable String message) {
        if (message == null || message.isBlank() || message.contains("see server log")) {
            return status.reasonPhrase();
        }
        return message.equals("Unsupported content encoding")
                ? "Content-Encoding: expected gzip, in lower case, or no such header, found another."
                : message;
    }

    private static DirectHandler.TransportResponse refused(
            Answering answering, String path, Status status, ServerResponseHeaders headers, @Nullable String message) {
        Reply reply =
                answering.unreadable(path, status.code(), "The request could not be read: " + why(status, message));
        DirectHandler.TransportResponse.Builder response =
                DirectHandler.TransportResponse.builder().status(status).headers(headers);
        Header close = HeaderValues.CONNECTION_CLOSE;
        headers.set(close);
        if (reply instanceof Reply.Content(int code, String contentType, byte[] body, Map<String, String> more)) {
            headers.set(HeaderNames.CONTENT_TYPE, contentType);
            more.forEach((name, value) -> headers.set(HeaderNames.create(name), value));
            response.entity(body);
        }
        return response.build();
    }
}
