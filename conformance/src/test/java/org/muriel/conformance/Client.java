package org.muriel.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP client that knows where a server is and holds a token of its owner. What it sends and gets must be as the
 * server's own {@link Description} has it. Thread-safe.
 */
final class Client {
    /** Sends what it is told and nothing else: no upgrade to HTTP/2 is offered, no redirect followed. */
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** Far above what any answer takes, so that a hang becomes a failure with a name. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String origin;
    private final Map<String, String> headers;

    private Client(String origin, Map<String, String> headers) {
        this.origin = origin;
        this.headers = headers;
    }

    /** A client without a token. */
    Client(String origin) {
        this(origin, Map.of());
    }

    Client with(String token) {
        return new Client(origin, Map.of("Authorization", "Bearer " + token));
    }

    Answer get(String path) {
        return send("GET", path);
    }

    Answer delete(String path) {
        return send("DELETE", path);
    }

    Answer post(String path, String body) {
        return send("POST", path, Optional.of(body), Map.of());
    }

    Answer patch(String path, String body) {
        return send("PATCH", path, Optional.of(body), Map.of());
    }

    Answer send(String method, String path) {
        return send(method, path, Optional.empty(), Map.of());
    }

    /** @param path below the origin, or a whole URL */
    Answer send(String method, String path, Optional<String> body, Map<String, String> more) {
        try {
            Answer answer =
                    exchange(method, path, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody), more);
            Description.of(origin).mustAllow(method, path, body, answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + ": " + e, e);
        }
    }

    /** Without a body, and not judged. */
    Answer exchangeUnseen(String method, String path) {
        try {
            return exchange(method, path, BodyPublishers.noBody(), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends any bytes; what comes back is not judged. */
    Answer exchange(String method, String path, HttpRequest.BodyPublisher body, Map<String, String> more)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("/") ? origin + path : path))
                .timeout(PATIENCE)
                .method(method, body);
        headers.forEach(request::setHeader);
        more.forEach(request::setHeader);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            Map<String, String> received = new TreeMap<>();
            response.headers().map().forEach((name, values) -> received.put(name, String.join(", ", values)));
            return new Answer(response.statusCode(), received, response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
