package org.muriel.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Ids of things that are on a server, of two projects, by their kind: mostly of the first, as most requests should be
 * good.
 */
final class KnownThings {
    /** The name of an attribute of each project. */
    static final String ATTRIBUTE = "plan";

    private static final int MOST = 60;

    /** Operation → the kind of thing it makes. */
    private static final Map<String, String> MADE_BY = Map.ofEntries(
            Map.entry("create_project", "project"),
            Map.entry("create_environment", "environment"),
            Map.entry("create_sdk_key", "sdk_key"),
            Map.entry("create_datafile_token", "datafile_token"),
            Map.entry("create_attribute", "attribute"),
            Map.entry("create_custom_event", "event"),
            Map.entry("create_audience", "audience"),
            Map.entry("create_feature", "feature"),
            Map.entry("create_experiment", "experiment"),
            Map.entry("create_group", "group"),
            Map.entry("create_webhook", "webhook"),
            Map.entry("ping_webhook", "delivery"),
            Map.entry("replay_delivery", "delivery"),
            Map.entry("create_sar_request", "request"),
            Map.entry("create_collaborators", "person"),
            Map.entry("create_token", "token"));

    private final Map<String, List<String>> ids = new HashMap<>();

    static KnownThings createdWith(Client client) {
        KnownThings things = new KnownThings();
        things.createProject(client);
        things.createProject(client);
        return things;
    }

    void add(String kind, String id) {
        List<String> known = ids.computeIfAbsent(kind, it -> new ArrayList<>());
        if (known.size() < MOST) {
            known.add(id);
        }
    }

    /** What was made may be asked for: a list of people, or one thing. */
    void learn(String operation, Answer answer) {
        Optional<String> kind = Optional.ofNullable(MADE_BY.get(operation));
        if (kind.isPresent() && answer.status() / 100 == 2) {
            JsonNode json = answer.json();
            (json.isArray() ? json.valueStream() : Stream.of(json))
                    .forEach(it -> add(kind.get(), it.path("id").asString()));
        }
    }

    /** Mostly the first, at times another, and now and then one that nothing has. */
    String id(String kind, Random random) {
        List<String> known = ids.getOrDefault(kind, List.of());
        int luck = random.nextInt(20);
        if (known.isEmpty() || luck == 0) {
            return String.valueOf(1 + random.nextInt(1_000_000));
        }
        return luck < 14 ? known.getFirst() : known.get(random.nextInt(known.size()));
    }

    private void createProject(Client client) {
        Answer made = create(client, "project", "/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}");
        long project = made.id();
        add("account", made.at("/account_id").asString());
        client.get("/v2/environments?project_id=" + project)
                .json()
                .forEach(it -> add("environment", it.at("/id").asString()));
        create(
                client,
                "attribute",
                "/v2/attributes",
                "{\"project_id\": %d, \"key\": \"%s\"}".formatted(project, ATTRIBUTE));
        long event = create(client, "event", "/v2/projects/" + project + "/custom_events", "{\"key\": \"purchase\"}")
                .id();
        create(client, "audience", "/v2/audiences", """
                {"project_id": %d, "name": "a",
                "conditions": ["and", {"type": "custom_attribute", "name": "%s", "value": "pro"}]}""".formatted(project, ATTRIBUTE));
        Answer feature = create(client, "feature", "/v2/features", """
                {"project_id": %d, "key": "f",
                "variables": [{"key": "color", "type": "string", "default_value": "red"},
                {"key": "size", "type": "integer", "default_value": "1"}]}""".formatted(project));
        feature.at("/variables").forEach(it -> add("variable", it.at("/id").asString()));
        for (String start : List.of("", "?action=start")) {
            Answer experiment = create(client, "experiment", "/v2/experiments" + start, """
                    {"project_id": %d, "key": "e%s", "feature_id": %d,
                    "metrics": [{"event_id": %d, "aggregator": "unique", "scope": "visitor"}],
                    "variations": [{"key": "a", "weight": 5000}, {"key": "b", "weight": 5000}]}""".formatted(
                            project, start.length(), feature.id(), event));
            add("campaign", experiment.at("/campaign_id").asString());
            experiment
                    .at("/variations")
                    .forEach(it -> add("variation", it.at("/variation_id").asString()));
        }
        create(client, "group", "/v2/groups", "{\"project_id\": %d, \"name\": \"g\"}".formatted(project));
    }

    private Answer create(Client client, String kind, String path, String body) {
        Answer answer = client.post(path, body).good();
        add(kind, String.valueOf(answer.id()));
        return answer;
    }
}
