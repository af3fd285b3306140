package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code optimizely-x-node-client}, a client for Node of 2018 (REST specification, 23: it updates with {@code PUT}, adds
 * an {@code id} to questions, and reads pages off {@code Link}).
 */
@Tag("long")
class XNodeClientTest {
    @TempDir
    private Path folder;

    private RunningServer server;
    private ForeignClient client;

    @BeforeEach
    void start() {
        server = RunningServer.in(folder);
        client = ForeignClient.start("x-node-client.js", server);
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
        attributes(project);
        events(project);
        audiences(project);
        long campaign = experiments(project);
        campaigns(project, campaign);
        pages();
        assertThat(client.neverCalled())
                .as("OAuth, at an address that the client does not let one choose")
                .containsExactlyInAnyOrder("prepare", "isAccessTokenExpired", "getAccessTokenByRefreshToken");
    }

    private long project() {
        long id = created("createProject", """
                {"name": "Some Project", "account_id": 12345, "confidence_threshold": 0.9, "platform": "custom",
                 "status": "active", "web_snippet": {"enable_force_variation": false, "library": "jquery-1.11.3-trim"}}""");
        assertThat(payload("getProject", "" + id, 200).at("/name").stringValue())
                .isEqualTo("Some Project");
        JsonNode updated = payload("updateProject", "{\"id\": %d, \"name\": \"Renamed\"}".formatted(id), 200);
        assertThat(updated.at("/name").stringValue()).isEqualTo("Renamed");
        assertThat(updated.at("/platform").stringValue()).isEqualTo("custom");

        created("createProject", "{\"name\": \"Second\", \"platform\": \"custom\"}");
        created("createProject", "{\"name\": \"Third\", \"platform\": \"custom\"}");
        // it takes several links for one, so what it says of a page in the middle is wrong wherever it asks
        JsonNode last = client.call("getProjects", "{\"page\": 3, \"per_page\": 1}");
        assertThat(last.at("/payload/0/name").stringValue()).isEqualTo("Third");
        JsonNode meta = last.at("/meta");
        assertThat(meta.at("/prevPage").stringValue()).isEqualTo("2");
        assertThat(meta.has("lastPage")).isFalse();
        for (String limit : List.of("/rateLimit", "/rateLimitRemaining", "/rateLimitReset")) {
            assertThat(meta.at(limit).stringValue()).as(limit).containsOnlyDigits();
        }
        return id;
    }

    private void attributes(long project) {
        long id = created(
                "createAttribute", "{\"project_id\": %d, \"key\": \"tier\", \"name\": \"Tier\"}".formatted(project));
        String ofProject = "{\"project_id\": %d, \"page\": 1, \"per_page\": 25}".formatted(project);
        assertThat(payload("getAttributes", ofProject, 200)).hasSize(1);
        assertThat(payload("getAttribute", "\"%d\"".formatted(id), 200)
                        .at("/key")
                        .stringValue())
                .isEqualTo("tier");
        assertThat(payload("updateAttribute", "{\"id\": %d}, {\"name\": \"Customer tier\"}".formatted(id), 200)
                        .at("/name")
                        .stringValue())
                .isEqualTo("Customer tier");
        assertThat(client.call("deleteAttribute", "" + id).at("/statusCode").intValue())
                .isEqualTo(204);
        assertThat(payload("getAttribute", "{\"id\": %d}".formatted(id), 200)
                        .at("/archived")
                        .booleanValue())
                .isTrue();
    }

    private void events(long project) {
        long id = created(
                "createCustomEvent",
                "{\"project_id\": %d}, {\"key\": \"buy\", \"name\": \"Buy\", \"category\": \"purchase\"}"
                        .formatted(project));
        assertThat(payload("getEvents", "{\"project_id\": %d, \"include_classic\": true}".formatted(project), 200))
                .hasSize(1);
        assertThat(payload("getEvent", "\"%d\"".formatted(id), 200)
                        .at("/category")
                        .stringValue())
                .isEqualTo("purchase");
        // this client sends what says which event it is, and forgets what is to be changed
        String which = "{\"project_id\": %d, \"event_id\": %d, \"name\": \"Bought\"}".formatted(project, id);
        assertThat(payload("updateCustomEvent", which + ", {}", 200).at("/name").stringValue())
                .isEqualTo("Bought");
        assertThat(client.call("deleteCustomEvent", which).at("/statusCode").intValue())
                .isEqualTo(204);
        assertThat(payload("getEvent", "{\"id\": %d}".formatted(id), 200)
                        .at("/archived")
                        .booleanValue())
                .isTrue();
    }

    private void audiences(long project) {
        created("createAttribute", "{\"project_id\": %d, \"key\": \"plan\", \"name\": \"Plan\"}".formatted(project));
        // a client-made id, which this client insists on
        JsonNode made = payload("createAudience", """
                {"id": 1, "project_id": %d, "name": "Paying", "description": "", "archived": false, "is_classic": false,
                 "segmentation": false,
                 "conditions": "[\\"and\\", {\\"type\\": \\"custom_attribute\\", \\"name\\": \\"Plan\\", \\"value\\": \\"pro\\"}]"}
                """.formatted(project), 201);
        long id = made.at("/id").longValue();
        assertThat(id).isNotEqualTo(1);
        assertThat(payload("getAudiences", "{\"id\": %d, \"project_id\": %d}".formatted(project, project), 200))
                .hasSize(1);
        JsonNode read = payload("getAudience", "\"%d\"".formatted(id), 200);
        JsonNode back = payload("updateAudience", Json.write(read), 200);
        assertThat(back.at("/conditions")).isEqualTo(read.at("/conditions"));
        assertThat(payload("updateAudience", "{\"id\": %d, \"archived\": true}".formatted(id), 200)
                        .at("/archived")
                        .booleanValue())
                .isTrue();
    }

    private long experiments(long project) {
        long event = created(
                "createCustomEvent",
                "{\"project_id\": %d}, {\"key\": \"order\", \"name\": \"Order\"}".formatted(project));
        JsonNode made = payload("createExperiment", """
                {"action": "publish"}, {"project_id": %d, "key": "checkout", "type": "a/b", "holdback": 0,
                 "metrics": [{"event_id": %d, "aggregator": "unique", "scope": "visitor",
                              "winning_direction": "increasing"}],
                 "variations": [{"key": "old", "weight": 5000}, {"key": "new", "weight": 5000}]}""".formatted(project, event), 201);
        long id = made.at("/id").longValue();
        assertThat(payload("getExperiments", "" + project, 200)).hasSize(1);
        // it forgets its token here, and only here
        assertThat(client.refused("getExperiment", "" + id).at("/code").stringValue())
                .isEqualTo("unauthorized");
        assertThat(payload("updateExperiment", "{\"id\": %d, \"action\": \"start\"}, {}".formatted(id), 200)
                        .at("/status")
                        .stringValue())
                .isEqualTo("running");
        JsonNode results = payload("getExperimentResults", "{\"id\": %d}".formatted(id), 200);
        assertThat(results.at("/experiment_id").longValue()).isEqualTo(id);
        assertThat(results.at("/metrics/0/event_id").longValue()).isEqualTo(event);
        long campaign = made.at("/campaign_id").longValue();
        assertThat(payload("getCampaignResults", "{\"id\": %d}".formatted(campaign), 200)
                        .at("/campaign_id")
                        .longValue())
                .isEqualTo(campaign);

        assertThat(client.call("deleteExperiment", "" + id).at("/statusCode").intValue())
                .isEqualTo(204);
        assertThat(client.refused("deleteExperiment", "" + id).at("/code").stringValue())
                .isEqualTo("gone");
        assertThat(payload("getExperiments", "{\"project_id\": %d}".formatted(project), 200)
                        .at("/0/status")
                        .stringValue())
                .isEqualTo("archived");
        return campaign;
    }

    /** Campaigns are read; they are not made or changed for experiments that stand alone (REST specification, 14). */
    private void campaigns(long project, long campaign) {
        assertThat(payload("getCampaigns", "{\"project_id\": %d, \"page\": 1}".formatted(project), 200))
                .isEmpty();
        assertThat(payload("getCampaign", "\"%d\"".formatted(campaign), 200)
                        .at("/id")
                        .longValue())
                .isEqualTo(campaign);
        badRequest(
                "createCampaign",
                "{\"action\": \"publish\"}, {\"project_id\": %d, \"name\": \"C\"}".formatted(project));
        badRequest("updateCampaign", "{\"campaign_id\": %d, \"action\": \"start\"}, {}".formatted(campaign));
        badRequest("deleteCampaign", "" + campaign);
    }

    private void badRequest(String method, String arguments) {
        JsonNode error = client.refused(method, arguments);
        assertThat(error.at("/code").stringValue()).isEqualTo("bad_request");
        assertThat(error.at("/message").stringValue()).isNotEmpty();
        assertThat(error.at("/uuid").stringValue()).isNotEmpty();
    }

    /** Pages belong to web projects, which this server has none of (REST specification, 21). */
    private void pages() {
        String page = "{\"id\": 7, \"page_id\": 7, \"event_id\": 8, \"project_id\": 9}";
        notFound("getPages", page);
        notFound("getPage", page);
        notFound("createPage", page + ", {}");
        notFound("updatePage", page + ", {}");
        notFound("deletePage", page);
        notFound("createInPageEvent", page + ", {}");
        notFound("updateInPageEvent", page + ", {}");
        notFound("deleteInPageEvent", page);
    }

    private void notFound(String method, String arguments) {
        assertThat(client.refused(method, arguments).at("/code").stringValue()).isEqualTo("not_found");
    }

    @Test
    void what_is_refused_is_refused_in_words() {
        try (ForeignClient stranger = ForeignClient.start("x-node-client.js", server, "2:nobodys")) {
            assertThat(stranger.refused("getProjects", "{}").at("/code").stringValue())
                    .isEqualTo("unauthorized");
        }
        notFound("getProject", "4711");
        long project = created("createProject", "{\"name\": \"P\", \"platform\": \"custom\"}");
        String attribute = "{\"project_id\": %d, \"key\": \"a\"}".formatted(project);
        created("createAttribute", attribute);
        assertThat(client.refused("createAttribute", attribute).at("/code").stringValue())
                .isEqualTo("conflict");
        JsonNode wrong = client.refused("createAttribute", "{\"project_id\": %d, \"key\": \"a/b\"}".formatted(project));
        assertThat(wrong.at("/code").stringValue()).isEqualTo("bad_request");
        assertThat(wrong.at("/messages").has("key")).isTrue();
    }

    private long created(String method, String arguments) {
        return payload(method, arguments, 201).at("/id").longValue();
    }

    private JsonNode payload(String method, String arguments, int status) {
        JsonNode answer = client.call(method, arguments);
        assertThat(answer.at("/statusCode").intValue()).as(method).isEqualTo(status);
        return answer.at("/payload");
    }
}
