package org.muriel.api.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.muriel.api.json.Json;
import org.muriel.api.route.Call;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/batch}: several requests in one (SDK contract, 6.7). Answers are in the order of the operations. */
final class Batch {
    static final int MOST_OPERATIONS = 500;

    private static final int AT_A_TIME = 10;

    /** All answers are in memory together. */
    private static final long MOST_ANSWER_BYTES = 32L << 20;

    private final Function<Request, Reply> router;
    private final InstantSource clock;

    Batch(Function<Request, Reply> router, InstantSource clock) {
        this.router = router;
        this.clock = clock;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Operation(
            String id, String method, String url, String query, Map<String, String> headers, byte[] body) {

        static Operation parse(Payload payload) throws Refused {
            Map<String, String> params = payload.object("params").isEmpty()
                    ? payload.textsByName("parameters")
                    : payload.textsByName("params");
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.put("Content-Type", "application/json");
            headers.putAll(payload.textsByName("headers"));
            List<String> query = new ArrayList<>();
            params.forEach(
                    (name, value) -> query.add(URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8)));
            ObjectNode body = payload.object("body");
            return new Operation(
                    payload.text("operationID"),
                    payload.text("method"),
                    payload.text("url"),
                    String.join("&", query),
                    headers,
                    Json.bytes(body));
        }

        /** Nothing of the configuration, nothing without an end, and no batch in a batch. */
        boolean isAllowed() {
            return url.startsWith("/v1/") && !url.startsWith("/v1/batch") && !url.startsWith("/v1/notifications");
        }
    }

    Reply answer(Call call) throws Refused {
        List<Payload> payloads = Payload.of(call).objects("operations");
        if (payloads.size() > MOST_OPERATIONS) {
            throw new Refused(422, "too many operations, exceeding " + MOST_OPERATIONS + " operations");
        }
        List<Operation> operations = new ArrayList<>();
        for (Payload payload : payloads) {
            operations.add(Operation.parse(payload));
        }
        Instant startedAt = clock.instant();
        AtomicLong bytes = new AtomicLong();
        List<ObjectNode> results = all(operations.stream()
                .<Callable<ObjectNode>>map(it -> () -> answer(it, call.origin(), bytes))
                .toList());
        ArrayNode response = Json.array();
        results.forEach(response::add);
        ObjectNode answer = Json.object()
                .put("startedAt", startedAt.toString())
                .put("endedAt", clock.instant().toString())
                .put(
                        "errorCount",
                        results.stream()
                                .filter(it -> it.get("status").intValue() != 200)
                                .count());
        answer.set("response", response);
        return Reply.json(200, answer);
    }

    private static List<ObjectNode> all(List<Callable<ObjectNode>> tasks) {
        try (ExecutorService some = Executors.newFixedThreadPool(
                AT_A_TIME, Thread.ofVirtual().name("batch").factory())) {
            List<ObjectNode> results = new ArrayList<>();
            for (Future<ObjectNode> result : some.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the server stops", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private ObjectNode answer(Operation operation, String origin, AtomicLong bytes) {
        Instant startedAt = clock.instant();
        Reply reply = operation.isAllowed()
                ? router.apply(new Request(
                        operation.method(),
                        operation.url(),
                        operation.query(),
                        origin,
                        name -> Optional.ofNullable(operation.headers().get(name)),
                        most -> Optional.of(operation.body()).filter(it -> it.length <= most)))
                : AgentDialect.error(404, "no operation of a batch may be " + Json.excerpt(operation.url()));
        ObjectNode result = Json.object()
                .put("operationID", operation.id())
                .put("method", operation.method())
                .put("url", operation.url())
                .put("requestID", reply.headers().getOrDefault("X-Request-Id", ""))
                .put("startedAt", startedAt.toString())
                .put("endedAt", clock.instant().toString());
        if (!(reply instanceof Reply.Content content) || content.body().length == 0) {
            return result.put("status", reply.status()).putNull("body");
        }
        if (bytes.addAndGet(content.body().length) > MOST_ANSWER_BYTES) {
            return result.put("status", 413)
                    .set(
                            "body",
                            Json.object()
                                    .put(
                                            "error",
                                            "the answers of this batch have more than " + MOST_ANSWER_BYTES
                                                    + " bytes"));
        }
        return result.put("status", reply.status()).set("body", parsed(content.body()));
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return Json.parse(body);
        } catch (Json.NotJson e) {
            throw new IllegalStateException("our own answer is no JSON", e);
        }
    }
}
