package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a visitor is of an audience can be asked before the audience is kept. */
class AudienceTrialTest {
    private static final String PRO =
            "[\"and\", {\"type\": \"custom_attribute\", \"name\": \"plan\", \"match_type\": \"exact\", \"value\": \"pro\"}]";
    private static final String GROWN_UP =
            "[\"and\", {\"type\": \"custom_attribute\", \"name\": \"age\", \"match_type\": \"ge\", \"value\": 18}]";

    @TempDir
    private static Path folder;

    private static RunningServer server;
    private static Client client;
    private static long project;

    @BeforeAll
    static void start() {
        server = RunningServer.in(folder);
        client = server.client();
        project = project();
    }

    private static long project() {
        long made = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good()
                .id();
        for (String key : new String[] {"plan", "age"}) {
            client.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"%s\"}".formatted(made, key))
                    .good();
        }
        return made;
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void who_meets_the_conditions_is_of_the_audience_and_who_does_not_is_not() {
        assertThat(test(PRO, "{\"plan\": \"pro\"}").at("/matches").booleanValue())
                .isTrue();
        assertThat(test(PRO, "{\"plan\": \"free\"}").at("/matches").booleanValue())
                .isFalse();
        assertThat(test(GROWN_UP, "{\"age\": 18}").at("/matches").booleanValue())
                .isTrue();
        assertThat(test(GROWN_UP, "{\"age\": 17.5}").at("/matches").booleanValue())
                .isFalse();
    }

    @Test
    void the_trace_says_what_was_asked_for_and_what_was_found() {
        Answer answer = test(PRO, "{\"plan\": \"free\"}");

        assertThat(answer.at("/trace").toString()).contains("\"plan\"", "\"pro\"", "\"free\"");
    }

    @Test
    void what_cannot_be_told_is_neither_yes_nor_no() {
        for (String attributes : new String[] {"{}", "{\"age\": \"old\"}", "{\"age\": null}"}) {
            assertThat(test(GROWN_UP, attributes).json().has("matches"))
                    .as(attributes)
                    .isFalse();
        }
        assertThat(client.post(
                                "/v2/x/audiences/test",
                                "{\"project_id\": %d, \"conditions\": %s}".formatted(project, PRO))
                        .good()
                        .json()
                        .has("matches"))
                .isFalse();
    }

    @Test
    void an_audience_that_is_kept_is_named() {
        String named = "{\"project_id\": %d, \"audience_id\": %d, \"attributes\": {\"plan\": \"pro\"}}";
        long kept = audience(project);
        long foreign = audience(project());

        assertThat(client.post("/v2/x/audiences/test", named.formatted(project, kept))
                        .good()
                        .at("/matches")
                        .booleanValue())
                .isTrue();
        assertThat(client.post("/v2/x/audiences/test", named.formatted(project, foreign))
                        .status())
                .isEqualTo(404);
        assertThat(client.post("/v2/x/audiences/test", named.formatted(project, 1))
                        .status())
                .isEqualTo(404);
        assertThat(client.post("/v2/x/audiences/test", named.formatted(1, kept)).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"attributes\": {\"plan\": \"pro\"}",
                "\"audience_id\": 5, \"conditions\": [\"and\"]",
                "\"conditions\": [\"and\", {\"type\": \"custom_attribute\", \"name\": \"nobody has it\", \"value\": 1}]",
                "\"conditions\": [\"and\", {\"type\": \"no such type\", \"name\": \"plan\", \"value\": 1}]",
                "\"conditions\": 5",
                "\"conditions\": [\"and\"], \"attributes\": [1]",
                "\"conditions\": [\"and\"], \"visitor\": \"v\""
            })
    void what_is_no_question_is_refused(String members) {
        Answer answer = client.post(
                "/v2/x/audiences/test",
                "{\"project_id\": " + project + (members.isEmpty() ? "" : ", " + members) + "}");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.at("/message").stringValue()).isNotEmpty();
    }

    @Test
    void asking_keeps_nothing() {
        String path = "/v2/audiences?project_id=" + project;
        String before = client.get(path).good().text();
        test(PRO, "{\"plan\": \"pro\"}");

        assertThat(client.get(path).good().text()).isEqualTo(before);
    }

    private static long audience(long of) {
        return client.post(
                        "/v2/audiences",
                        "{\"project_id\": %d, \"name\": \"Professionals %d\", \"conditions\": %s}"
                                .formatted(of, of, PRO))
                .good()
                .id();
    }

    private static Answer test(String conditions, String attributes) {
        return client.post(
                        "/v2/x/audiences/test",
                        "{\"project_id\": %d, \"conditions\": %s, \"attributes\": %s}"
                                .formatted(project, conditions, attributes))
                .good();
    }
}
