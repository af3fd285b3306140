package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a write needs by what it would change, and that nobody gets from one project into another. */
class RightsTest {
    @TempDir
    private Path folder;

    private RunningServer server;
    private Client owner;
    private Staff staff;

    @BeforeEach
    void start() {
        server = RunningServer.in(folder);
        owner = server.client();
        staff = Staff.hire(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_editor_prepares_an_experiment_and_a_publisher_starts_it() {
        String path = create("editor", "draft", "");
        assertThat(patch("editor", path, "{\"description\": \"more\"}")).isEqualTo(200);
        assertThat(patch("editor", path + "?action=start", "{}")).isEqualTo(403);
        assertThat(patch("editor", path, "{\"environments\": {\"Development\": {\"status\": \"running\"}}}"))
                .isEqualTo(403);
        assertThat(patch("editor", path + "?action=publish", "{}")).isEqualTo(403);
        assertThat(owner.get(path).at("/status").stringValue()).isEqualTo("not_started");

        assertThat(patch("publisher", path + "?action=start", "{}")).isEqualTo(200);
        assertThat(patch("editor", path, "{\"holdback\": 5000}")).isEqualTo(403);
        assertThat(patch("editor", path + "?action=pause", "{}")).isEqualTo(403);
        assertThat(staff.client("editor").delete(path).status()).isEqualTo(403);
        assertThat(patch("publisher", path, "{\"holdback\": 5000}")).isEqualTo(200);
        assertThat(patch("publisher", path + "?action=pause", "{}")).isEqualTo(200);
        assertThat(patch("editor", path, "{\"description\": \"even more\"}")).isEqualTo(200);
    }

    @Test
    void an_editor_cannot_create_what_runs_or_let_a_schedule_start_it() {
        assertThat(post("editor", "/v2/experiments?action=start", Staff.variations("now")))
                .isEqualTo(403);
        assertThat(post(
                        "editor",
                        "/v2/experiments",
                        Staff.variations("later")
                                + ", \"schedule\": {\"start_time\": \"2040-01-01\", \"time_zone\": \"UTC\"}"))
                .isEqualTo(403);
        assertThat(post("editor", "/v2/features", rollout("on", true))).isEqualTo(403);
        assertThat(post("editor", "/v2/features", rollout("off", false))).isEqualTo(201);
        assertThat(post("publisher", "/v2/features", rollout("on", true))).isEqualTo(201);
    }

    @Test
    void what_runs_is_made_of_more_than_the_experiment() {
        String audience = "/v2/audiences/" + staff.ids().get("audience_id");
        String feature = "/v2/features/" + staff.ids().get("feature_id");
        String group = "/v2/groups/" + staff.ids().get("group_id");
        String condition =
                "{\"conditions\": [\"and\", {\"type\": \"custom_attribute\", \"name\": \"a\", \"value\": \"%s\"}]}";
        String attribute = "/v2/attributes/" + staff.ids().get("attribute_id");
        assertThat(patch("editor", audience, condition.formatted("1"))).isEqualTo(200);
        assertThat(patch(
                        "editor",
                        feature,
                        "{\"variables\": [{\"key\": \"v\", \"type\": \"string\", \"default_value\": \"1\"}]}"))
                .isEqualTo(200);

        String experiment = create(
                "editor",
                "y",
                ", \"audience_conditions\": [\"or\", {\"audience_id\": "
                        + staff.ids().get("audience_id") + "}], \"feature_id\": "
                        + staff.ids().get("feature_id"));
        assertThat(patch("publisher", experiment + "?action=start", "{}")).isEqualTo(200);

        assertThat(patch("editor", audience, condition.formatted("2"))).isEqualTo(403);
        assertThat(patch("editor", attribute, "{\"key\": \"b\"}")).isEqualTo(403);
        assertThat(patch("editor", attribute, "{\"description\": \"b\"}")).isEqualTo(200);
        assertThat(patch("editor", feature, "{\"archived\": true}")).isEqualTo(403);
        assertThat(patch(
                        "editor",
                        group,
                        "{\"entities\": [{\"kind\": \"Experiment\", \"type\": \"Experiment\", \"id\": "
                                + experiment.substring(experiment.lastIndexOf('/') + 1) + ", \"weight\": 1000}]}"))
                .isEqualTo(403);
        assertThat(patch("publisher", audience, condition.formatted("2"))).isEqualTo(200);
    }

    @Test
    void a_restricted_role_stays_out_of_restricted_environments() {
        String environment = "/v2/environments/" + staff.ids().get("environment_id");
        assertThat(patch("publisher", environment, "{\"has_restricted_permissions\": true}"))
                .isEqualTo(403);
        assertThat(patch("project_owner", environment, "{\"has_restricted_permissions\": true}"))
                .isEqualTo(200);
        String path = create("restricted_editor", "z", "");

        assertThat(patch(
                        "restricted_publisher",
                        path,
                        "{\"environments\": {\"Development\": {\"status\": \"running\"}}}"))
                .isEqualTo(200);
        Answer refused = staff.client("restricted_publisher").patch(path + "?action=start", "{}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at("/message").stringValue()).contains("Production", "restricted", "publisher");
        assertThat(patch("publisher", path + "?action=start", "{}")).isEqualTo(200);

        String feature = "/v2/features/" + staff.ids().get("feature_id");
        String rule = "{\"environments\": {\"%s\": {\"rollout_rules\": [{\"percentage_included\": 100}]}}}";
        assertThat(patch("restricted_editor", feature, rule.formatted("Development")))
                .isEqualTo(200);
        assertThat(patch("restricted_editor", feature, rule.formatted("Production")))
                .isEqualTo(403);
        assertThat(patch("editor", feature, rule.formatted("Production"))).isEqualTo(200);
    }

    @Test
    void a_refused_write_changes_nothing_and_says_who_may() {
        String before = owner.get("/v2/projects/" + staff.project()).text();
        Answer answer = staff.client("editor").patch("/v2/projects/" + staff.project(), "{\"name\": \"mine\"}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.at("/code").stringValue()).isEqualTo("forbidden");
        assertThat(answer.at("/message").stringValue()).contains("project_owner", "editor");
        assertThat(owner.get("/v2/projects/" + staff.project()).text()).isEqualTo(before);
    }

    @Test
    void an_owner_of_one_project_gets_nowhere_in_another() {
        long other = owner.post("/v2/projects", "{\"name\": \"other\", \"platform\": \"custom\"}")
                .good()
                .id();
        Client stranger = server.stranger().with(Staff.hire(owner, "stranger@example.com", other, "project_owner"));
        Map<String, String> ids = staff.ids();
        String mine = made(stranger, "/v2/features", other, "\"key\": \"mine\"");
        List<String> open = new ArrayList<>();
        for (String kind : List.of("attribute", "audience", "feature", "experiment", "group", "environment")) {
            String one = "/v2/" + kind + "s/" + ids.get(kind + "_id");
            for (String method : List.of("GET", "PATCH", "PUT", "DELETE")) {
                tried(stranger, method, one + "?project_id=" + other, "{}", open);
            }
            tried(stranger, "GET", "/v2/" + kind + "s?project_id=" + staff.project(), "", open);
            tried(stranger, "POST", "/v2/" + kind + "s", "{\"project_id\": " + staff.project() + "}", open);
            tried(
                    stranger,
                    "POST",
                    "/v2/" + kind + "s?project_id=" + staff.project(),
                    "{\"project_id\": " + other + "}",
                    open);
        }
        String experiment = "/v2/experiments/" + ids.get("experiment_id");
        for (String what : List.of("/results", "/timeseries", "/report", "/results/share")) {
            tried(stranger, "GET", experiment + what, "", open);
        }
        for (String path : List.of(
                "/v2/export" + experiment.substring(3) + "/results/csv",
                "/v2/x" + experiment.substring(3) + "/events",
                "/v2/experiments?campaign_id=" + ids.get("campaign_id"),
                "/v2/campaigns/" + ids.get("campaign_id"),
                "/v2/projects/" + staff.project(),
                "/v2/projects/" + staff.project() + "/webhooks",
                "/v2/webhooks/" + ids.get("webhook_id"),
                "/v2/environments/" + ids.get("environment_id") + "/datafile",
                "/v2/environments/" + ids.get("environment_id") + "/sdk_keys",
                "/v2/x/ledger",
                "/v2/x/ledger?project_id=" + staff.project(),
                "/v2/x/rejected_events",
                "/v2/changes?project_id=" + staff.project(),
                "/v2/experiment_summaries?project_id=" + staff.project(),
                "/v2/search?project_id=" + staff.project() + "&query=x",
                "/v2/collaborators?project_id=" + staff.project(),
                "/v2/events/" + ids.get("event_id"))) {
            tried(stranger, "GET", path, "", open);
        }
        // an id of theirs below one of mine
        tried(stranger, "PATCH", "/v2/projects/" + other + "/custom_events/" + ids.get("event_id"), "{}", open);
        tried(
                stranger,
                "POST",
                "/v2/groups",
                "{\"project_id\": " + other + ", \"name\": \"g\", \"entities\": [{\"kind\": \"Experiment\", \"type\":"
                        + " \"Experiment\", \"id\": " + ids.get("experiment_id") + ", \"weight\": 1000}]}",
                open);
        tried(
                stranger,
                "POST",
                "/v2/experiments",
                "{\"project_id\": " + other + ", " + Staff.variations("e") + ", \"audience_conditions\": [\"or\","
                        + " {\"audience_id\": " + ids.get("audience_id") + "}]}",
                open);
        tried(
                stranger,
                "POST",
                "/v2/experiments",
                "{\"project_id\": " + other + ", " + Staff.variations("e") + ", \"feature_id\": "
                        + ids.get("feature_id") + "}",
                open);
        tried(
                stranger,
                "POST",
                "/v2/collaborators",
                "[{\"profile\": {\"email\": \"x@example.com\"}, \"project_roles\": [{\"project_id\": " + staff.project()
                        + ", \"role\": \"viewer\"}]}]",
                open);

        assertThat(open).isEmpty();
        assertThat(stranger.get("/v2/features/" + mine).status()).isEqualTo(200);
        assertThat(stranger.get("/v2/projects").json()).hasSize(1);
        assertThat(stranger.get("/v2/search?query=x").json()).isEmpty();
        assertThat(stranger.get("/v2/collaborators").text()).doesNotContain("viewer@example.com");
    }

    private static void tried(Client client, String method, String path, String body, List<String> open) {
        Answer answer = client.send(method, path, body.isEmpty() ? Optional.empty() : Optional.of(body), Map.of());
        if (answer.status() < 400 || answer.status() > 404) {
            open.add(method + " " + path + ": " + answer);
        }
    }

    private String create(String role, String key, String more) {
        return "/v2/experiments/"
                + made(staff.client(role), "/v2/experiments", staff.project(), Staff.variations(key) + more);
    }

    private static String made(Client client, String path, long project, String members) {
        return client.post(path, "{\"project_id\": " + project + ", " + members + "}")
                .good()
                .at("/id")
                .toString();
    }

    private int patch(String role, String path, String body) {
        return staff.client(role).patch(path, body).status();
    }

    private int post(String role, String path, String members) {
        return staff.client(role)
                .post(path, "{\"project_id\": " + staff.project() + ", " + members + "}")
                .status();
    }

    private static String rollout(String key, boolean enabled) {
        return "\"key\": \"" + key + "\", \"environments\": {\"Production\": {\"rollout_rules\": [{\"enabled\": "
                + enabled + ", \"percentage_included\": 100}]}}";
    }
}
