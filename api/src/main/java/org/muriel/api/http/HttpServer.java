package org.muriel.api.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.muriel.api.route.Errors;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Request;
import org.muriel.api.route.Router;

/** Serves the router over HTTP, a virtual thread per connection. */
public final class HttpServer implements AutoCloseable {
    /** A client that sends nothing for that long is given up. */
    private static final Duration IDLE = Duration.ofMinutes(2);

    private final WebServer server;

    private HttpServer(WebServer server) {
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 takes any free one
     * @throws IllegalStateException when the address cannot be listened on
     */
    public static HttpServer start(String host, int port, Router router) {
        WebServer server = WebServer.builder()
                .host(host)
                .port(port)
                .shutdownHook(false)
                // without it an answer of 20 KB waits 40 ms for the client's acknowledgement
                .connectionOptions(options -> options.tcpNoDelay(true))
                .idleConnectionTimeout(IDLE)
                .directHandlers(directHandlers())
                .routing((HttpRouting.Builder routing) ->
                        routing.any((request, response) -> serve(router, request, response)))
                .build();
        return new HttpServer(server.start());
    }

    public int port() {
        return server.port();
    }

    /** Stops listening, and lets requests under way finish. */
    @Override
    public void close() {
        server.stop();
    }

    private static void serve(Router router, ServerRequest request, ServerResponse response) {
        Reply reply;
        try {
            reply = router.answer(read(request));
        } catch (RuntimeException e) {
            reply = Errors.internal(e);
        }
        response.status(reply.status());
        reply.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        switch (reply) {
            case Reply.Empty(int status, Map<String, String> headers) -> response.send();
            case Reply.Content(int status, String contentType, byte[] body, Map<String, String> headers) -> {
                response.header(HeaderNames.CONTENT_TYPE, contentType);
                response.send(body);
            }
        }
    }

    private static Request read(ServerRequest request) {
        return new Request(
                request.prologue().method().text(),
                request.path().path(),
                request.query().rawValue(),
                origin(request),
                request.headers().first(HeaderNames.AUTHORIZATION),
                most -> body(request, most));
    }

    private static Optional<byte[]> body(ServerRequest request, int most) throws IOException {
        if (!request.content().hasEntity()) {
            return Optional.of(new byte[0]);
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] bytes = in.readNBytes(most + 1);
            return bytes.length > most ? Optional.empty() : Optional.of(bytes);
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
    private static DirectHandlers directHandlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, HttpServer::refused);
        }
        return handlers.build();
    }

    private static DirectHandler.TransportResponse refused(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        Reply reply = Errors.badRequest(status.code(), "The request could not be read: " + message);
        DirectHandler.TransportResponse.Builder response =
                DirectHandler.TransportResponse.builder().status(status).headers(headers);
        Header close = HeaderValues.CONNECTION_CLOSE;
        headers.set(close);
        if (reply instanceof Reply.Content(int code, String contentType, byte[] body, Map<String, String> more)) {
            headers.set(HeaderNames.CONTENT_TYPE, contentType);
            response.entity(body);
        }
        return response.build();
    }
}
