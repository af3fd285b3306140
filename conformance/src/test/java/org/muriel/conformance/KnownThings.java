package org.muriel.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Ids of things that are on a server, of two projects, by their kind: mostly of the first, as most requests should be
 * good. And what the server writes of them that it also reads.
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
            Map.entry("create_token", "token"),
            Map.entry("create_oauth_client", "client"));

    private final Map<String, List<String>> ids = new HashMap<>();
    private final Map<String, List<JsonNode>> samples = new HashMap<>();

    /** @param name that no project has; documents find theirs by its name */
    static KnownThings createdWith(Client client, String name) {
        KnownThings things = new KnownThings();
        things.createProject(client, name + "a");
        things.createProject(client, name + "b");
        things.requestAccess(client);
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
                    .forEach(it -> add(
                            kind.get(),
                            it.path(it.has("id") ? "id" : kind.get() + "_id").asString()));
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

    /** What a member that may be anything can be: a document of a project or a datafile, an empty object otherwise. */
    JsonNode sample(String member, Random random) {
        List<JsonNode> known = samples.getOrDefault(member, List.of());
        return known.isEmpty()
                ? JsonNodeFactory.instance.objectNode()
                : known.get(random.nextInt(known.size())).deepCopy();
    }

    private void createProject(Client client, String name) {
        Answer made = create(
                client, "project", "/v2/projects", "{\"name\": \"%s\", \"platform\": \"custom\"}".formatted(name));
        long project = made.id();
        add("account", made.at("/account_id").asString());
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
        client.get("/v2/environments?project_id=" + project).json().forEach(it -> {
            add("environment", it.at("/id").asString());
            addSample("datafile", client.get("/v2/environments/" + it.at("/id").asString() + "/datafile"));
        });
        String document = "/v2/x/projects/" + project + "/document";
        addSample("document", client.get(document));
        addSample("document", client.get(document + "?ids=true"));
    }

    private void addSample(String member, Answer answer) {
        samples.computeIfAbsent(member, it -> new ArrayList<>())
                .add(answer.good().json());
    }

    /** What is kept of a person is handed over once it is put together. */
    private void requestAccess(Client client) {
        long request =
                create(client, "request", "/v2/subject-access-requests", """
                {"data_type": "visitor", "identifier": "v", "identifier_type": "other", "request_type": "access"}""").id();
        while (!client.get("/v2/subject-access-requests/" + request)
                .at("/status")
                .asString()
                .equals("completed")) {
            Thread.onSpinWait();
        }
    }

    private Answer create(Client client, String kind, String path, String body) {
        Answer answer = client.post(path, body).good();
        add(kind, String.valueOf(answer.id()));
        return answer;
    }
}
