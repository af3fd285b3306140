package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the decision service's routes refuse, and who may ask them at all (SDK contract, 6.1). */
class AgentRefusalsTest {
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
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("/v1/decide", "{", 400, "error parsing request body: it is not JSON"),
                arguments("/v1/decide", "{\"userId\": [", 400, "expected close marker for Array"),
                arguments("/v1/decide", "[".repeat(65), 400, "nesting depth (65) exceeds the maximum allowed (64)"),
                arguments("/v1/decide", "[]", 400, "error parsing request body: expected an object, found []"),
                arguments("/v1/decide", "", 400, "missing \"userId\" in request payload"),
                arguments("/v1/decide", "{\"userId\": 5}", 400, "userId: expected text, found 5"),
                arguments("/v1/decide", "{\"userId\": \"\"}", 400, "missing \"userId\" in request payload"),
                arguments(
                        "/v1/decide",
                        "{\"userId\": \"u\", \"userAttributes\": []}",
                        400,
                        "userAttributes: expected an object, found []"),
                arguments(
                        "/v1/decide",
                        "{\"userId\": \"u\", \"decideOptions\": [\"FAST\"]}",
                        400,
                        "invalid option: FAST"),
                arguments(
                        "/v1/decide",
                        "{\"userId\": \"u\", \"decideOptions\": [\"INCLUDE_REASONS\", 1]}",
                        400,
                        "decideOptions.1: expected text, found 1"),
                arguments(
                        "/v1/decide",
                        "{\"userId\": \"u\", \"forcedDecisions\": [{\"flagKey\": true}]}",
                        400,
                        "forcedDecisions.0.flagKey: expected text, found true"),
                arguments("/v1/decide", "{\"userId\": \"u\", \"fetchSegments\": true}", 500, "failed to fetch"),
                arguments("/v1/activate?type=flag", PRO, 400, "type \"flag\" not supported"),
                arguments("/v1/activate?enabled=maybe", PRO, 400, "enabled: expected true or false, found \"maybe\""),
                arguments("/v1/track", PRO, 400, "missing required path parameter: eventKey"),
                arguments("/v1/override", "{\"experimentKey\": \"split_50\"}", 400, "userId cannot be empty"),
                arguments("/v1/override", "{\"userId\": \"u\"}", 400, "experimentKey cannot be empty"),
                arguments(
                        "/v1/override",
                        "{\"userId\": \"" + "u".repeat(501) + "\", \"experimentKey\": \"split_50\"}",
                        400,
                        "userId: expected at most 500 characters, found 501"),
                arguments("/v1/lookup", "{}", 400, "missing \"userId\" in request payload"),
                arguments(
                        "/v1/save",
                        "{\"userId\": \"u\", \"experimentBucketMap\": {\"301\": \"3011\"}}",
                        400,
                        "experimentBucketMap.301: expected an object, found \"3011\""),
                arguments("/v1/send-odp-event", "{}", 400, "no event was sent"),
                arguments(
                        "/v1/batch",
                        "{\"operations\": [{\"params\": {\"keys\": 1}}]}",
                        400,
                        "operations.0.params.keys: expected text, found 1"),
                arguments(
                        "/v1/batch",
                        "{\"operations\": [" + "{},".repeat(500) + "{}]}",
                        422,
                        "too many operations, exceeding 500 operations"),
                arguments("/v1/explain", "{}", 400, "visitor_id: expected text, found none"),
                arguments("/v1/explain", "{\"visitor_id\": \"u\"}", 400, "flag_key: expected the key of a flag"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void what_is_not_as_it_should_be_is_refused(String path, String body, int status, String error) {
        Answer answer = client.post(path, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.at("/error").stringValue()).contains(error);
    }

    static Stream<String> routes() {
        return Stream.of(
                "GET /v1/config",
                "GET /v1/datafile",
                "POST /v1/decide",
                "POST /v1/activate",
                "POST /v1/track",
                "POST /v1/override",
                "POST /v1/lookup",
                "POST /v1/save",
                "POST /v1/reset",
                "POST /v1/send-odp-event",
                "GET /v1/explain",
                "POST /v1/explain",
                "GET /v1/notifications/event-stream");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void every_route_wants_a_key_that_an_environment_has(String route) {
        assertError(route, Map.of(), 400, "missing required X-Optimizely-SDK-Key header");
        assertError(route, Map.of("X-Optimizely-SDK-Key", "a-b"), 400, "sdkKey failed validation");
        assertError(
                route,
                Map.of("X-Optimizely-SDK-Key", "nobodys"),
                403,
                "unable to fetch fresh datafile (consider rechecking SDK key), status code: 403 Forbidden");
    }

    private static void assertError(String route, Map<String, String> headers, int status, String error) {
        String[] parts = route.split(" ", 2);
        Answer answer = server.stranger().send(parts[0], parts[1], Optional.empty(), headers);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.at("/error").stringValue()).isEqualTo(error);
    }

    @Test
    void a_body_must_be_declared_as_json_and_have_an_end() {
        Answer form = server.stranger().send("POST", "/v1/decide", Optional.of(PRO), SdkKeyHolder.KEY);
        assertThat(form.status()).isEqualTo(415);
        assertThat(form.at("/error").stringValue()).contains("expected Content-Type application/json, found");

        Answer large = client.post("/v1/decide", " ".repeat((1 << 20) + 1));
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.at("/error").stringValue()).contains("1048576");
    }

    @Test
    void a_query_that_cannot_be_read_is_refused_in_the_words_of_its_route() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            Answer answer = wire.say("GET /v1/config?x=%zz HTTP/1.1\r\nHost: example.com\r\n\r\n")
                    .finish()
                    .answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.at("/error").stringValue()).contains("%zz");
            assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        }
    }

    @Test
    void pages_of_any_origin_may_ask() {
        Answer preflight = server.stranger()
                .send(
                        "OPTIONS",
                        "/v1/decide",
                        Optional.empty(),
                        Map.of(
                                "Access-Control-Request-Method",
                                "POST",
                                "Access-Control-Request-Headers",
                                "x-optimizely-sdk-key"));

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(preflight.header("Access-Control-Allow-Headers").orElseThrow())
                .contains("x-optimizely-sdk-key");
        assertThat(client.post("/v1/decide", PRO).header("Access-Control-Allow-Origin"))
                .contains("*");
        assertThat(client.post("/v1/decide", "{").header("Access-Control-Allow-Origin"))
                .contains("*");
    }

    @Test
    void an_unknown_filter_is_refused() {
        assertThat(client.get("/v1/notifications/event-stream?filter=everything")
                        .at("/error")
                        .stringValue())
                .isEqualTo("filter: expected decision, track or project_config_update, found everything");
    }
}
