package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where strangers reach the decision service's routes, and the operator has said so. */
class AgentAmongStrangersTest {
    private static final String PRO = "{\"userId\": \"user-0\", \"userAttributes\": {\"plan\": \"pro\", \"age\": 17}}";
    private static final String OVERRIDE =
            "{\"userId\": \"u\", \"experimentKey\": \"split_50\", \"variationKey\": \"control\"}";

    @TempDir
    private static Path folder;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        DecidedProject.writeTo(folder);
        server = RunningServer.amongStrangers(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/override",
                "POST /v1/lookup",
                "POST /v1/save",
                "POST /v1/reset",
                "GET /v1/notifications/event-stream"
            })
    void what_concerns_other_visitors_wants_a_token_too(String route) {
        Map<String, String> key = Map.of("X-Optimizely-SDK-Key", DecidedProject.SDK_KEY);
        Map<String, String> wrong = new HashMap<>(key);
        wrong.put("Authorization", "Bearer " + DecidedProject.SDK_KEY);

        assertError(
                route,
                key,
                401,
                "Authorization: expected Bearer <personal token> of a publisher beside the SDK key, found none");
        assertError(
                route,
                wrong,
                401,
                "Authorization: expected Bearer <personal token> of a publisher beside the SDK key, found none of one");
    }

    @Test
    void decisions_are_not_kept_without_a_token() {
        Answer answer = server.stranger()
                .send(
                        "POST",
                        "/v1/decide",
                        Optional.of(PRO),
                        Map.of(
                                "X-Optimizely-SDK-Key", DecidedProject.SDK_KEY,
                                "X-Optimizely-UPS-Name", "any",
                                "Content-Type", "application/json"));

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void the_sdk_key_is_enough_to_decide_and_with_a_token_for_the_rest() {
        SdkKeyHolder holder = new SdkKeyHolder(server.stranger());

        assertThat(holder.post("/v1/decide", PRO).status()).isEqualTo(200);
        assertThat(holder.post("/v1/override", OVERRIDE).status()).isEqualTo(401);
        assertThat(holder.post("/v1/override", OVERRIDE, Map.of("Authorization", "Bearer " + RunningServer.TOKEN))
                        .status())
                .isEqualTo(200);
    }

    private static void assertError(String route, Map<String, String> headers, int status, String error) {
        String[] parts = route.split(" ", 2);
        Answer answer = server.stranger().send(parts[0], parts[1], Optional.empty(), headers);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.at("/error").stringValue()).isEqualTo(error);
    }
}
