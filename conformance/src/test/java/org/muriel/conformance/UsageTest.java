package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The plan and how many impressions experiments had (REST specification, 18). */
class UsageTest {
    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-31T23:00:00Z"));
    private RunningServer server;
    private Client client;
    private long account;
    private long project;
    private long experiment;

    /** Three impressions on the last day of January, two on the first of February. */
    @BeforeEach
    void start() {
        server = RunningServer.at(folder, () -> now.updateAndGet(it -> it.plusMillis(1)));
        client = server.client();
        JsonNode environment = CheckoutProject.make(client);
        project = environment.at("/project_id").longValue();
        account = client.get("/v2/projects/" + project).at("/account_id").longValue();
        experiment =
                client.get("/v2/experiments?project_id=" + project).at("/0/id").longValue();
        String key = environment.at("/datafile/sdk_key").stringValue();
        for (int i = 0; i < 5; i++) {
            if (i == 3) {
                now.set(Instant.parse("2026-02-01T00:00:00Z"));
            }
            server.stranger()
                    .send(
                            "POST",
                            "/v1/activate?experimentKey=checkout",
                            Optional.of("{\"userId\": \"visitor-%d\"}".formatted(i)),
                            Map.of("X-Optimizely-SDK-Key", key, "Content-Type", "application/json"))
                    .good();
        }
        SentEvents.settledLedger(client);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_plan_has_no_limit_and_tells_what_was_used_this_month() {
        JsonNode plan = client.get("/v2/plan").good().json();

        assertThat(plan.at("/account_id").longValue()).isEqualTo(account);
        assertThat(plan.at("/status").stringValue()).isEqualTo("active");
        assertThat(plan.at("/unit_of_measurement").stringValue()).isEqualTo("Impressions");
        JsonNode product = plan.at("/product_usages/0");
        assertThat(product.at("/product_name").stringValue()).isEqualTo("Full Stack");
        assertThat(product.at("/start_time").stringValue()).isEqualTo("2026-02-01T00:00:00.000000Z");
        assertThat(product.at("/end_time").stringValue()).isEqualTo("2026-03-01T00:00:00.000000Z");
        assertThat(product.at("/usage").longValue()).isEqualTo(2);
        assertThat(product.at("/projects/" + project).longValue()).isEqualTo(2);
        assertThat(product.has("usage_allowance")).isFalse();
    }

    @Test
    void impressions_are_counted_by_experiment_and_day() {
        JsonNode line = usage("2026-01-01", "2026-02-28", "").good().at("/0");

        assertThat(line.at("/experiment_id").longValue()).isEqualTo(experiment);
        assertThat(line.at("/experiment_name").stringValue()).isEqualTo("checkout");
        assertThat(line.at("/experiment_status").stringValue()).isEqualTo("running");
        assertThat(line.at("/impression_count").longValue()).isEqualTo(5);
        assertThat(line.at("/platform").stringValue()).isEqualTo("fullstack");
        assertThat(line.at("/project_id").longValue()).isEqualTo(project);
        assertThat(line.at("/project_name").stringValue()).isEqualTo("p");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-01-31 | 2026-01-31 | '' | 3
            2026-02-01 | 2026-02-01 | '' | 2
            2026-01-31 | 2026-02-01 | &platforms=fullstack&platforms=web | 5
            2026-01-31 | 2026-02-01 | &platforms=web,edge | 0
            2026-01-01 | 2026-01-30 | '' | 0
            2026-01-31 | 2026-02-01 | &query={experiment}&sort=experiment_name&order=asc | 5
            2026-01-31 | 2026-02-01 | &query={project} | 5
            2026-01-31 | 2026-02-01 | &query=77 | 0
            2026-01-31 | 2026-02-01 | &query&page=2 | 0
            """)
    void days_and_filters_are_minded(String from, String to, String more, long impressions) {
        Answer answer = usage(
                from,
                to,
                more.replace("{experiment}", Long.toString(experiment)).replace("{project}", Long.toString(project)));

        long sum = answer.good()
                .json()
                .valueStream()
                .mapToLong(it -> it.at("/impression_count").longValue())
                .sum();
        assertThat(sum).isEqualTo(impressions);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            yesterday | 2026-01-01 | '' | usage_date_from
            2026-01-01 | 2026-02-30 | '' | usage_date_to
            2026-01-02 | 2026-01-01 | '' | usage_date_to
            2026-01-01 | 2026-01-01 | &platforms=tv | platforms
            2026-01-01 | 2026-01-01 | &sort=beauty | sort
            """)
    void what_makes_no_sense_is_refused(String from, String to, String more, String member) {
        Answer answer = usage(from, to, more);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/messages/" + member)).isNotEmpty();
    }

    @Test
    void the_summary_is_of_this_month() {
        Answer summary = client.get("/v2/billing/usage/" + account + "/summary").good();

        assertThat(summary.json()).isEqualTo(Json.parse("""
                        {"allowance": 0, "end_date": "2026-02-28", "last_update_date": "2026-02-01",
                        "start_date": "2026-02-01", "usage": 2, "usage_percentage": 0}"""));
        assertThat(client.get("/v2/billing/usage/1/summary").status()).isEqualTo(404);
    }

    private Answer usage(String from, String to, String more) {
        return client.get(
                "/v2/billing/usage/%d?usage_date_from=%s&usage_date_to=%s%s".formatted(account, from, to, more));
    }
}
