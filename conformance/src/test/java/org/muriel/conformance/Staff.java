package org.muriel.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A project with something of every kind in it, nothing of which runs, and a person of every role there.
 *
 * @param ids what each path parameter of a route may be
 * @param tokens by role
 */
record Staff(RunningServer server, long project, Map<String, String> ids, Map<String, String> tokens) {
    static final List<String> ROLES =
            List.of("viewer", "restricted_editor", "editor", "restricted_publisher", "publisher", "project_owner");

    static Staff hire(RunningServer server) {
        Client owner = server.client();
        long project = owner.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good()
                .id();
        Map<String, String> ids = new HashMap<>();
        ids.put("project_id", "" + project);
        ids.put(
                "environment_id",
                owner.get("/v2/environments?project_id=" + project).at("/0/id").toString());
        ids.put("attribute_id", made(owner, "/v2/attributes", project, "\"key\": \"a\""));
        ids.put("event_id", made(owner, "/v2/projects/" + project + "/custom_events", project, "\"key\": \"e\""));
        ids.put("audience_id", made(owner, "/v2/audiences", project, "\"name\": \"a\""));
        ids.put("feature_id", made(owner, "/v2/features", project, "\"key\": \"f\""));
        ids.put("experiment_id", made(owner, "/v2/experiments", project, variations("x")));
        ids.put("group_id", made(owner, "/v2/groups", project, "\"name\": \"g\", \"entities\": []"));
        ids.put(
                "webhook_id",
                owner.post("/v2/projects/" + project + "/webhooks", """
                                {"name": "w", "url": "https://example.com/", "events": ["project.flag_archived"]}""")
                        .good()
                        .at("/id")
                        .stringValue());
        ids.put(
                "campaign_id",
                owner.get("/v2/experiments/" + ids.get("experiment_id"))
                        .at("/campaign_id")
                        .toString());
        for (String other : List.of("sdk_key_id", "datafile_token_id", "delivery_id", "request_id")) {
            ids.put(other, "1");
        }
        for (String name : List.of("person_id", "token_id", "client_id", "visitor_id", "grant_id")) {
            ids.put(name, "nothing");
        }
        ids.put("account_id", owner.get("/v2/me").at("/current_account/id").toString());
        Map<String, String> tokens = new HashMap<>();
        for (String role : ROLES) {
            tokens.put(role, hire(owner, role + "@example.com", project, role));
        }
        return new Staff(server, project, ids, tokens);
    }

    /** Somebody new. */
    static String hire(Client owner, String email, long project, String role) {
        String person = owner.post("/v2/collaborators", """
                        [{"profile": {"email": "%s"}, "project_roles": [{"project_id": %d, "role": "%s"}]}]""".formatted(email, project, role))
                .good()
                .at("/0/id")
                .stringValue();
        return owner.post("/v2/x/tokens", "{\"person_id\": \"" + person + "\"}")
                .good()
                .at("/token")
                .stringValue();
    }

    static String variations(String key) {
        return "\"key\": \"" + key
                + "\", \"variations\": [{\"key\": \"a\", \"weight\": 5000}, {\"key\": \"b\", \"weight\": 5000}]";
    }

    Client client(String role) {
        return server.stranger().with(tokens.getOrDefault(role, role));
    }

    private static String made(Client owner, String path, long project, String members) {
        return owner.post(path, "{\"project_id\": " + project + ", " + members + "}")
                .good()
                .at("/id")
                .toString();
    }
}
