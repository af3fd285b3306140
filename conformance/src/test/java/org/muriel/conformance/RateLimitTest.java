package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each token has so many requests a minute, if the operator wishes (REST specification, 1.11). */
class RateLimitTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:15Z");

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    @Test
    void a_token_has_its_requests_of_the_minute_and_gets_more_in_the_next() {
        try (RunningServer server = RunningServer.limited(folder, 3, now::get)) {
            Client owner = server.client();
            String end = "" + Instant.parse("2026-03-01T12:01:00Z").getEpochSecond();
            List<Answer> answers =
                    List.of(owner.get("/v2/me"), owner.get("/v2/projects/1"), owner.post("/v2/features", "no JSON"));
            assertThat(answers).extracting(Answer::status).containsExactly(200, 404, 400);
            assertThat(answers).extracting(it -> header(it, "Remaining")).containsExactly("2", "1", "0");
            assertThat(answers).allSatisfy(it -> {
                assertThat(header(it, "Limit")).isEqualTo("3");
                assertThat(header(it, "Reset")).isEqualTo(end);
            });

            now.set(START.plusSeconds(40));
            for (int i = 0; i < 2; i++) {
                Answer refused = owner.post("/v2/projects", "{\"name\": \"p\"}");
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.header("Retry-After")).contains("5");
                assertThat(header(refused, "Remaining")).isEqualTo("0");
                assertThat(header(refused, "Reset")).isEqualTo(end);
                assertThat(refused.at("/code").stringValue()).isEqualTo("too_many_requests");
                assertThat(Promises.broken("POST", refused)).isEmpty();
            }

            now.set(START.plusSeconds(45));
            Answer next = owner.get("/v2/projects");
            assertThat(next.json()).as("what was refused has not been done").isEmpty();
            assertThat(header(next, "Remaining")).isEqualTo("2");
        }
    }

    @Test
    void tokens_do_not_count_for_each_other_and_what_needs_none_is_not_counted() {
        try (RunningServer server = RunningServer.limited(folder, 2, now::get)) {
            Client owner = server.client();
            Client other = server.stranger()
                    .with(owner.post("/v2/x/tokens", "{}").good().at("/token").stringValue());
            owner.get("/v2/me").good();
            assertThat(owner.get("/v2/me").status()).isEqualTo(429);
            other.get("/v2/me").good();

            for (int i = 0; i < 5; i++) {
                assertThat(server.stranger().get("/v2/me").status()).isEqualTo(401);
                server.stranger().get("/v2/swagger.json").good();
                server.stranger().get("/health").good();
                assertThat(server.stranger().get("/datafiles/unknown.json").status())
                        .isEqualTo(403);
            }
            Answer unknown =
                    server.stranger().with("2:a-token-that-was-never-made-here").get("/v2/me");
            assertThat(unknown.status()).isEqualTo(401);
            assertThat(Promises.broken("GET", unknown)).isEmpty();
            assertThat(header(other.get("/v2/me"), "Remaining")).isEqualTo("0");
        }
    }

    @Test
    void another_token_for_the_same_program_brings_no_more_requests() {
        try (RunningServer server = RunningServer.limited(folder, 2, now::get)) {
            Client stranger = server.stranger();
            String back = "http://localhost:9000/";
            String program = server.client()
                    .post("/v2/x/oauth_clients", "{\"name\": \"p\", \"redirect_uris\": [\"" + back + "\"]}")
                    .good()
                    .at("/client_id")
                    .stringValue();
            Map<String, String> wish =
                    Map.of("client_id", program, "redirect_uri", back, "response_type", "token", "scope", "all");
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Answer allowed = ConsentForm.open(stranger, wish).allow(stranger, RunningServer.TOKEN);
                String token = ConsentForm.told(allowed).getOrDefault("access_token", "");
                statuses.add(stranger.with(token).get("/v2/me").status());
            }
            assertThat(statuses).containsExactly(200, 200, 429);
        }
    }

    @Test
    void without_a_wish_the_headers_name_a_limit_that_is_never_reached() {
        try (RunningServer server = RunningServer.at(folder, now::get)) {
            for (int i = 0; i < 3; i++) {
                Answer answer = server.client().get("/v2/me").good();
                assertThat(header(answer, "Remaining")).isEqualTo(header(answer, "Limit"));
                assertThat(Long.parseLong(header(answer, "Limit"))).isGreaterThanOrEqualTo(1_000_000);
                assertThat(Long.parseLong(header(answer, "Reset"))).isGreaterThan(START.getEpochSecond());
            }
        }
    }

    private static String header(Answer answer, String name) {
        return answer.header("X-RateLimit-" + name).orElse("");
    }
}
