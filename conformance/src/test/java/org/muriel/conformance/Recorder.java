package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a client and a server, passes everything on, and keeps it. */
final class Recorder implements AutoCloseable {
    private final HttpServer listening;
    private final Client target;
    private final List<Recorded> recorded = new CopyOnWriteArrayList<>();

    /** @param path path and query as the client sent them */
    record Recorded(String method, String path, String body, Answer answer) {}

    /** @param target a client of the server behind, without a token */
    Recorder(Client target) {
        this.target = target;
        try {
            listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listening.createContext("/", this::pass);
        listening.start();
    }

    String origin() {
        return "http://127.0.0.1:" + listening.getAddress().getPort();
    }

    /** What was said so far, in order. */
    List<Recorded> recorded() {
        return List.copyOf(recorded);
    }

    void forget() {
        recorded.clear();
    }

    @Override
    public void close() {
        listening.stop(0);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().toString();
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            Answer answer = target.send(
                    method,
                    path,
                    Optional.of(body).filter(it -> !it.isEmpty()),
                    authorization == null ? Map.of() : Map.of("Authorization", authorization));
            recorded.add(new Recorded(method, path, body, answer));
            answer.header("Content-Type")
                    .ifPresent(it -> exchange.getResponseHeaders().set("Content-Type", it));
            byte[] bytes = answer.text().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
