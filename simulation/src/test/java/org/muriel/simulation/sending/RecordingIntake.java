package org.muriel.simulation.sending;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.muriel.simulation.rest.RestApi;

/** A server that takes events and keeps them, in the order in which they came; it may refuse the first bodies. */
final class RecordingIntake implements AutoCloseable {
    private final HttpServer server;
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals;
    private final int status;

    /**
     * @param refusals how many bodies are refused at first
     * @param status with which
     */
    RecordingIntake(int refusals, int status) {
        this.refusals = new AtomicInteger(refusals);
        this.status = status;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/events", this::take);
        server.start();
    }

    RestApi api() {
        return new RestApi("http://127.0.0.1:" + server.getAddress().getPort() + "/v2", "2:a-token");
    }

    int bodies() {
        return bodies.size();
    }

    /** Visitors as they are in the bodies, each with its one event. */
    List<JsonObject> visitors() {
        List<JsonObject> visitors = new ArrayList<>();
        for (String body : bodies) {
            JsonParser.parseString(body)
                    .getAsJsonObject()
                    .getAsJsonArray("visitors")
                    .forEach(it -> visitors.add(it.getAsJsonObject()));
        }
        return visitors;
    }

    static JsonObject event(JsonObject visitor) {
        return visitor.getAsJsonArray("snapshots")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("events")
                .get(0)
                .getAsJsonObject();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (refusals.getAndDecrement() > 0) {
                exchange.getResponseHeaders().set("Retry-After", "0");
                byte[] why = "{\"message\": \"no room\"}".getBytes(UTF_8);
                exchange.sendResponseHeaders(status, why.length);
                exchange.getResponseBody().write(why);
            } else {
                bodies.add(body);
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }
}
