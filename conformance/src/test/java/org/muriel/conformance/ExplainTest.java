package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.conformance.DecisionCases.Visitor;
import tools.jackson.databind.JsonNode;

/** {@code /v1/explain}: the decision, and steps that add up to it. */
class ExplainTest {
    private static final Map<String, String> KEY = Map.of("X-Optimizely-SDK-Key", DecidedProject.SDK_KEY);

    @TempDir
    private Path folder;

    private RunningServer server;

    @BeforeEach
    void start() {
        DecidedProject.writeTo(folder);
        server = RunningServer.in(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void every_explanation_ends_in_the_decision_of_the_vectors() {
        int placements = 0;
        for (Visitor visitor : DecisionCases.visitors()) {
            for (Map.Entry<String, DecisionCases.Decided> expected :
                    visitor.expected().entrySet()) {
                JsonNode explanation = explain(visitor.id(), expected.getKey(), Json.write(visitor.attributes()));

                assertThat(explanation.at("/decision/enabled").booleanValue())
                        .as(visitor.id() + " " + expected)
                        .isEqualTo(expected.getValue().enabled());
                for (JsonNode step : placements(explanation)) {
                    placements++;
                    assertThat(step.at("/bucket").longValue())
                            .isEqualTo((step.at("/hash").longValue() * 10_000) >>> 32);
                    assertThatTheRangeWithTheBucketIsHit(step);
                }
            }
        }

        assertThat(placements).isGreaterThan(100);
    }

    private static List<JsonNode> placements(JsonNode explanation) {
        List<JsonNode> placements = new ArrayList<>();
        for (JsonNode stop : explanation.at("/path")) {
            for (JsonNode step : stop.at("/steps")) {
                if (step.has("bucket")) {
                    placements.add(step);
                }
            }
        }
        return placements;
    }

    private static void assertThatTheRangeWithTheBucketIsHit(JsonNode step) {
        int bucket = step.at("/bucket").intValue();
        for (JsonNode range : step.at("/ranges")) {
            assertThat(range.at("/hit").booleanValue())
                    .as(step.toString())
                    .isEqualTo(range.at("/begin").intValue() <= bucket
                            && bucket < range.at("/end").intValue());
        }
    }

    @Test
    void it_shows_the_hashed_text_the_audience_tree_and_the_rules_passed_by() {
        JsonNode explanation = explain("user-0", "f_targeted", "{\"plan\": \"pro\", \"age\": 17}");

        JsonNode audiences = explanation.at("/path/0/steps/0");
        assertThat(audiences.at("/step").stringValue()).isEqualTo("audiences");
        assertThat(audiences.at("/tree/operator").stringValue()).isEqualTo("and");
        assertThat(leaves(audiences.at("/tree"))).isNotEmpty().allMatch(it -> it.has("attribute") && it.has("result"));
        assertThat(explanation.at("/path/0/rule/key").stringValue()).isEqualTo("targeted_30");
        assertThat(explanation.at("/path").size()).isGreaterThan(1);
        assertThat(explanation.at("/revision").isString()).isTrue();

        JsonNode split = explain("user-0", "f_split", "{}");
        assertThat(placements(split).getFirst().at("/hash_input").stringValue()).isEqualTo("user-0301");
    }

    private static List<JsonNode> leaves(JsonNode tree) {
        if (!tree.has("operands")) {
            return List.of(tree);
        }
        List<JsonNode> leaves = new ArrayList<>();
        tree.at("/operands").forEach(it -> leaves.addAll(leaves(it)));
        return leaves;
    }

    @Test
    void a_query_and_a_body_ask_the_same() {
        Answer body = server.stranger()
                .send(
                        "POST",
                        "/v1/explain",
                        Optional.of("{\"visitor_id\": \"user-0\", \"flag_key\": \"f_split\"}"),
                        Map.of("X-Optimizely-SDK-Key", DecidedProject.SDK_KEY, "Content-Type", "application/json"));

        assertThat(body.good().json()).isEqualTo(explain("user-0", "f_split", "{}"));
    }

    @Test
    void attributes_in_a_query_must_be_an_object() {
        Answer answer = server.stranger()
                .send("GET", "/v1/explain?visitor_id=u&flag_key=f_split&attributes=5", Optional.empty(), KEY);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error").stringValue()).isEqualTo("attributes: expected a JSON object, found 5");
    }

    private JsonNode explain(String visitor, String flag, String attributes) {
        return server.stranger()
                .send(
                        "GET",
                        "/v1/explain?visitor_id=" + URLEncoder.encode(visitor, UTF_8) + "&flag_key=" + flag
                                + "&attributes=" + URLEncoder.encode(attributes, UTF_8),
                        Optional.empty(),
                        KEY)
                .good()
                .json();
    }
}
