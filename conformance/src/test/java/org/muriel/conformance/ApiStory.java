package org.muriel.conformance;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The examples of the pages about the API: requests that follow each other on one server, and what it answered. They are
 * read from {@code api-story.json}, where each step is an object with these members:
 *
 * <ul>
 *   <li>{@code operation}, by the name that the description gives it. Parameters of the path, and those of the query that
 *       are required, are taken from what was kept under their names.
 *   <li>{@code title}: what the example shows, where one operation has several.
 *   <li>{@code query}, {@code headers}, {@code body}: what is sent beyond that; {@code ${name}} is what was kept.
 *   <li>{@code keep}: names for values of the answer, each with its JSON pointer, for later steps.
 *   <li>{@code know}: values for later steps that come from no answer.
 *   <li>{@code until}: what has to be at a pointer; the request is sent again until it is, and until then no time passes.
 *   <li>{@code status}: of the answer, where it is not a good one.
 *   <li>{@code most}: how many elements of a list are shown.
 *   <li>{@code varies}: names of members that differ from run to run, which are not shown.
 * </ul>
 *
 * <p>A step with {@code visitors} instead sends the events of so many, an hour later.
 */
final class ApiStory {
    private static final Instant START = Instant.parse("2026-03-02T09:30:00.25Z");
    private static final Duration BETWEEN_STEPS = Duration.ofMillis(1_250);

    private static final int VISITORS_OF_A_BATCH = 500;

    private static final String BATCH = """
            {"client_name": "java-sdk", "client_version": "4.2.2", "account_id": "${account_id}", "project_id":
            "${project_id}", "revision": "1", "anonymize_ip": true, "enrich_decisions": true, "visitors": [%s]}""";

    /** What is random, and what pages show in its place. */
    private static final Map<String, Pattern> RANDOM = Map.of(
            "00000000-0000-4000-8000-%012d",
            Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
            "an-example-your-server-prints-another-%05d",
            Pattern.compile("(?<=\"token\": \"(?:2:|df_))[A-Za-z0-9_-]{43,}|(?<=secret\": \")[A-Za-z0-9_-]{43}"),
            "anEx",
            Pattern.compile("(?<=\"prefix\": \"(?:2:|df_))[A-Za-z0-9_-]{4}"),
            "exampleSdkKey%09d",
            Pattern.compile("(?<![A-Za-z0-9_-])[A-Za-z0-9]{22}(?![A-Za-z0-9_-])"));

    private final Map<String, String> replaced = new HashMap<>();
    private final AtomicReference<Instant> now;
    private final RunningServer server;
    private final Receiver receiver;
    private final JsonNode description;
    private final Kept kept = new Kept();
    private final Map<String, List<Example>> examples = new TreeMap<>();

    /**
     * One request and its answer, as a page shows them.
     *
     * @param title empty when the operation has no other example
     * @param request the first line, headers and the body
     * @param language of the answer: {@code json} or {@code text}
     * @param answer empty when there is none, or none that can be read
     */
    record Example(String title, String request, String outcome, String language, String answer) {}

    /** An operation of the description. */
    private record Operation(String method, String path, JsonNode about) {}

    private ApiStory(AtomicReference<Instant> now, RunningServer server, Receiver receiver) {
        this.now = now;
        this.server = server;
        this.receiver = receiver;
        this.description = server.stranger().get("/v2/swagger.json").good().json();
        kept.keep("receiver", Json.text(receiver.url()));
    }

    /** What came of it: the description that the server gave, and examples by operation. */
    record Told(JsonNode description, Map<String, List<Example>> examples) {}

    static Told told(Path folder, JsonNode steps) {
        AtomicReference<Instant> now = new AtomicReference<>(START);
        try (Receiver receiver = Receiver.open();
                RunningServer server = RunningServer.withReceivers(folder, now::get)) {
            ApiStory story = new ApiStory(now, server, receiver);
            steps.forEach(story::take);
            return new Told(story.description, story.examples);
        }
    }

    private void take(JsonNode step) {
        if (!step.has("until")) {
            now.updateAndGet(it -> it.plus(BETWEEN_STEPS));
        }
        step.path("know").propertyStream().forEach(it -> kept.keep(it.getKey(), kept.fill(it.getValue())));
        if (step.has("visitors")) {
            visit(step.path("visitors").intValue());
            return;
        }
        String id = step.path("operation").stringValue();
        Operation operation = operation(id);
        String path = path(operation, step);
        Optional<JsonNode> body = Optional.ofNullable(step.get("body")).map(kept::fill);
        Map<String, String> headers = new TreeMap<>();
        step.path("headers")
                .propertyStream()
                .forEach(it -> headers.put(it.getKey(), kept.fill(it.getValue().stringValue())));
        Answer answer = answer(operation.method(), path, body.map(Json::write), headers, step);
        step.path("keep")
                .propertyStream()
                .forEach(it -> kept.keep(it.getKey(), answer.at(it.getValue().stringValue())));
        StringBuilder request = new StringBuilder(operation.method() + " " + path);
        headers.forEach(
                (name, value) -> request.append('\n').append(name).append(": ").append(value));
        body.ifPresent(it -> request.append("\n\n").append(ShownJson.of(it)));
        examples.computeIfAbsent(id, it -> new ArrayList<>()).add(example(step, canonical(request.toString()), answer));
    }

    private Answer answer(
            String method, String path, Optional<String> body, Map<String, String> headers, JsonNode step) {
        Client client = server.client();
        while (true) {
            Answer answer = client.send(method, path, body, headers);
            int expected = step.path("status").intValue(answer.status() / 100 == 2 ? answer.status() : 200);
            if (answer.status() != expected) {
                throw new AssertionError("expected " + expected + ", found " + answer + "\nin " + step);
            }
            if (step.path("until")
                    .propertyStream()
                    .allMatch(it -> answer.json().at(it.getKey()).equals(it.getValue()))) {
                return answer;
            }
            Thread.onSpinWait();
        }
    }

    private Example example(JsonNode step, String request, Answer answer) {
        String type = answer.header("Content-Type").orElse("").replaceFirst(";.*", "");
        String outcome = "answers " + answer.status()
                + answer.header("ETag")
                        .filter(it ->
                                type.equals("application/json") && answer.json().has("id"))
                        .map(it -> " with `ETag: " + it + "`")
                        .orElse("");
        String title = step.path("title").stringValue("");
        return switch (type) {
            case "application/json" -> {
                JsonNode json = answer.json();
                step.path("most").asIntOpt().ifPresent(most -> shorten(json, most));
                step.path("varies").forEach(name -> hide(json, name.asString()));
                yield new Example(title, request, outcome, "json", canonical(ShownJson.of(json)));
            }
            case "text/csv" ->
                new Example(
                        title, request, outcome, "text", canonical(answer.text().replace("\r\n", "\n")));
            case "" -> new Example(title, request, outcome, "", "");
            default -> new Example(title, request, outcome + ": a file of the type `" + type + "`", "", "");
        };
    }

    /** Of each list that is longer, the first elements and how many more there are. */
    private static void hide(JsonNode node, String member) {
        node.forEach(it -> hide(it, member));
        if (node instanceof ObjectNode object && object.has(member)) {
            object.put(member, "…");
        }
    }

    private static void shorten(JsonNode node, int most) {
        node.forEach(it -> shorten(it, most));
        if (node instanceof ArrayNode list && list.size() > most + 1) {
            int more = list.size() - most;
            while (list.size() > most) {
                list.remove(most);
            }
            list.add("… and " + more + " more");
        }
    }

    private String path(Operation operation, JsonNode step) {
        String path = description.at("/basePath").stringValue() + operation.path();
        List<String> query = new ArrayList<>();
        ObjectNode sent = step.path("query") instanceof ObjectNode it
                ? it.deepCopy()
                : Json.parse("{}").asObject();
        operation.about().path("parameters").forEach(parameter -> {
            String name = parameter.path("name").stringValue();
            String place = "${" + name + "}";
            if (parameter.path("required").booleanValue()
                    && parameter.path("in").stringValue().equals("query")
                    && !sent.has(name)) {
                sent.put(name, place);
            }
        });
        sent.propertyStream()
                .forEach(it -> query.add(it.getKey() + "="
                        + URLEncoder.encode(kept.fill(it.getValue().asString()), StandardCharsets.UTF_8)));
        return kept.fill(path.replace("{", "${")) + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private Operation operation(String id) {
        return description
                .at("/paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(it -> new Operation(it.getKey().toUpperCase(Locale.ROOT), path.getKey(), it.getValue())))
                .filter(it -> it.about().path("operationId").stringValue().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the API has no operation " + id));
    }

    /** Every other visitor sees the second variation, and there every eighth buys instead of every tenth. */
    private void visit(int visitors) {
        now.updateAndGet(it -> it.plus(Duration.ofHours(1)));
        long at = now.get().minus(Duration.ofMinutes(30)).toEpochMilli();
        for (int from = 0; from < visitors; from += VISITORS_OF_A_BATCH) {
            String visits = IntStream.range(from, Math.min(visitors, from + VISITORS_OF_A_BATCH))
                    .mapToObj(it -> visit(it, at + it, it / 2 % (it % 2 == 0 ? 10 : 8) == 0))
                    .collect(Collectors.joining(","));
            SentEvents.post(server.client(), kept.fill(BATCH).formatted(visits)).good();
        }
        SentEvents.settledLedger(server.client());
    }

    private String visit(int number, long at, boolean buys) {
        String purchase = """
                , {"entity_id": "${event_id}", "key": "purchase", "timestamp": %d, "uuid": "b-%d"}""".formatted(at + 1_000, number);
        return kept.fill(
                """
                {"visitor_id": "visitor-%d", "attributes": [], "snapshots": [{"decisions": [{"campaign_id":
                "${campaign_id}", "experiment_id": "${experiment_id}", "variation_id": "${%s}",
                "is_campaign_holdback": false}], "events": [{"entity_id": "${campaign_id}", "key": "campaign_activated",
                "timestamp": %d, "uuid": "a-%d"}%s]}]}""".formatted(number, number % 2 == 0 ? "original" : "variation_id", at, number, buys ? purchase : ""));
    }

    /** With what differs from run to run replaced by what pages show in its place. */
    private String canonical(String text) {
        String known = text.replace(server.origin(), "http://127.0.0.1:8080")
                .replace(receiver.url(), "https://hooks.example.com/muriel");
        for (Map.Entry<String, Pattern> each : RANDOM.entrySet()) {
            known = each.getValue()
                    .matcher(known)
                    .replaceAll(it -> replaced.computeIfAbsent(
                            it.group(), random -> each.getKey().formatted(numberOf(each.getKey()))));
        }
        return known;
    }

    private long numberOf(String shown) {
        String start = shown.split("%", 2)[0];
        return 1 + replaced.values().stream().filter(it -> it.startsWith(start)).count();
    }
}
