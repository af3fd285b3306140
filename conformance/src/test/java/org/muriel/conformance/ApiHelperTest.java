package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The REST client inside {@code @simonecoelhosfo/optimizely-mcp-server}, an MCP server for coding assistants, of 2025. */
@Tag("long")
class ApiHelperTest {
    /** Methods for another API, of flags. */
    private static final String OF_FLAGS = """
            archiveFlags archiveVariations brainstormVariableDefinitions createFlag createRule createVariableDefinition
            createVariation deleteFlag deleteRule deleteVariableDefinition deleteVariation disableFlag disableRuleset
            enableFlag enableRuleset getFlag getFlagEntities getFlagEnvironmentRuleset getFlagHistory getProjectHistory
            getRule getRuleByKey getVariableDefinition getVariation listFlags listRules listVariableDefinitions
            listVariations updateFlag updateFlagEnvironmentRuleset updateFlags updateRule updateRuleset
            updateVariableDefinitions updateVariations""";

    /** Methods that first ask whether the project is one of flags, and then do nothing. */
    private static final String FOR_PROJECTS_OF_FLAGS = "createEnvironment updateEnvironment deleteEnvironment";

    /** Methods that the others use. */
    private static final String INNER = "makeRequest isRetryableError getAllPages";

    @TempDir
    private Path folder;

    private RunningServer server;
    private ForeignClient client;

    @BeforeEach
    void start() {
        server = RunningServer.in(folder);
        client = ForeignClient.start("api-helper.js", server);
    }

    @AfterEach
    void stop() {
        if (client != null) {
            client.close();
        }
        server.close();
    }

    @Test
    void every_method_does_what_it_is_for() {
        long project = project();
        environments(project);
        attributes(project);
        long event = events(project);
        audiences(project);
        long feature = features(project);
        long experiment = experiments(project, event, feature);
        recommendations(project, experiment);
        groups(project, experiment);
        webhooks(project);
        people(project);
        wholeProjects(project);
        what_belongs_to_web_projects_is_not_found(project);
        what_the_api_does_not_have_is_not_found(project, feature);

        assertThat(client.neverCalled())
                .containsExactlyInAnyOrder((OF_FLAGS + " " + FOR_PROJECTS_OF_FLAGS + " " + INNER).split("\\s+"));
    }

    private long project() {
        long id = id("createProject", """
                {"name": "Shop", "platform": "custom", "sdks": ["node"], "description": "D", "status": "active"}""");
        assertThat(text("updateProject", id + ", {\"name\": \"Shop 2\"}", "/name"))
                .isEqualTo("Shop 2");
        assertThat(text("getProject", "\"" + id + "\"", "/name")).isEqualTo("Shop 2");
        assertThat(client.call("listProjects", "{\"per_page\": 10, \"page\": 1}"))
                .hasSize(1);
        assertThat(text("healthCheck", "", "/status")).isEqualTo("healthy");
        return id;
    }

    private void environments(long project) {
        assertThat(client.call("listEnvironments", "" + project)).hasSize(2);
        assertThat(client.call(
                        "listWebEnvironments", project + ", {\"page\": 1, \"per_page\": 5, \"archived\": false}"))
                .hasSize(2);
        long production = client.call("getEnvironment", project + ", \"Production\"")
                .at("/id")
                .longValue();
        assertThat(text("getWebEnvironment", "" + production, "/key")).isEqualTo("Production");
        assertThat(text("updateWebEnvironment", production + ", {\"description\": \"Live\"}", "/description"))
                .isEqualTo("Live");
        long staging = server.client()
                .post(
                        "/v2/environments",
                        "{\"project_id\": %d, \"key\": \"staging\", \"name\": \"S\"}".formatted(project))
                .good()
                .id();
        client.call("deleteWebEnvironment", "" + staging);
        assertThat(client.call("getWebEnvironment", "" + staging)
                        .at("/archived")
                        .booleanValue())
                .isTrue();
    }

    private void attributes(long project) {
        long id = id(
                "createAttribute",
                "{\"project_id\": %d, \"key\": \"plan\", \"name\": \"Plan\", \"condition_type\": \"custom_attribute\"}"
                        .formatted(project));
        assertThat(text("getAttribute", "" + id, "/condition_type")).isEqualTo("custom_attribute");
        assertThat(text("updateAttribute", id + ", {\"description\": \"What is paid\"}", "/description"))
                .isEqualTo("What is paid");
        assertThat(client.call("listAttributes", project + ", {\"per_page\": 1, \"page\": 1}"))
                .hasSize(1);
        long other = id("createAttribute", "{\"project_id\": %d, \"key\": \"old\"}".formatted(project));
        client.call("deleteAttribute", "" + other);
        assertThat(client.call("getAttribute", "" + other).at("/archived").booleanValue())
                .isTrue();
    }

    private long events(long project) {
        long id = id("createEvent", """
                {"project_id": %d, "key": "order", "name": "Order", "event_type": "custom", "category": "convert",
                 "description": "Paid"}""".formatted(project));
        assertThat(text("getEvent", "" + id, "/event_type")).isEqualTo("custom");
        assertThat(client.call("listEvents", project + ", {\"per_page\": 100}")).hasSize(1);
        return id;
    }

    private void audiences(long project) {
        long id = id("createAudience", """
                {"project_id": "%d", "name": "Paying", "description": "", "segmentation": false,
                 "conditions": ["and", ["or", ["or", {"type": "custom_attribute", "name": "plan", "match_type": "exact",
                                                      "value": "pro"}]]]}""".formatted(project));
        assertThat(text("getAudience", "" + id, "/conditions")).startsWith("[\"and\", [\"or\",");
        assertThat(text("updateAudience", id + ", {\"name\": \"Payers\"}", "/name"))
                .isEqualTo("Payers");
        assertThat(client.call("listAudiences", project + ", {\"page\": 1}")).hasSize(1);
        client.call("deleteAudience", "" + id);
        assertThat(client.call("getAudience", "" + id).at("/archived").booleanValue())
                .isTrue();
    }

    private long features(long project) {
        long id = id("createFeature", """
                {"project_id": %d, "key": "checkout", "name": "Checkout",
                 "variables": [{"key": "color", "type": "string", "default_value": "blue"}]}""".formatted(project));
        assertThat(text("getFeature", "" + id, "/variables/0/key")).isEqualTo("color");
        assertThat(text("updateFeature", id + ", {\"description\": \"New\"}", "/description"))
                .isEqualTo("New");
        assertThat(client.call("listFeatures", project + ", {\"per_page\": 50, \"page\": 1}"))
                .hasSize(1);
        long other = id("createFeature", "{\"project_id\": %d, \"key\": \"old\"}".formatted(project));
        client.call("deleteFeature", "" + other);
        assertThat(client.call("getFeature", "" + other).at("/archived").booleanValue())
                .isTrue();
        return id;
    }

    private long experiments(long project, long event, long feature) {
        JsonNode made = client.call("createExperiment", """
                {"project_id": %d, "key": "checkout_test", "name": "Checkout test", "type": "a/b", "feature_id": %d,
                 "audience_conditions": "everyone", "holdback": 0, "status": "not_started",
                 "metrics": [{"event_id": %d, "aggregator": "unique", "scope": "visitor",
                              "winning_direction": "increasing"}],
                 "variations": [{"key": "old", "name": "Old", "weight": 5000, "status": "active", "feature_enabled": false},
                                {"key": "new", "name": "New", "weight": 5000, "status": "active", "feature_enabled": true,
                                 "variable_values": {"color": "red"}}]}""".formatted(project, feature, event));
        long id = made.at("/id").longValue();
        assertThat(text("getExperiment", "" + id, "/status")).isEqualTo("not_started");
        assertThat(text("updateExperiment", id + ", {\"description\": \"D\"}, \"start\"", "/status"))
                .isEqualTo("running");
        assertThat(client.call("getExperimentResults", id + ", {\"stats_config\": \"x\"}")
                        .at("/metrics/0/event_id")
                        .longValue())
                .isEqualTo(event);
        assertThat(client.call("listExperiments", project + ", {\"page\": 1, \"per_page\": 25}"))
                .hasSize(1);
        campaigns(project, made.at("/campaign_id").longValue());

        JsonNode history = client.call("getChangeHistory", project + """
                , {"since": "2025-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z", "per_page": 5, "page": 1,
                   "entity_ids": [%d], "entity_type": "experiment"}""".formatted(id));
        assertThat(history.at("/0/entity/id").longValue()).isEqualTo(id);
        assertThat(history.at("/0/entity/type").stringValue()).isEqualTo("experiment");
        assertThat(text("updateExperiment", id + ", {}, \"pause\"", "/status")).isEqualTo("paused");
        client.call("deleteExperiment", "" + id);
        assertThat(text("getExperiment", "" + id, "/status")).isEqualTo("archived");
        return id("createExperiment", """
                {"project_id": %d, "key": "second", "variations": [{"key": "a", "weight": 10000}]}""".formatted(project));
    }

    /** Campaigns are read; they are not made or changed for experiments that stand alone (REST specification, 14). */
    private void campaigns(long project, long campaign) {
        assertThat(client.call("listCampaigns", project + ", {\"page\": 1, \"per_page\": 5, \"archived\": false}"))
                .isEmpty();
        String both = project + ", " + campaign;
        assertThat(client.call("getCampaign", both).at("/id").longValue()).isEqualTo(campaign);
        assertThat(client.call("getCampaignResults", "" + campaign)
                        .at("/campaign_id")
                        .longValue())
                .isEqualTo(campaign);
        refused(400, "createCampaign", project + ", {\"name\": \"C\", \"type\": \"personalization\"}");
        refused(400, "updateCampaign", both + ", {\"name\": \"C\"}");
        refused(400, "archiveCampaign", both);
        refused(400, "deleteCampaign", both);
    }

    /** It reads experiments and audiences, and finds the only experiment that measures nothing. */
    private void recommendations(long project, long experiment) {
        JsonNode found = client.call("getRecommendations", "" + project);
        assertThat(found.at("/summary/total_recommendations").intValue()).isEqualTo(1);
        assertThat(found.at("/recommendations/0/type").stringValue()).isEqualTo("metrics_configuration");
        assertThat(found.at("/recommendations/0/affected_entities")).hasSize(1);
        assertThat(found.at("/recommendations/0/affected_entities/0/id").longValue())
                .isEqualTo(experiment);
    }

    private void groups(long project, long experiment) {
        long id = id("createGroup", """
                {"project_id": %d, "name": "Layer", "description": "", "policy": "random",
                 "entities": [{"id": %d, "kind": "Experiment", "weight": 5000}]}""".formatted(project, experiment));
        assertThat(text("getGroup", "" + id, "/name")).isEqualTo("Layer");
        assertThat(text("updateGroup", id + ", {\"name\": \"Layer 1\"}", "/name"))
                .isEqualTo("Layer 1");
        assertThat(client.call("listGroups", "{\"project_id\": %d, \"page\": 1, \"per_page\": 5}".formatted(project)))
                .hasSize(1);
        client.call("deleteGroup", "" + id);
        assertThat(client.call("getGroup", "" + id).at("/archived").booleanValue())
                .isTrue();
    }

    private void webhooks(long project) {
        JsonNode made = client.call("createWebhook", project + """
                , {"name": "Hook", "url": "https://example.com/hook", "description": "", "active": true,
                   "events": ["project.datafile_updated"]}""");
        String id = made.at("/id").stringValue();
        assertThat(made.at("/secret").stringValue()).isNotEmpty();
        assertThat(text("getWebhook", id, "/name")).isEqualTo("Hook");
        assertThat(text("updateWebhook", id + ", {\"name\": \"Hook 2\"}", "/name"))
                .isEqualTo("Hook 2");
        assertThat(client.call("listWebhooks", project + ", {\"page\": 1, \"per_page\": 5}"))
                .hasSize(1);
        client.call("deleteWebhook", id);
        refused(404, "getWebhook", id);
    }

    private void people(long project) {
        assertThat(client.call("getCurrentUser", "").at("/profile/email").isString())
                .isTrue();
        assertThat(client.call("listCollaborators", project + ", {\"page\": 1, \"per_page\": 5}"))
                .hasSize(1);
        assertThat(client.call("listAllCollaborators", "{\"page\": 1, \"email\": \"a\"}"))
                .hasSize(1);
    }

    /** A project of flags is asked for in another API, so this client reads the rest of a project that is none. */
    private void wholeProjects(long project) {
        JsonNode whole = client.call("getProjectData", project + ", {\"includeFlags\": false}");
        assertThat(whole.at("/project/id").longValue()).isEqualTo(project);
        assertThat(whole.at("/environments")).hasSize(3);
        assertThat(whole.at("/experiments")).hasSize(2);
        assertThat(whole.at("/audiences")).hasSize(1);
        assertThat(whole.at("/attributes")).hasSize(2);
        assertThat(whole.at("/events")).hasSize(1);
    }

    private void what_belongs_to_web_projects_is_not_found(long project) {
        refused(404, "listPages", project + ", {}");
        refused(404, "getPage", "7");
        refused(404, "createPage", project + ", {}");
        refused(404, "updatePage", "7, {}");
        refused(404, "deletePage", "7");
        refused(404, "archivePage", "7");
        refused(404, "createPageEvent", "{\"page_id\": 7}");
        refused(404, "listExtensions", project + ", {}");
        refused(404, "getExtension", "7");
        refused(404, "createExtension", project + ", {}");
        refused(404, "updateExtension", "7, {}");
        refused(404, "deleteExtension", "7");
        refused(404, "listListAttributes", project + ", {}");
        refused(404, "getListAttribute", "7");
        refused(404, "createListAttribute", "{}");
        refused(404, "updateListAttribute", "7, {}");
        refused(404, "deleteListAttribute", "7");
        refused(404, "uploadListItems", "7, []");
        refused(404, "getExportCredentials", "3600");
    }

    /** Paths that this client made up, or that belong to another API. */
    private void what_the_api_does_not_have_is_not_found(long project, long feature) {
        refused(404, "listSegments", project + ", {}");
        refused(404, "getSegment", "7");
        refused(404, "createSegment", project + ", {}");
        refused(404, "updateSegment", "7, {}");
        refused(404, "deleteSegment", "7");
        refused(404, "listReports", project + ", {}");
        refused(404, "getReport", "7");
        refused(404, "createReport", "{}");
        refused(404, "updateReport", "7, {}");
        refused(404, "deleteReport", "7");
        refused(404, "createFeatureVariable", feature + ", {}");
        refused(404, "updateFeatureVariable", feature + ", 7, {}");
        refused(404, "deleteFeatureVariable", feature + ", 7");
        refused(404, "addCollaborator", project + ", {\"email\": \"a@example.com\"}");
        refused(404, "getCollaborator", project + ", 7");
        refused(404, "removeCollaborator", project + ", 7");
        refused(404, "createWebEnvironment", project + ", {}");
        refused(405, "updateEvent", "7, {}");
        refused(405, "deleteEvent", "7");
    }

    private void refused(int status, String method, String arguments) {
        JsonNode error = client.refused(method, arguments);
        assertThat(error.at("/status").intValue()).as(method + ": " + error).isEqualTo(status);
        assertThat(error.at("/response/code").stringValue()).isNotEmpty();
        assertThat(error.at("/response/message").stringValue()).isNotEmpty();
        assertThat(error.at("/response/uuid").stringValue()).isNotEmpty();
    }

    private long id(String method, String arguments) {
        return client.call(method, arguments).at("/id").longValue();
    }

    private String text(String method, String arguments, String pointer) {
        return client.call(method, arguments).at(pointer).stringValue();
    }
}
