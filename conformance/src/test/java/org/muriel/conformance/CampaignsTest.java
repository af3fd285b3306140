package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Campaigns, as far as custom projects have them (REST specification, 14). */
class CampaignsTest {
    @TempDir
    private static Path folder;

    private static RunningServer server;
    private static Client client;
    private static long project;
    private static JsonNode experiment;
    private static String campaign;

    @BeforeAll
    static void start() {
        server = RunningServer.in(folder);
        client = server.client();
        project = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good()
                .id();
        experiment =
                client.post("/v2/experiments", """
                        {"project_id": %d, "key": "e", "holdback": 5000, "variations": [{"key": "a", "weight": 10000}]}""".formatted(project)).good().json();
        campaign = "/v2/campaigns/" + experiment.at("/campaign_id").longValue();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_collection_is_empty() {
        assertThat(client.get("/v2/campaigns?project_id=" + project + "&archived=True")
                        .good()
                        .json())
                .isEmpty();
        assertThat(client.get("/v2/campaigns").status()).isEqualTo(400);
        assertThat(client.get("/v2/campaigns?project_id=1").status()).isEqualTo(404);
    }

    @Test
    void an_experiment_names_a_campaign_that_can_be_read_and_names_the_experiment() {
        JsonNode read = client.get(campaign).good().json();

        assertThat(read.at("/id")).isEqualTo(experiment.at("/campaign_id"));
        assertThat(read.at("/experiment_priorities/0/0")).isEqualTo(experiment.at("/id"));
        assertThat(read.at("/holdback").longValue()).isEqualTo(5000);
        assertThat(read.at("/type").stringValue()).isEqualTo("other");
        assertThat(read.at("/status"))
                .isEqualTo(client.get("/v2/experiments/" + experiment.at("/id")).at("/status"));
        assertThat(client.get("/v2/experiments?campaign_id=" + experiment.at("/campaign_id"))
                        .at("/0/id"))
                .isEqualTo(experiment.at("/id"));
        assertThat(client.get("/v2/campaigns/1").status()).isEqualTo(404);
        assertThat(client.get("/v2/campaigns/x").status()).isEqualTo(400);
    }

    @Test
    void none_is_made_changed_or_archived() {
        assertThat(client.post(
                                "/v2/campaigns",
                                "{\"project_id\": %d, \"type\": \"personalization\"}".formatted(project))
                        .status())
                .isEqualTo(400);
        assertThat(client.patch(campaign + "?action=start", "{}").status()).isEqualTo(400);
        assertThat(client.send("PUT", campaign).status()).isEqualTo(400);
        assertThat(client.delete(campaign).status()).isEqualTo(400);
        assertThat(client.delete("/v2/campaigns/1").status()).isEqualTo(404);
        assertThat(client.get("/v2/experiments/" + experiment.at("/id"))
                        .at("/status")
                        .stringValue())
                .isEqualTo("not_started");
    }

    @Test
    void results_are_there_once_the_experiment_was_started() {
        long started = client.post("/v2/experiments", """
                        {"project_id": %d, "key": "started", "variations": [{"key": "a", "weight": 10000}]}""".formatted(project))
                .good()
                .at("/campaign_id")
                .longValue();
        String results = "/v2/campaigns/" + started + "/results";
        assertThat(client.get(results).status()).isEqualTo(204);

        long id = client.get("/v2/campaigns/" + started)
                .at("/experiment_priorities/0/0")
                .longValue();
        client.patch("/v2/experiments/" + id + "?action=start", "{}").good();

        Answer answer = client.get(results).good();
        assertThat(answer.at("/campaign_id").longValue()).isEqualTo(started);
        assertThat(answer.at("/metrics")).isEmpty();
        assertThat(answer.at("/start_time").stringValue())
                .isLessThan(answer.at("/end_time").stringValue());
        assertThat(answer.json().has("reach")).isFalse();
        assertThat(client.get(results + "?start_time=2030-01-01").status()).isEqualTo(400);
    }
}
