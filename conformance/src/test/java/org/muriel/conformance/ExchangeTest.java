package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The runner of the exchanges itself: a check that never fails checks nothing. */
class ExchangeTest {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "application/json; charset=utf-8",
            "X-RateLimit-Limit", "1",
            "X-RateLimit-Remaining", "1",
            "X-RateLimit-Reset", "1");

    @ParameterizedTest(name = "{1} is no {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "<id>"      | 0
            "<id>"      | "1"
            "<id>"      | 1.0
            "<time>"    | "2026-01-01T00:00:00Z"
            "<time>"    | "2026-01-01T00:00:00.123Z"
            "<second>"  | "2026-01-01T00:00:00.100000Z"
            "<uuid>"    | "0F8FAD5B-D9CB-469F-A165-70867728950E"
            "<sdk_key>" | "Qm4TfZ8kWc2RxL7sVbN1H"
            "<text>"    | ""
            "<text>"    | 1
            "x <text>"  | "x y"
            1           | 1.0
            1           | "1"
            true        | 1
            null        | 0
            "a.c"       | "abc"
            {"a": 1}    | {}
            {}          | {"a": 1}
            [1, 2]      | [2, 1]
            [1]         | [1, 2]
            """)
    void what_differs_is_told(String expected, String actual) {
        assertThat(Expectation.differences(Json.parse(expected), Json.parse(actual)))
                .hasSizeGreaterThan(0);
    }

    @Test
    void what_is_expected_is_accepted() {
        String expected = """
                {"b": "<id>", "t": ["<time>", "<second>"], "u": "<uuid>", "k": "<sdk_key>", "x": "<text>",
                 "n": 1.50, "z": null}""";
        String actual = """
                {"b": 9007199254740991, "t": ["2026-01-01T00:00:00.123456Z", "2026-01-01T00:00:00.000000Z"],
                 "u": "0f8fad5b-d9cb-469f-a165-70867728950e", "k": "Qm4TfZ8kWc2RxL7sVbN1Hd", "x": "a\\nb",
                 "n": 1.5, "z": null}""";
        assertThat(Expectation.differences(Json.parse(expected), Json.parse(actual)))
                .isEmpty();
    }

    @Test
    void a_difference_names_its_place() {
        assertThat(Expectation.differences(
                        Json.parse("{\"a\": [{\"b/c\": 1}], \"d\": 1}"),
                        Json.parse("{\"a\": [{\"b/c\": 2}], \"e\": 1}")))
                .containsExactly(
                        "/a/0/b~1c: expected 1, found 2",
                        "/d: expected 1, found nothing",
                        "/e: expected nothing, found 1");
    }

    @Test
    void kept_values_fill_keys_and_texts_and_keep_their_type_when_alone() {
        Kept kept = new Kept();
        kept.keep("id", Json.parse("17"));
        kept.keep("name", Json.parse("\"N\""));
        assertThat(kept.fill(Json.parse("""
                {"${id}": "${id}", "s": "${id|text}", "t": "no ${id}, ${name}", "l": ["${name}", 1]}"""))).isEqualTo(Json.parse("""
                        {"17": 17, "s": "17", "t": "no 17, N", "l": ["N", 1]}"""));
        assertThatThrownBy(() -> kept.fill("${nobody}")).hasMessageContaining("${nobody}");
    }

    @Test
    void a_good_answer_breaks_no_promise() {
        assertThat(Promises.broken("GET", answer(200, "{\"a\":{\"b\":[null],\"c\":0},\"d\":1}")))
                .isEmpty();
        assertThat(Promises.broken("DELETE", answer(204, ""))).isEmpty();
    }

    @Test
    void each_broken_promise_is_told() {
        assertThat(broken(200, "{\"b\":1,\"a\":1}")).containsExactly("the member a comes after b");
        assertThat(broken(200, "[{\"a\":{\"b\":null}}]")).containsExactly("the member b is null");
        assertThat(broken(200, "{\"a\":{\"z\":1},\"B\":1}")).containsExactly("the member B comes after a");
        assertThat(broken(204, "{}")).containsExactly("it has a body");
        assertThat(broken(302, "{\"code\":\"c\",\"message\":\"m\",\"uuid\":\"0f8fad5b-d9cb-469f-a165-70867728950e\"}"))
                .containsExactly("it redirects");
        assertThat(broken(404, "{\"code\":\"c\",\"uuid\":\"x\"}"))
                .containsExactly("the error body has no message", "the error's uuid is none: \"x\"");
        assertThat(broken(404, "gone")).singleElement().asString().startsWith("the body is not JSON");
        assertThat(Promises.broken("GET", new Answer(204, Map.of(), ""))).hasSize(3);
        assertThat(broken(500, "")).containsExactly("it has no body");
    }

    @Test
    void a_file_with_a_member_nobody_knows_is_refused() {
        assertThat(problem("{\"about\": \"a\", \"source\": \"s\", \"exchanges\": []}"))
                .contains("no exchanges");
        assertThat(problem("{\"about\": \"a\", \"exchanges\": [{}]}")).contains("source");
        assertThat(problem(exchange("{\"method\": \"GET\", \"path\": \"/\", \"boddy\": 1}", "{\"status\": 200}")))
                .contains("/exchanges/0/request", "boddy");
        assertThat(problem(exchange("{\"method\": \"GET\", \"path\": \"/\"}", "{\"stauts\": 200}")))
                .contains("stauts");
        assertThat(problem(exchange("{\"method\": \"GET\", \"path\": \"/\"}", "{}")))
                .contains("no status");
        assertThat(problem(exchange("{\"method\": \"GET\"}", "{\"status\": 200}")))
                .contains("path");
    }

    private static List<String> broken(int status, String body) {
        return Promises.broken("GET", answer(status, body));
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, HEADERS, body);
    }

    private static String exchange(String request, String response) {
        return "{\"about\": \"a\", \"source\": \"s\", \"exchanges\": [{\"name\": \"n\", \"request\": " + request
                + ", \"response\": " + response + "}]}";
    }

    private static String problem(String file) {
        try {
            ExchangeFile.parse("file", Json.parse(file));
            return "none";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
