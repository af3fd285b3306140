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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

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
            String id, String method, String url, String path, String query, Map<String, String> headers, byte[] body) {

        static Operation parse(Payload payload) throws Refused {
            Map<String, String> params = payload.object("params").isEmpty()
                    ? payload.textsByName("parameters")
                    : payload.textsByName("params");
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.put("Content-Type", "application/json");
            headers.putAll(payload.textsByName("headers"));
            String url = payload.text("url");
            int mark = url.indexOf('?');
            List<String> query = new ArrayList<>();
            if (mark >= 0) {
                query.add(url.substring(mark + 1));
            }
            params.forEach(
                    (name, value) -> query.add(URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8)));
            ObjectNode body = payload.object("body");
            return new Operation(
                    payload.text("operationID"),
                    payload.text("method"),
                    url,
                    mark < 0 ? url : url.substring(0, mark),
                    String.join("&", query),
                    headers,
                    Json.bytes(body));
        }

        /** Nothing of the configuration, nothing without an end, and no batch in a batch, in escapes neither. */
        boolean isAllowed() {
            return path.startsWith("/v1/")
                    && path.indexOf('%') < 0
                    && !path.startsWith("/v1/batch")
                    && !path.startsWith("/v1/notifications");
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
        Reply reply = reply(operation, origin, bytes);
        ObjectNode result = Json.object()
                .put("operationID", operation.id())
                .put("method", operation.method())
                .put("url", operation.url())
                .put("requestID", reply.headers().getOrDefault("X-Request-Id", ""))
                .put("startedAt", startedAt.toString())
                .put("endedAt", clock.instant().toString())
                .put("status", reply.status());
        if (reply instanceof Reply.Content content && content.body().length > 0) {
            // JSON of our own, which may be deeper than what we read from others
            result.putRawValue("body", new RawValue(new String(content.body(), UTF_8)));
        } else {
            result.putNull("body");
        }
        return result;
    }

    private Reply reply(Operation operation, String origin, AtomicLong bytes) {
        if (!operation.isAllowed()) {
            return AgentDialect.error(404, "no operation of a batch may be " + Json.excerpt(operation.url()));
        }
        if (bytes.get() > MOST_ANSWER_BYTES) {
            return tooLarge();
        }
        Reply reply = router.apply(new Request(
                operation.method(),
                operation.path(),
                operation.query(),
                origin,
                name -> Optional.ofNullable(operation.headers().get(name)),
                most -> Optional.of(operation.body()).filter(it -> it.length <= most)));
        int length = reply instanceof Reply.Content content ? content.body().length : 0;
        return bytes.addAndGet(length) > MOST_ANSWER_BYTES ? tooLarge() : reply;
    }

    private static Reply tooLarge() {
        return AgentDialect.error(413, "the answers of this batch have more than " + MOST_ANSWER_BYTES + " bytes");
    }
}
