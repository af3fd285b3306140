package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Which writes of the API raise the revision of which datafile. After each one both datafiles are downloaded: one that
 * looks different must have a higher revision, or SDKs would ignore it.
 */
class DatafileRevisionsTest {
    @TempDir
    private Path folder;

    private RunningServer server;
    private Client client;
    private long project;
    private Seen production;
    private Seen development;

    /** A datafile, its revision aside. */
    private record Seen(String path, long revision, String rest) {}

    /** Whose revision a write raises, and whether their datafiles look different after it. */
    private enum Raises {
        NOTHING,
        PRODUCTION,
        DEVELOPMENT,
        BOTH,
        BOTH_THOUGH_THE_SAME
    }

    @BeforeEach
    void start() {
        server = RunningServer.in(folder);
        client = server.client();
        project = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good()
                .id();
        JsonNode environments =
                client.get("/v2/environments?project_id=" + project).json();
        production = look(datafile(environments.get(0)));
        development = look(datafile(environments.get(1)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void attributes_events_and_audiences() {
        String attribute = "/v2/attributes/"
                + post(Raises.BOTH, "/v2/attributes", "{\"project_id\": %d, \"key\": \"plan\", \"name\": \"Plan\"}");
        patch(Raises.NOTHING, attribute, "{\"description\": \"d\"}");
        patch(Raises.BOTH, attribute, "{\"key\": \"tariff\"}");
        patch(Raises.NOTHING, attribute, "{\"key\": \"tariff\"}");

        String events = "/v2/projects/" + project + "/custom_events";
        String event = events + "/" + post(Raises.BOTH, events, "{\"key\": \"order\"}");
        patch(Raises.NOTHING, event, "{\"name\": \"n\", \"description\": \"d\"}");
        patch(Raises.BOTH, event, "{\"key\": \"purchase\"}");

        String audience = "/v2/audiences/" + post(Raises.BOTH, "/v2/audiences", """
                {"project_id": %d, "name": "Payers", "conditions":
                 ["or", {"type": "custom_attribute", "name": "Plan", "value": "pro"}]}""");
        patch(Raises.NOTHING, audience, "{\"description\": \"d\"}");
        patch(Raises.BOTH, audience, "{\"name\": \"Friends\"}");
        patch(Raises.BOTH, audience, """
                {"conditions": ["or", {"type": "custom_attribute", "name": "Plan", "value": "free"}]}""");

        delete(Raises.BOTH_THOUGH_THE_SAME, attribute);
        delete(Raises.BOTH, audience);
        delete(Raises.BOTH, event);
    }

    @Test
    void features() {
        String feature = "/v2/features/" + post(Raises.BOTH, "/v2/features", "{\"project_id\": %d, \"key\": \"f\"}");
        patch(Raises.NOTHING, feature, "{\"name\": \"n\", \"description\": \"d\"}");
        patch(Raises.BOTH, feature, """
                {"variables": [{"key": "title", "type": "string", "default_value": "Pay"}]}""");
        patch(Raises.BOTH, feature, "{\"key\": \"checkout\"}");
        patch(Raises.PRODUCTION, feature, rule("Production", 1000));
        patch(Raises.PRODUCTION, feature, rule("Production", 2000));
        patch(Raises.NOTHING, feature, rule("Production", 2000));
        patch(Raises.DEVELOPMENT, feature, rule("Development", 10_000));
        delete(Raises.BOTH, feature);
    }

    @Test
    void experiments() {
        long event = post(Raises.BOTH, "/v2/projects/" + project + "/custom_events", "{\"key\": \"order\"}");
        long feature = post(Raises.BOTH, "/v2/features", "{\"project_id\": %d, \"key\": \"f\"}");
        String experiment = "/v2/experiments/" + post(Raises.NOTHING, "/v2/experiments", """
                {"project_id": %d, "key": "e", "variations":
                 [{"key": "a", "weight": 5000}, {"key": "b", "weight": 5000}]}""");
        patch(Raises.NOTHING, experiment, "{\"holdback\": 5000}");
        patch(Raises.PRODUCTION, experiment + "?action=start", "{}");
        patch(Raises.NOTHING, experiment, "{\"name\": \"n\", \"description\": \"d\"}");
        patch(Raises.PRODUCTION, experiment, "{\"holdback\": 2000}");
        patch(Raises.PRODUCTION, experiment, "{\"metrics\": [{\"event_id\": " + event + "}]}");
        patch(Raises.PRODUCTION, experiment, "{\"feature_id\": " + feature + "}");
        patch(Raises.PRODUCTION, experiment, "{\"key\": \"renamed\"}");
        long variation = client.get(experiment).at("/variations/0/variation_id").longValue();
        patch(
                Raises.PRODUCTION,
                experiment,
                "{\"whitelist\": [{\"user_id\": \"zoë\", \"variation_id\": " + variation + "}]}");
        patch(Raises.DEVELOPMENT, experiment, "{\"environments\": {\"Development\": {\"status\": \"running\"}}}");
        patch(Raises.BOTH, experiment, "{\"holdback\": 1000}");
        delete(Raises.BOTH_THOUGH_THE_SAME, "/v2/features/" + feature);
        patch(Raises.PRODUCTION, experiment + "?action=pause", "{}");
        patch(Raises.PRODUCTION, experiment + "?action=resume", "{}");
        delete(Raises.BOTH, experiment);
        patch(Raises.NOTHING, experiment + "?action=unarchive", "{}");
    }

    @Test
    void groups_environments_and_projects() {
        long experiment = post(Raises.PRODUCTION, "/v2/experiments?action=start", """
                {"project_id": %d, "key": "e", "variations": [{"key": "a", "weight": 10000}]}""");
        String entities = "\"entities\": [{\"kind\": \"Experiment\", \"id\": " + experiment + ", \"weight\": ";
        String group = "/v2/groups/"
                + post(Raises.BOTH, "/v2/groups", "{\"project_id\": %d, \"name\": \"g\", " + entities + "5000}]}");
        patch(Raises.NOTHING, group, "{\"name\": \"n\", \"description\": \"d\"}");
        patch(Raises.BOTH, group, "{" + entities + "6000}]}");
        delete(Raises.BOTH, group);

        String environment = "/v2/environments/"
                + client.get("/v2/environments?project_id=" + project)
                        .json()
                        .get(1)
                        .at("/id");
        patch(Raises.NOTHING, environment, "{\"description\": \"d\", \"priority\": 3}");
        patch(Raises.DEVELOPMENT, environment, "{\"key\": \"test\"}");
        delete(Raises.NOTHING, environment);
        post(Raises.NOTHING, "/v2/environments", "{\"project_id\": %d, \"key\": \"staging\", \"name\": \"Staging\"}");
        patch(Raises.NOTHING, "/v2/projects/" + project, "{\"name\": \"n\", \"description\": \"d\"}");
    }

    private static String rule(String environment, int share) {
        return """
                {"environments": {"%s": {"rollout_rules":
                 [{"audience_conditions": "everyone", "enabled": true, "percentage_included": %d}]}}}""".formatted(environment, share);
    }

    /** @param body may have one place for the project's id */
    private long post(Raises raises, String path, String body) {
        Answer answer = client.post(path, body.formatted(project)).good();
        check(raises, "POST " + path + " " + body);
        return answer.id();
    }

    private void patch(Raises raises, String path, String body) {
        client.patch(path, body).good();
        check(raises, "PATCH " + path + " " + body);
    }

    private void delete(Raises raises, String path) {
        client.delete(path).good();
        check(raises, "DELETE " + path);
    }

    private void check(Raises raises, String what) {
        Map<String, Seen> before = new LinkedHashMap<>();
        before.put("production", production);
        before.put("development", development);
        production = look(production.path());
        development = look(development.path());
        check("production", before, production, raises, what);
        check("development", before, development, raises, what);
    }

    private static void check(String environment, Map<String, Seen> before, Seen after, Raises raises, String what) {
        Seen was = before.getOrDefault(environment, after);
        boolean raised = switch (raises) {
            case NOTHING -> false;
            case PRODUCTION -> environment.equals("production");
            case DEVELOPMENT -> environment.equals("development");
            case BOTH, BOTH_THOUGH_THE_SAME -> true;
        };
        if (raised) {
            assertThat(after.revision()).as("%s, %s", environment, what).isGreaterThan(was.revision());
        } else {
            assertThat(after.revision()).as("%s, %s", environment, what).isEqualTo(was.revision());
        }
        assertThat(!after.rest().equals(was.rest()))
                .as("the datafile of %s looks different, %s", environment, what)
                .isEqualTo(raised && raises != Raises.BOTH_THOUGH_THE_SAME);
    }

    private Seen look(String path) {
        Answer answer = server.stranger().get(path).good();
        return new Seen(
                path,
                Long.parseLong(answer.at("/revision").stringValue()),
                answer.text().replaceFirst("\"revision\":\"\\d+\"", ""));
    }

    private static String datafile(JsonNode environment) {
        return "/datafiles/" + environment.at("/datafile/sdk_key").stringValue() + ".json";
    }
}
