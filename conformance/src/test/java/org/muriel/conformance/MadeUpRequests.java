package org.muriel.conformance;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Requests made up from the server's description: about half of them as described, the others with something odd. */
final class MadeUpRequests {
    private final List<Operation> operations = new ArrayList<>();
    private final Random random;
    private final KnownThings things;
    private final MadeUpBodies bodies;

    /** @param template below the host */
    private record Operation(String id, String method, String template, List<JsonNode> parameters, boolean succeeds) {}

    /** @param operation that it is meant for; empty for none, as the method is another */
    record Made(String operation, String method, String path, Optional<String> body, Map<String, String> headers) {
        @Override
        public String toString() {
            return method + " " + path + " " + headers + "\n"
                    + body.map(MadeUpRequests::shortened).orElse("no body");
        }
    }

    MadeUpRequests(JsonNode description, Random random, KnownThings things) {
        this.random = random;
        this.things = things;
        this.bodies = new MadeUpBodies(description, random, things);
        description
                .at("/paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, it) -> {
                    List<JsonNode> parameters = new ArrayList<>();
                    it.path("parameters").forEach(parameters::add);
                    operations.add(new Operation(
                            it.at("/operationId").asString(),
                            method.toUpperCase(java.util.Locale.ROOT),
                            description.at("/basePath").asString() + path,
                            parameters,
                            it.path("responses").propertyNames().stream().anyMatch(status -> status.startsWith("2"))));
                }));
    }

    /** Those that can succeed: some are only there to say that something is not here. */
    List<String> operations() {
        return operations.stream()
                .filter(Operation::succeeds)
                .map(Operation::id)
                .toList();
    }

    Made next() {
        return next(operations.get(random.nextInt(operations.size())));
    }

    private Made next(Operation operation) {
        boolean good = random.nextBoolean();
        String method = operation.method();
        if (method.equals("PATCH") && random.nextInt(4) == 0) {
            method = "PUT";
        }
        boolean otherwise = !good && random.nextInt(40) == 0;
        if (otherwise) {
            method = List.of("GET", "POST", "PATCH", "PUT", "DELETE", "TRACK").get(random.nextInt(6));
        }
        return new Made(
                otherwise ? "" : operation.id(),
                method,
                path(operation, good) + query(operation, good),
                body(operation, good),
                headers(operation, good));
    }

    private String path(Operation operation, boolean good) {
        String path = operation.template();
        for (JsonNode parameter : operation.parameters()) {
            if (parameter.at("/in").asString().equals("path")) {
                String name = parameter.at("/name").asString();
                boolean odd = !good && random.nextInt(6) == 0;
                String value = odd ? any(Oddities.IDS) : things.id(name.replace("_id", ""), random);
                path = path.replace("{" + name + "}", value);
            }
        }
        return !good && random.nextInt(30) == 0 ? path + "/" : path;
    }

    private String query(Operation operation, boolean good) {
        List<String> pairs = new ArrayList<>();
        for (JsonNode parameter : operation.parameters()) {
            if (!parameter.at("/in").asString().equals("query")) {
                continue;
            }
            String name = parameter.at("/name").asString();
            boolean odd = !good && random.nextInt(4) == 0;
            if (parameter.at("/required").asBoolean() ? !odd || random.nextBoolean() : random.nextInt(5) == 0) {
                pairs.add(name + "=" + (odd ? any(Oddities.QUERY) : value(name, parameter)));
            }
        }
        if (!good && random.nextInt(8) == 0) {
            pairs.add(any(List.of("", "&", "=", "x=1", "page=1&page=2", "%C3%A9=1", "project_id=1", "id=1", "a=b=c")));
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private String value(String name, JsonNode parameter) {
        if (parameter.has("enum")) {
            return encoded(parameter
                    .at("/enum")
                    .get(random.nextInt(parameter.at("/enum").size()))
                    .asString());
        }
        if (name.endsWith("_id")) {
            String kind = name.equals("baseline_variation_id") ? "variation" : name.replace("_id", "");
            return things.id(kind, random);
        }
        return switch (parameter.at("/type").asString("")) {
            case "boolean" -> String.valueOf(random.nextBoolean());
            case "integer" -> String.valueOf(1 + random.nextInt(100));
            default -> {
                String day = "2026-01-" + (name.endsWith("_to") ? 20 : 10 + random.nextInt(10));
                yield name.contains("_date_") ? day : name.endsWith("_time") ? day + "T00:00:00Z" : "x";
            }
        };
    }

    private Optional<String> body(Operation operation, boolean good) {
        Optional<JsonNode> schema = operation.parameters().stream()
                .filter(it -> it.at("/in").asString().equals("body"))
                .map(it -> it.at("/schema"))
                .findFirst();
        if (schema.isEmpty()) {
            return !good && random.nextInt(10) == 0 ? Optional.of(any(Oddities.BODIES)) : Optional.empty();
        }
        JsonNode body = bodies.fitting(schema.get());
        if (good) {
            return Optional.of(Json.write(body));
        }
        return Optional.of(random.nextInt(12) == 0 ? any(Oddities.BODIES) : bodies.spoilt(body));
    }

    private Map<String, String> headers(Operation operation, boolean good) {
        Map<String, String> headers = new TreeMap<>();
        for (JsonNode parameter : operation.parameters()) {
            if (parameter.at("/in").asString().equals("header") && random.nextInt(6) == 0) {
                String name = parameter.at("/name").asString();
                headers.put(name, name.startsWith("If-") ? "*" : Long.toString(random.nextLong(), 36));
            }
        }
        if (good) {
            return headers;
        }
        switch (random.nextInt(30)) {
            case 0 ->
                headers.put(
                        "Authorization",
                        any(List.of("", "Bearer", "Bearer ", "Basic x", "Bearer 2:nobody", "bearer \u00e9")));
            case 1 ->
                headers.put("Content-Type", any(List.of("text/plain", "application/xml", "x", "multipart/form-data")));
            case 2 -> headers.put("If-Match", any(List.of("*", "\"x\"", "W/\"1\"", "x", "")));
            case 3 -> headers.put("If-None-Match", any(List.of("*", "\"x\"", "W/\"1\"", "x", "")));
            case 4 -> headers.put("Idempotency-Key", any(List.of("a", "", "x".repeat(300), "b")));
            case 5 -> headers.put("Accept", any(List.of("text/html", "x", "*/*;q=0")));
            case 6 -> headers.put("Accept-Encoding", any(List.of("gzip", "br", "identity;q=0", "x")));
            default -> {}
        }
        return headers;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String shortened(String text) {
        return text.length() <= 2_000 ? text : text.substring(0, 2_000) + "… (" + text.length() + " characters)";
    }
}
