package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.conformance.DecisionCases.Decided;
import org.muriel.conformance.DecisionCases.Visitor;
import tools.jackson.databind.JsonNode;

/** The decision service's routes on the running server (SDK contract, 6). */
class AgentTest {
    private static final String PRO = "{\"userId\": \"user-0\", \"userAttributes\": {\"plan\": \"pro\", \"age\": 17}}";

    @TempDir
    private static Path folder;

    private static RunningServer server;
    private static SdkKeyHolder client;

    @BeforeAll
    static void start() {
        DecidedProject.writeTo(folder);
        server = RunningServer.in(folder);
        client = new SdkKeyHolder(server.stranger());
        server.client()
                .post("/v2/projects/" + DecidedProject.ID + "/custom_events", "{\"key\": \"purchase\"}")
                .good();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        client.post("/v1/reset", "").good();
    }

    @Test
    void every_case_is_decided_as_the_vectors_say() {
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Visitor visitor : DecisionCases.visitors()) {
            Map<String, Decided> found = new HashMap<>();
            client.post(
                            "/v1/decide",
                            "{\"userId\": " + Json.write(Json.text(visitor.id())) + ", \"userAttributes\": "
                                    + Json.write(visitor.attributes()) + "}")
                    .good()
                    .json()
                    .forEach(it -> found.put(it.at("/flagKey").stringValue(), decided(it)));
            compared += found.size();
            differences.addAll(DecisionCases.differences(visitor, found));
        }

        assertThat(differences).isEmpty();
        assertThat(compared).isEqualTo(368);
    }

    private static Decided decided(JsonNode it) {
        // variables are left out when there are none
        return it.has("variables")
                ? Decided.of(it)
                : Decided.of(Json.parse(Json.write(it).replaceFirst("}$", ", \"variables\": {}}")));
    }

    @Test
    void one_key_gives_an_object_and_several_an_array() {
        assertThat(client.post("/v1/decide?keys=f_split", PRO).at("/flagKey").stringValue())
                .isEqualTo("f_split");
        assertThat(client.post("/v1/decide?keys=f_split&keys=f_none", PRO).json())
                .hasSize(2);
        assertThat(client.post("/v1/decide", PRO).json()).hasSize(8);
    }

    @Test
    void a_decision_has_every_member() {
        assertThat(client.post("/v1/decide?keys=f_split", PRO).json()).isEqualTo(Json.parse("""
                        {"flagKey": "f_split", "ruleKey": "split_50", "variationKey": "control", "enabled": true,
                         "isEveryoneElseVariation": false, "reasons": [],
                         "userContext": {"userId": "user-0", "attributes": {"plan": "pro", "age": 17}},
                         "variables": {"color": "blue", "n": 3}}"""));
    }

    @Test
    void an_unknown_flag_is_told_in_the_reasons() {
        Answer answer = client.post("/v1/decide?keys=nowhere", PRO);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/reasons/0").stringValue()).isEqualTo("No flag was found for key \"nowhere\".");
        assertThat(answer.at("/ruleKey").stringValue()).isEmpty();
    }

    @Test
    void a_forced_decision_counts_for_its_request_only() {
        Answer forced = client.post(
                "/v1/decide?keys=f_split",
                "{\"userId\": \"user-0\", \"forcedDecisions\":"
                        + " [{\"flagKey\": \"f_split\", \"ruleKey\": \"split_50\", \"variationKey\": \"treatment\"}]}");

        assertThat(forced.at("/variationKey").stringValue()).isEqualTo("treatment");
        assertThat(variation("user-0")).isEqualTo("control");
    }

    @Test
    @Timeout(30)
    void the_work_for_forced_decisions_grows_with_their_number_and_no_faster() {
        String forced = IntStream.range(0, 40_000)
                .mapToObj(it -> "{\"flagKey\": \"" + it + "\"}")
                .collect(Collectors.joining(","));

        client.post("/v1/decide?keys=f_split", "{\"userId\": \"user-0\", \"forcedDecisions\": [" + forced + "]}")
                .good();
    }

    @Test
    void a_request_keeps_the_id_it_came_with() {
        assertThat(client.post("/v1/decide", PRO, Map.of("X-Request-Id", "mine"))
                        .header("X-Request-Id"))
                .contains("mine");
        assertThat(client.get("/v1/config").header("X-Request-Id")).isPresent();
    }

    @Test
    void the_older_calls_answer_for_experiments_features_and_what_is_unknown() {
        JsonNode answer = client.post(
                        "/v1/activate?experimentKey=split_50&featureKey=f_rollout&experimentKey=nowhere", PRO)
                .good()
                .json();

        assertThat(answer).isEqualTo(Json.parse("""
                        [{"userId": "user-0", "experimentKey": "split_50", "featureKey": "", "variationKey": "control",
                          "type": "experiment", "enabled": true},
                         {"userId": "user-0", "experimentKey": "nowhere", "featureKey": "", "variationKey": "",
                          "type": "", "enabled": false, "error": "experimentKey not found"},
                         {"userId": "user-0", "experimentKey": "", "featureKey": "f_rollout", "variationKey": "",
                          "type": "feature", "enabled": false, "variables": {"ratio": 0.25, "flag": true}}]"""));
        assertThat(client.post("/v1/activate?type=feature&enabled=true", PRO).json())
                .isNotEmpty()
                .allMatch(it -> it.at("/enabled").booleanValue());
    }

    @Test
    void an_event_is_taken_when_the_datafile_has_it() {
        assertThat(client.post("/v1/track?eventKey=purchase", PRO).json())
                .isEqualTo(Json.parse("{\"userId\": \"user-0\", \"eventKey\": \"purchase\"}"));
        assertThat(client.post("/v1/track?eventKey=nothing", PRO)
                        .good()
                        .at("/error")
                        .stringValue())
                .isEqualTo("event with key \"nothing\" not found");
    }

    @Test
    void an_override_counts_until_it_is_taken_back() {
        String ofAnother = variation("user-1");
        assertThat(override("treatment").at("/messages").isNull()).isTrue();
        assertThat(variation("user-0")).isEqualTo("treatment");
        assertThat(variation("user-1")).isEqualTo(ofAnother);

        server.client()
                .post("/v2/attributes", "{\"project_id\": %d, \"key\": \"later\"}".formatted(DecidedProject.ID))
                .good();
        assertThat(variation("user-0")).isEqualTo("treatment");

        assertThat(override("control").at("/messages/0").stringValue()).isEqualTo("updating previous override");
        assertThat(variation("user-0")).isEqualTo("control");
        Answer removed = override("");
        assertThat(removed.at("/messages/0").stringValue()).isEqualTo("removing previous override");
        assertThat(removed.at("/prevVariationKey").stringValue()).isEqualTo("control");
        assertThat(override("").at("/messages/0").stringValue()).isEqualTo("no pre-existing override");
    }

    @Test
    void an_override_says_what_the_configuration_has_not() {
        assertThat(override("nowhere").at("/messages/0").stringValue())
                .isEqualTo("variationKey not found in configuration");
        assertThat(client.post(
                                "/v1/override",
                                "{\"userId\": \"u\", \"experimentKey\": \"nowhere\", \"variationKey\": \"a\"}")
                        .at("/messages/0")
                        .stringValue())
                .isEqualTo("experimentKey not found in configuration");
    }

    @Test
    void there_is_an_end_to_overrides() {
        for (int round = 0; round < 20; round++) {
            assertThat(batch(round * 500, 500).at("/errorCount").intValue()).isZero();
        }

        Answer one = batch(10_000, 1);

        assertThat(one.at("/errorCount").intValue()).isEqualTo(1);
        assertThat(one.at("/response/0/body/error").stringValue()).contains("expected at most 10000");
        client.post("/v1/reset", "").good();
        assertThat(batch(10_000, 1).at("/errorCount").intValue()).isZero();
    }

    private static Answer batch(int first, int count) {
        return client.post(
                        "/v1/batch",
                        IntStream.range(first, first + count)
                                .mapToObj(
                                        it -> operation(
                                                "o" + it,
                                                "POST",
                                                "/v1/override",
                                                "{\"userId\": \"v" + it
                                                        + "\", \"experimentKey\": \"split_50\", \"variationKey\": \"control\"}"))
                                .collect(Collectors.joining(",", "{\"operations\": [", "]}")))
                .good();
    }

    private static String operation(String id, String method, String url, String body) {
        return "{\"operationID\": \"" + id + "\", \"method\": \"" + method + "\", \"url\": \"" + url + "\", \"body\": "
                + body + ", \"headers\": {\"X-Optimizely-SDK-Key\": \"" + DecidedProject.SDK_KEY
                + "\"}}";
    }

    @Test
    void a_batch_answers_its_operations_in_their_order() {
        Answer answer = client.post(
                "/v1/batch",
                "{\"operations\": ["
                        + operation("first", "GET", "/v1/config", "{}") + ","
                        + operation("second", "POST", "/v1/lookup", "{}") + ","
                        + operation("third", "POST", "/v1/batch", "{}") + ","
                        + operation("fourth", "GET", "/v2/projects", "{}") + ","
                        + operation("fifth", "GET", "/v1/notifications/event-stream", "{}") + ","
                        + operation("sixth", "POST", "/v1/%62atch", "{}") + "]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/errorCount").intValue()).isEqualTo(5);
        assertThat(answer.at("/response"))
                .extracting(it -> it.at("/operationID").stringValue() + " " + it.at("/status"))
                .containsExactly("first 200", "second 400", "third 404", "fourth 404", "fifth 404", "sixth 404");
        assertThat(answer.at("/response/0/body/revision").isString()).isTrue();
    }

    @Test
    void an_operation_of_a_batch_may_have_a_query() {
        Answer answer = client.post(
                "/v1/batch",
                "{\"operations\": [" + operation("o", "POST", "/v1/decide?keys=f_split&keys=nowhere", PRO) + "]}");

        assertThat(answer.at("/response/0/status").intValue()).isEqualTo(200);
        assertThat(answer.at("/response/0/body"))
                .extracting(it -> it.at("/flagKey").stringValue())
                .containsExactly("f_split", "nowhere");
    }

    @Test
    void a_kept_variation_counts_until_it_is_replaced() {
        client.post(
                        "/v1/save",
                        "{\"userId\": \"user-0\", \"experimentBucketMap\": {\"301\": {\"variation_id\": \"3012\"}}}")
                .good();

        assertThat(variation("user-0")).isEqualTo("treatment");
        assertThat(client.post("/v1/lookup", "{\"userId\": \"user-0\"}").json())
                .isEqualTo(Json.parse("{\"userId\": \"user-0\","
                        + " \"experimentBucketMap\": {\"301\": {\"variation_id\": \"3012\"}}}"));
        client.post("/v1/save", "{\"userId\": \"user-0\"}").good();
        assertThat(variation("user-0")).isEqualTo("control");
    }

    @Test
    void decisions_are_kept_for_who_names_a_profile_service() {
        variation("user-0");
        assertThat(kept()).isEmpty();

        client.post("/v1/decide?keys=f_split", PRO, Map.of("X-Optimizely-UPS-Name", "any"))
                .good();
        assertThat(kept().at("/301/variation_id").stringValue()).isEqualTo("3011");
    }

    private static JsonNode kept() {
        return client.post("/v1/lookup", "{\"userId\": \"user-0\"}").at("/experimentBucketMap");
    }

    @Test
    void who_listens_hears_decisions_events_and_changes() {
        String stream = server.origin() + "/v1/notifications/event-stream";
        try (Listening all = new Listening(stream, SdkKeyHolder.KEY);
                Listening tracked = new Listening(stream + "?filter=track&raw", SdkKeyHolder.KEY)) {
            client.post("/v1/decide?keys=f_split", PRO).good();
            client.post("/v1/track?eventKey=purchase", PRO).good();
            server.client()
                    .post("/v2/attributes", "{\"project_id\": %d, \"key\": \"heard\"}".formatted(DecidedProject.ID))
                    .good();

            assertThat(all.contentType()).startsWith("text/event-stream");
            assertThat(data(all).at("/DecisionInfo/variationKey").stringValue()).isEqualTo("control");
            assertThat(data(all).at("/EventKey").stringValue()).isEqualTo("purchase");
            assertThat(data(all).at("/Type").stringValue()).isEqualTo("project_config_update");
            assertThat(Json.parse(tracked.line()).at("/ConversionEvent/key").stringValue())
                    .isEqualTo("purchase");
        }
    }

    private static JsonNode data(Listening stream) {
        String line = stream.line();
        assertThat(line).startsWith("data: ");
        return Json.parse(line.substring("data: ".length()));
    }

    private static Answer override(String variation) {
        return client.post(
                        "/v1/override",
                        "{\"userId\": \"user-0\", \"experimentKey\": \"split_50\", \"variationKey\": \"" + variation
                                + "\"}")
                .good();
    }

    private static String variation(String visitor) {
        return client.post("/v1/decide?keys=f_split", "{\"userId\": \"" + visitor + "\"}")
                .good()
                .at("/variationKey")
                .stringValue();
    }
}
