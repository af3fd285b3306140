package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.openfeature.contrib.providers.ofrep.OfrepProvider;
import dev.openfeature.contrib.providers.ofrep.OfrepProviderOptions;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.MutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.muriel.conformance.DecisionCases.Decided;
import org.muriel.conformance.DecisionCases.Visitor;
import tools.jackson.databind.JsonNode;

/** OpenFeature remote evaluation by the running server, also through the published providers (SDK contract, 7). */
class OfrepTest {
    private static final String ALL = "/ofrep/v1/evaluate/flags";
    private static final String USER = "{\"context\": {\"targetingKey\": \"user-0\", \"plan\": \"pro\"}}";

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
    void every_case_is_evaluated_as_the_vectors_say() {
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Visitor visitor : DecisionCases.visitors()) {
            String attributes = Json.write(visitor.attributes());
            String context = "{\"targetingKey\": " + Json.write(Json.text(visitor.id()))
                    + (attributes.equals("{}") ? "" : ", ") + attributes.substring(1);
            Map<String, Decided> found = decided(
                    post(ALL, "{\"context\": " + context + "}", Map.of()).good().at("/flags"));
            compared += found.size();
            differences.addAll(DecisionCases.differences(visitor, found));
        }

        assertThat(differences).isEmpty();
        assertThat(compared).isEqualTo(368);
    }

    /** Flags, and the variables that follow them under keys with a dot. */
    private static Map<String, Decided> decided(JsonNode flags) {
        Map<String, List<String>> variables = new HashMap<>();
        for (JsonNode it : flags) {
            String[] key = it.at("/key").stringValue().split("\\.", 2);
            if (key.length == 2) {
                variables
                        .computeIfAbsent(key[0], flag -> new ArrayList<>())
                        .add("\"" + key[1] + "\": " + Json.write(it.at("/value")));
            }
        }
        Map<String, Decided> decided = new HashMap<>();
        for (JsonNode it : flags) {
            String key = it.at("/key").stringValue();
            if (!key.contains(".")) {
                decided.put(
                        key,
                        Decided.of(Json.parse("{\"ruleKey\": " + text(it.at("/metadata/ruleKey"))
                                + ", \"variationKey\": " + text(it.at("/variant")) + ", \"enabled\": "
                                + it.at("/value") + ", \"variables\": {"
                                + String.join(", ", variables.getOrDefault(key, List.of())) + "}}")));
            }
        }
        return decided;
    }

    private static String text(JsonNode it) {
        return it.isMissingNode() ? "null" : Json.write(it);
    }

    @Test
    void one_flag_has_a_value_a_variant_a_reason_and_metadata() {
        Answer answer = post(ALL + "/f_split", USER, Map.of());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/value").booleanValue()).isTrue();
        assertThat(answer.at("/variant").stringValue()).isEqualTo("control");
        assertThat(answer.at("/reason").stringValue()).isEqualTo("SPLIT");
        assertThat(answer.at("/metadata/ruleKey").stringValue()).isEqualTo("split_50");
        assertThat(answer.at("/metadata/experimentId").stringValue()).isEqualTo("301");
        assertThat(post(ALL + "/f_none", USER, Map.of()).at("/reason").stringValue())
                .isEqualTo("STATIC");
    }

    static Stream<Arguments> wrongContexts() {
        return Stream.of(
                arguments("{", "PARSE_ERROR", "not JSON"),
                arguments("[]", "PARSE_ERROR", "expected an object, found []"),
                arguments("", "TARGETING_KEY_MISSING", "no context"),
                arguments("{\"context\": 5}", "INVALID_CONTEXT", "context: expected an object, found 5"),
                arguments("{\"context\": {}}", "TARGETING_KEY_MISSING", "expected a targetingKey, found none"),
                arguments("{\"context\": {\"targetingKey\": \"\"}}", "TARGETING_KEY_MISSING", "found none"),
                arguments(
                        "{\"context\": {\"targetingKey\": 7}}",
                        "INVALID_CONTEXT",
                        "targetingKey: expected text, found 7"));
    }

    @ParameterizedTest
    @MethodSource("wrongContexts")
    void a_context_that_is_not_as_it_should_be_is_refused(String body, String code, String details) {
        for (String path : List.of(ALL, ALL + "/f_split")) {
            Answer answer = post(path, body, Map.of());

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.at("/errorCode").stringValue()).isEqualTo(code);
            assertThat(answer.at("/errorDetails").stringValue()).contains(details);
        }
    }

    @Test
    void what_the_environment_has_not_is_not_found() {
        for (String key : List.of("nowhere", "f_split.nowhere", "f_none.", "%FF")) {
            Answer answer = post(ALL + "/" + key, USER, Map.of());

            assertThat(answer.status()).as(key).isEqualTo(404);
            assertThat(answer.at("/errorCode").stringValue()).isEqualTo("FLAG_NOT_FOUND");
        }
    }

    @Test
    void the_key_of_an_environment_is_wanted_in_one_of_two_headers() {
        Client stranger = server.stranger();
        assertThat(stranger.post(ALL, USER).status()).isEqualTo(401);
        assertThat(stranger.with("nobodys").post(ALL, USER).status()).isEqualTo(403);
        assertThat(stranger.with(DecidedProject.SDK_KEY).post(ALL, USER).status())
                .isEqualTo(200);
        assertThat(stranger.get("/ofrep/v1/changes/nobodys").status()).isEqualTo(403);
    }

    @Test
    void the_same_context_is_unchanged_until_the_configuration_changes() {
        Answer first = post(ALL, USER, Map.of());
        String tag = first.header("ETag").orElseThrow();
        Answer again = post(ALL, USER, Map.of("If-None-Match", tag));

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
        assertThat(again.header("ETag")).contains(tag);
        assertThat(post(ALL, USER.replace("pro", "free"), Map.of("If-None-Match", tag))
                        .status())
                .isEqualTo(200);

        try (Listening changes = new Listening(
                server.origin()
                        + first.at("/eventStreams/0/endpoint/requestUri").stringValue(),
                Map.of())) {
            server.client().patch("/v2/experiments/301?action=pause", "{}").good();

            assertThat(changes.line()).contains("\"refetchEvaluation\"");
        }
        assertThat(post(ALL, USER, Map.of("If-None-Match", tag)).status()).isEqualTo(200);
    }

    @Test
    void the_java_provider_gets_flags_and_variables_by_their_type() {
        OpenFeatureAPI api = OpenFeatureAPI.getInstance();
        api.setProviderAndWait(OfrepProvider.constructProvider(OfrepProviderOptions.builder()
                .baseUrl(server.origin())
                .headers(ImmutableMap.of("X-API-Key", ImmutableList.of(DecidedProject.SDK_KEY)))
                .build()));
        var openFeature = api.getClient();
        MutableContext user = new MutableContext("user-0").add("plan", "pro").add("age", 17);

        FlagEvaluationDetails<Boolean> split = openFeature.getBooleanDetails("f_split", false, user);
        assertThat(split.getValue()).isTrue();
        assertThat(split.getVariant()).isEqualTo("control");
        assertThat(split.getReason()).isEqualTo("SPLIT");
        assertThat(split.getFlagMetadata().getString("ruleKey")).isEqualTo("split_50");
        assertThat(openFeature.getStringValue("f_split.color", "none", user)).isEqualTo("blue");
        assertThat(openFeature.getIntegerValue("f_split.n", -1, user)).isEqualTo(3);
        assertThat(openFeature.getDoubleValue("f_rollout.ratio", -1.0, user)).isEqualTo(0.25);
        assertThat(openFeature.getBooleanDetails("nowhere", false, user).getErrorCode())
                .isEqualTo(ErrorCode.FLAG_NOT_FOUND);
        api.shutdown();
    }

    @Test
    void the_providers_for_node_and_for_pages_get_the_same_and_pages_see_a_change_arrive() {
        try (NodeProgram program = NodeProgram.start(
                "ofrep.js", server.origin(), DecidedProject.SDK_KEY, "user-0", "{\"plan\": \"pro\", \"age\": 17}")) {
            for (int provider = 0; provider < 2; provider++) {
                JsonNode found = Json.parse(program.line());

                assertThat(found.at("/f_split/value").booleanValue()).isTrue();
                assertThat(found.at("/f_split/variant").stringValue()).isEqualTo("control");
                assertThat(found.at("/f_split/flagMetadata/ruleKey").stringValue())
                        .isEqualTo("split_50");
                assertThat(found.at("/f_split.color/value").stringValue()).isEqualTo("blue");
                assertThat(found.at("/f_split.n/value").intValue()).isEqualTo(3);
                assertThat(found.at("/f_targeted.cfg/value/n").intValue()).isZero();
                assertThat(found.at("/f_rollout.ratio/value").doubleValue()).isEqualTo(0.25);
                assertThat(found.at("/f_rollout.flag/value").booleanValue()).isTrue();
                assertThat(found.at("/f_nowhere/errorCode").stringValue()).isEqualTo("FLAG_NOT_FOUND");
            }

            server.client().patch("/v2/experiments/301?action=pause", "{}").good();

            assertThat(Json.parse(program.line()).at("/f_split/variant").stringValue())
                    .isNotEqualTo("control");
            program.end();
        }
    }

    private Answer post(String path, String body, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Content-Type", "application/json");
        headers.put("X-API-Key", DecidedProject.SDK_KEY);
        return server.stranger().send("POST", path, Optional.of(body), headers);
    }
}
