package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How results are judged can be chosen, and what a promise rests on cannot be changed once it was given. */
@Timeout(120)
class ChosenSettingsTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private static final int VISITORS = 600;

    @TempDir
    private Path temporary;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private RunningServer server;
    private Client client;
    private long account;
    private long project;
    private long event;

    @BeforeEach
    void a_project() {
        server = RunningServer.at(temporary.resolve("data"), now::get);
        client = server.client();
        Answer made = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good();
        project = made.id();
        account = made.at("/account_id").longValue();
        event = client.post("/v2/projects/" + project + "/custom_events", "{\"key\": \"purchase\"}")
                .good()
                .id();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void settings_are_shown_where_they_differ_from_the_usual_and_null_takes_them_back() {
        String path = "/v2/experiments/"
                + create("{\"stats_engine\": \"sequential\"}").id();
        assertThat(client.get(path).good().json().has("x_settings")).isFalse();

        client.patch(path, "{\"x_settings\": {\"n_star\": 50000, \"variance_guard\": \"off\"}}")
                .good();
        JsonNode chosen = client.patch(path, "{\"x_settings\": {\"difference_type\": \"absolute\"}}")
                .good()
                .at("/x_settings");
        assertThat(chosen.toString()).isEqualTo("""
                {"difference_type":"absolute","n_star":50000,"relative_interval":"inversion",\
                "sequential_variant":"mixture","stats_engine":"sequential","variance_guard":"off"}""");

        assertThat(client.patch(path, "{\"x_settings\": null}").good().json().has("x_settings"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"stats_engin\": \"bayesian\"}|/x_settings/stats_engin|one of the members",
                "{\"stats_engine\": \"best\"}|/x_settings/stats_engine|bayesian",
                "{\"stats_engine\": \"fixed_horizon\"}|/x_settings/n_star|planned_end",
                "{\"sequential_variant\": \"fixed_tau\"}|/x_settings/tau_squared|fixed_tau",
                "{\"n_star\": 1}|/x_settings/n_star|from 2 to",
                "{\"planned_end\": \"soon\"}|/x_settings/planned_end|a time",
            })
    void what_cannot_be_is_refused_by_its_name(String settings, String at, String expected) {
        Answer refused = create(settings);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains(at).contains(expected);
    }

    @Test
    void metrics_and_projects_have_settings_of_their_own() {
        Answer metric =
                client.post("/v2/experiments", """
                        {"project_id": %d, "key": "windowed", "metrics": [{"event_id": %d,
                        "x_settings": {"observation_window": "7d"}}], "variations": [{"key": "a", "weight": 10000}]}
                        """.formatted(project, event)).good();
        assertThat(metric.at("/metrics/0/x_settings").toString()).isEqualTo("{\"observation_window\":\"7d\"}");
        assertThat(client.patch("/v2/projects/" + project, "{\"x_settings\": {\"fdr_policy\": \"none\"}}")
                        .good()
                        .at("/x_settings/fdr_policy")
                        .asString())
                .isEqualTo("none");
        Answer refused = client.patch("/v2/projects/" + project, "{\"x_settings\": {\"fdr\": \"none\"}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("/x_settings/fdr").contains("bot_filtering, crossover, fdr_policy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"scope\": \"event\", \"aggregator\": \"count\"|{\"cuped_days\": 14}|cuped_days|scope visitor",
                "\"aggregator\": \"unique\"|{\"winsorize\": 0.99}|winsorize|counts and sums",
                "\"aggregator\": \"count\"|{\"winsorize\": 0.99, \"cuped_days\": 14}|winsorize|not both",
                "\"aggregator\": \"count\"|{\"winsorize\": 1}|winsorize|0.9",
                "\"aggregator\": \"count\"|{\"observation_window\": \"soon\"}|observation_window|14d",
            })
    void a_metric_has_the_settings_that_mean_something_for_it(String metric, String settings, String at, String text) {
        Answer refused = client.post("/v2/experiments", """
                {"project_id": %d, "key": "refused", "metrics": [{"event_id": %d, %s, "x_settings": %s}]}
                """.formatted(project, event, metric, settings));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("/metrics/0/x_settings/" + at).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stats_engine\": \"bayesian\"}",
                "{\"sequential_variant\": \"t\"}",
                "{\"n_star\": 20000}",
                "{\"planned_end\": \"2026-12-24T12:00:00Z\"}"
            })
    void what_the_promise_rests_on_is_fixed_by_the_start(String settings) {
        String path = "/v2/experiments/" + create("{}").id();
        client.patch(path + "?action=start", "{}").good();

        Answer refused = client.patch(path, "{\"x_settings\": " + settings + "}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .contains("as it was when the experiment started")
                .contains("/x_settings/");
        client.patch(path, "{\"x_settings\": {\"difference_type\": \"absolute\"}}")
                .good();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"sequential_variant\": \"multiscale\"}",
                "{\"sequential_variant\": \"fixed_tau\", \"tau_squared\": 0.001}",
                "{\"sequential_variant\": \"t\"}",
                "{\"sequential_variant\": \"exact_conversions\"}",
                "{\"stats_engine\": \"fixed_horizon\", \"n_star\": 500}",
                "{\"stats_engine\": \"hybrid\", \"n_star\": 500}",
                "{\"stats_engine\": \"bayesian\"}",
                "{\"relative_interval\": \"delta\", \"variance_guard\": \"off\"}",
            })
    void every_engine_finds_a_large_effect(String settings) {
        JsonNode experiment = started(settings);

        JsonNode green = lift(experiment, "?x_stats=true");

        assertThat(green.at("/lift/is_significant").booleanValue())
                .as(green.toString())
                .isTrue();
        if (!settings.contains("delta")) { // whose interval is not that of the same test
            assertThat(green.at("/lift/confidence_interval/0").doubleValue()).isPositive();
        }
        boolean believes = settings.contains("bayesian");
        assertThat(green.at("/x_stats/chance_to_beat").isMissingNode()).isEqualTo(!believes);
        assertThat(green.at("/x_stats/warnings").toString())
                .isEqualTo(believes ? "[\"not_adjusted_for_peeking\"]" : "[]");
    }

    @Test
    void a_fixed_horizon_says_nothing_before_its_end() {
        JsonNode experiment =
                started("{\"stats_engine\": \"fixed_horizon\", \"planned_end\": \"2026-11-24T14:00:00Z\"}");
        assertThat(lift(experiment, "").at("/lift/significance").doubleValue()).isZero();
        assertThat(lift(experiment, "").at("/lift").has("confidence_interval")).isFalse();

        now.set(START.plus(Duration.ofHours(2)));

        assertThat(lift(experiment, "").at("/lift/is_significant").booleanValue())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiered_bh", "pooled_weighted", "by", "e_bh", "holm", "bonferroni", "none"})
    void every_policy_lets_a_large_effect_through(String policy) {
        client.patch("/v2/projects/" + project, "{\"x_settings\": {\"fdr_policy\": \"" + policy + "\"}}")
                .good();

        assertThat(lift(started("{}"), "").at("/lift/is_significant").booleanValue())
                .isTrue();
    }

    /** What was kept is not given any more, neither for the same second nor for the same stretch of time. */
    @Test
    void an_event_is_in_the_next_answer() {
        JsonNode experiment = started("{}");
        String past = "?end_time=2026-11-24T12:55:00Z";
        String green = "/metrics/0/results/"
                + experiment.at("/variations/1/variation_id").asString();
        double before = results(experiment, past).at(green + "/value").doubleValue();
        assertThat(results(experiment, past).at(green + "/value").doubleValue()).isEqualTo(before);

        assertThat(SentEvents.post(client, """
                        {"client_name": "java-sdk", "client_version": "4.2.2", "account_id": "%d", "project_id": "%d",
                        "revision": "none of ours", "anonymize_ip": true, "enrich_decisions": true, "visitors": [
                        {"visitor_id": "v3", "attributes": [], "snapshots": [{"events": [{"entity_id": "%d",
                        "key": "purchase", "timestamp": %d, "uuid": "one more"}]}]}]}
                        """.formatted(
                                account, project, event, START.plusSeconds(1800).toEpochMilli()))
                        .status())
                .isEqualTo(204);
        SentEvents.settledLedger(client);

        assertThat(results(experiment, past).at(green + "/value").doubleValue()).isEqualTo(before + 1);
        assertThat(results(experiment, "").at(green + "/value").doubleValue()).isEqualTo(before + 1);
    }

    /** Every visitor sees both variations in the end: without crossed ones nobody is left. */
    @Test
    void visitors_who_crossed_leave_every_arm_if_the_project_wants_it() {
        JsonNode experiment = started("{}");
        send(experiment, true, 1, Duration.ofMinutes(40));
        assertThat(reach(experiment)).isEqualTo(VISITORS);

        client.patch("/v2/projects/" + project, "{\"x_settings\": {\"crossover\": \"exclude\"}}")
                .good();

        assertThat(reach(experiment)).isZero();
    }

    @Test
    void only_visitors_whose_window_is_over_are_in_a_metric_that_has_one() {
        JsonNode experiment = started("{}");
        String path = "/v2/experiments/" + experiment.path("id").longValue();
        client.patch(path, """
                {"metrics": [{"event_id": %d, "x_settings": {"observation_window": "90m"}}]}""".formatted(event)).good();
        assertThat(lift(experiment, "").path("samples").intValue()).isZero();

        now.set(START.plus(Duration.ofMinutes(91)));

        assertThat(lift(experiment, "").path("samples").intValue()).isEqualTo(VISITORS / 2);
    }

    private Answer create(String settings) {
        return client.post(
                "/v2/experiments", """
                {"project_id": %d, "key": "e%d", "metrics": [{"event_id": %d}], "x_settings": %s, "variations": [
                {"key": "original", "weight": 5000}, {"key": "green", "weight": 5000}]}
                """.formatted(project, System.identityHashCode(new Object()), event, settings));
    }

    /** An experiment in which every tenth visitor of the original converts and every third one of the other. */
    private JsonNode started(String settings) {
        JsonNode made = create(settings).good().json();
        client.patch("/v2/experiments/" + made.path("id").longValue() + "?action=start", "{}")
                .good();
        now.set(START.plusSeconds(3600));
        send(made, false, 0, Duration.ofSeconds(10));
        return made;
    }

    private void send(JsonNode experiment, boolean swapped, int mark, Duration after) {
        StringBuilder visits = new StringBuilder();
        for (int visitor = 0; visitor < VISITORS; visitor++) {
            int arm = visitor % 2;
            boolean converts = visitor / 2 % (arm == 0 ? 10 : 3) == 0;
            long at = START.plus(after).toEpochMilli() + visitor;
            visits.append(visits.isEmpty() ? "" : ",").append("""
                    {"visitor_id": "v%1$d", "attributes": [], "snapshots": [{"decisions": [{"campaign_id": "%2$s",
                    "experiment_id": "%3$s", "variation_id": "%4$s", "is_campaign_holdback": false}], "events": [
                    {"entity_id": "%2$s", "key": "campaign_activated", "timestamp": %5$d, "uuid": "d%1$d-%6$d"}]}%7$s]}
                    """.formatted(
                            visitor,
                            experiment.path("campaign_id").asString(),
                            experiment.path("id").asString(),
                            experiment
                                    .at("/variations/" + (swapped ? 1 - arm : arm) + "/variation_id")
                                    .asString(),
                            at,
                            mark,
                            !converts ? "" : """
                                            ,{"events": [{"entity_id": "%d", "key": "purchase", "timestamp": %d,
                                            "uuid": "c%d-%d"}]}""".formatted(event, at + 1000, visitor, mark)));
        }
        assertThat(SentEvents.post(client, """
                        {"client_name": "java-sdk", "client_version": "4.2.2", "account_id": "%d", "project_id": "%d",
                        "revision": "none of ours", "anonymize_ip": true, "enrich_decisions": true, "visitors": [%s]}
                        """.formatted(account, project, visits))
                        .status())
                .isEqualTo(204);
        SentEvents.settledLedger(client);
    }

    private JsonNode lift(JsonNode experiment, String query) {
        return results(experiment, query)
                .at("/metrics/0/results/"
                        + experiment.at("/variations/1/variation_id").asString());
    }

    private int reach(JsonNode experiment) {
        return results(experiment, "").at("/reach/total_count").intValue();
    }

    private JsonNode results(JsonNode experiment, String query) {
        return client.get("/v2/experiments/" + experiment.path("id").longValue() + "/results" + query)
                .good()
                .json();
    }
}
