package org.muriel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server that keeps every request and answers as the API would: an entity is what was sent and an id. Ids
 * count up from 1001, those of nested variables and variations included. One answer may be replaced.
 */
final class RecordingServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, ObjectNode> entities = new HashMap<>();
    private final Map<String, Reply> replacements = new HashMap<>();
    private long nextId = 1001;

    /** @param target path and query as sent */
    record Request(String method, String target, Map<String, List<String>> headers, String text) {
        String line() {
            return method + " " + target;
        }

        JsonNode body() {
            return JSON.readTree(text);
        }

        Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }
    }

    record Reply(int status, Map<String, String> headers, String body) {
        Reply(int status, String body) {
            this(status, Map.of(), body);
        }
    }

    RecordingServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v2";
    }

    /** From now on the request with this line, such as {@code POST /v2/projects}, is answered so. */
    void answering(String line, Reply reply) {
        replacements.put(line, reply);
    }

    List<Request> requests() {
        return requests;
    }

    List<String> lines() {
        return requests.stream().map(Request::line).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            requests.add(request);
            Reply reply = Optional.ofNullable(replacements.get(request.line())).orElseGet(() -> reply(request));
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = reply.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply reply(Request request) {
        if (request.method().equals("POST")) {
            ObjectNode entity = entity(request);
            String id = Long.toString(nextId);
            entity.put("id", nextId++);
            entities.put(request.target() + "/" + id, entity);
            return json(201, entity);
        }
        if (request.method().equals("PATCH")) {
            String path = request.target().replaceFirst("\\?.*", "");
            ObjectNode entity = entities.computeIfAbsent(path, unknown -> JSON.createObjectNode());
            entity.setAll(entity(request));
            return json(200, entity);
        }
        if (request.target().endsWith("/csv")) {
            return new Reply(200, Map.of("Content-Type", "text/csv"), "Variation Name,Denominator Value\r\none,0\r\n");
        }
        return new Reply(200, "{\"reach\": {\"total_count\": 0}, \"metrics\": []}");
    }

    private ObjectNode entity(Request request) {
        ObjectNode entity = (ObjectNode) request.body();
        number(entity.path("variables"), "id");
        number(entity.path("variations"), "variation_id");
        return entity;
    }

    private void number(JsonNode parts, String member) {
        if (parts instanceof ArrayNode array) {
            array.forEach(part -> {
                if (!part.has(member)) {
                    ((ObjectNode) part).put(member, nextId++);
                }
            });
        }
    }

    private static Reply json(int status, ObjectNode body) {
        return new Reply(status, Map.of("Content-Type", "application/json"), body.toString());
    }
}
