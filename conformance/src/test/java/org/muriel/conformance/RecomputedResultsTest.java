package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whoever has the raw events comes to the same numbers: a program in another language, written from the specification,
 * recomputes them from the export.
 */
@Timeout(600)
class RecomputedResultsTest {
    private static final long SEED = Long.getLong("muriel.seed", 20_261_126L);
    private static final Instant START = Instant.parse("2026-11-21T12:00:03.456789Z");
    private static final Instant WEIGHTS_CHANGED = START.plus(Duration.ofMinutes(7 * 60 + 13));
    private static final Instant PAUSED = START.plus(Duration.ofHours(20));
    private static final Instant RESUMED = START.plus(Duration.ofMinutes(22 * 60 + 1));
    private static final Instant NOW = START.plus(Duration.ofHours(60));
    private static final int VISITORS = 4_000;
    private static final JsonMapper MAPPER = JsonMapper.shared();

    @TempDir
    private Path temporary;

    private final AtomicReference<Instant> now = new AtomicReference<>(START.minusSeconds(60));
    private RunningServer server;
    private Client client;
    private long project;
    private long experiment;
    private String development = "";
    private String production = "";
    private String purchase = "";
    private String view = "";
    private String plan = "";
    private String original = "";
    private String green = "";

    @BeforeEach
    void an_experiment_with_two_epochs_a_pause_and_metrics_that_came_late() {
        server = RunningServer.at(temporary.resolve("data"), now::get);
        client = server.client();
        Answer made = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good();
        project = made.id();
        purchase = id("/v2/projects/" + project + "/custom_events", "{\"key\": \"purchase\"}");
        view = id("/v2/projects/" + project + "/custom_events", "{\"key\": \"view\"}");
        plan = id("/v2/attributes", "{\"project_id\": " + project + ", \"key\": \"plan\"}");
        now.set(START);
        JsonNode started = client.post("/v2/experiments?action=start", """
                        {"project_id": %d, "key": "checkout", "metrics": [{"event_id": %s}],
                        "variations": [{"key": "original", "weight": 5000}, {"key": "green", "weight": 5000}]}
                        """.formatted(project, purchase))
                .good()
                .json();
        experiment = started.path("id").longValue();
        original = started.at("/variations/0/variation_id").asString();
        green = started.at("/variations/1/variation_id").asString();
        now.set(START.plusSeconds(3600));
        change("", "{\"whitelist\": [{\"user_id\": \"visitor-17\", \"variation_id\": " + green + "}]}");
        now.set(WEIGHTS_CHANGED);
        change("", """
                {"variations": [{"variation_id": %s, "key": "original", "weight": 8000},
                {"variation_id": %s, "key": "green", "weight": 2000}]}""".formatted(original, green));
        now.set(PAUSED);
        change("?action=pause", "{}");
        now.set(RESUMED);
        change("?action=resume", "{}");
        now.set(NOW);
        JsonNode environments =
                client.get("/v2/environments?project_id=" + project).good().json();
        for (JsonNode it : environments) {
            if (it.path("is_primary").booleanValue()) {
                production = it.path("id").asString();
            } else {
                development = it.at("/datafile/revision").asString();
            }
        }
        new VisitsOfAnExperiment(
                        SEED,
                        new VisitsOfAnExperiment.CheckoutIds(
                                made.at("/account_id").longValue(),
                                project,
                                started.path("campaign_id").asString(),
                                String.valueOf(experiment),
                                original,
                                green,
                                purchase,
                                view,
                                plan,
                                development),
                        START,
                        WEIGHTS_CHANGED,
                        NOW)
                .send(client, VISITORS);
        change("", """
                {"metrics": [{"event_id": %1$s},
                {"aggregator": "sum", "field": "revenue", "event_id": %1$s},
                {"aggregator": "ratio", "time_window": "48h", "metrics": [
                  {"aggregator": "count", "event_id": %1$s}, {"aggregator": "count", "event_id": %2$s}]},
                {"aggregator": "sum", "field": "revenue", "event_id": %1$s, "scope": "event"},
                {"aggregator": "count", "event_id": %1$s, "scope": "session"},
                {"aggregator": "count", "event_id": %2$s, "winning_direction": "decreasing",
                  "x_settings": {"cuped_days": 5}},
                {"aggregator": "sum", "field": "revenue", "event_id": %1$s, "x_settings": {"winsorize": 0.95}}]}""".formatted(purchase, view));
        SentEvents.settledLedger(client);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_independent_program_comes_to_the_same_numbers() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("recomputed"));
        Files.writeString(
                folder.resolve("events.csv"),
                client.get("/v2/x/experiments/" + experiment + "/events").good().text());
        String segment = "?attribute_id=" + plan + "&attribute_value=pro";
        keep(folder, "results.json", "/results");
        keep(folder, "pro.json", "/results" + segment);
        keep(folder, "series.json", "/timeseries");
        Files.writeString(folder.resolve("facts.json"), facts().toString());

        assertThat(PythonProgram.run("recompute.py", folder)).as("seed " + SEED).startsWith("0\n");
    }

    @Test
    void what_the_experiment_went_through_shows_in_the_results() {
        JsonNode results = get("/results?x_stats=true&x_explain=true");

        assertThat(results.at("/stats_config/epoch_enabled").booleanValue()).isTrue();
        assertThat(results.at("/x_explain/epochs").size()).isEqualTo(2);
        assertThat(results.at("/x_explain/epochs/1/buckets/" + green).intValue())
                .isEqualTo(2000);
        assertThat(results.at("/x_explain/epochs/1/start_time").asString()).startsWith("2026-11-21T19:13:03.456789");
        assertThat(results.at("/x_explain/running").size()).isEqualTo(2);
        assertThat(results.at("/x_explain/forced_visitors").intValue()).isEqualTo(1);
        assertThat(results.at("/x_stats/srm/status").asString()).isEqualTo("ok");
        assertThat(results.at("/x_stats/crossover_count").intValue()).isBetween(50, 200);
        assertThat(results.at("/x_stats/late_events").intValue()).isGreaterThan(1_000);
        assertThat(results.at("/x_stats/warnings").toString()).isEqualTo("[\"crossovers\",\"late_events\"]");
        JsonNode lift = results.at("/metrics/0/results/" + green);
        assertThat(lift.at("/x_stats/gated").booleanValue()).isFalse();
        assertThat(lift.at("/x_stats/ate/confidence_interval").size()).isEqualTo(2);
        assertThat(lift.at("/x_stats/exact/significance").doubleValue()).isBetween(0.5, 1.0);
        assertThat(lift.at("/x_explain/cells").size()).isEqualTo(2);
        assertThat(lift.at("/x_explain/looks/rows").size()).isGreaterThan(150);
    }

    @Test
    void both_encodings_of_segment_conditions_and_the_short_form_are_one_segment() {
        String conditions = "{\"attribute_id\": " + plan + ", \"attribute_value\": \"pro\"}";
        String base64 = Base64.getUrlEncoder().encodeToString(conditions.getBytes(UTF_8));

        JsonNode shortForm = get("/results?attribute_id=" + plan + "&attribute_value=pro");

        assertThat(get("/results?segment_conditions=" + URLEncoder.encode(conditions, UTF_8)))
                .isEqualTo(shortForm);
        assertThat(get("/results?segment_conditions=" + base64)).isEqualTo(shortForm);
        assertThat(shortForm.at("/reach/total_count").intValue()).isBetween(800, 1_600);
    }

    @Test
    void who_has_the_results_already_is_told_only_that_until_something_changes() {
        Answer first = client.get(path("/results")).good();
        Map<String, String> known = Map.of("If-None-Match", first.header("ETag").orElseThrow());

        assertThat(client.send("GET", path("/results"), Optional.empty(), known).status())
                .isEqualTo(304);

        now.set(NOW.plusSeconds(5));
        Answer later = client.send("GET", path("/results"), Optional.empty(), known);
        assertThat(later.status()).isEqualTo(200);
        assertThat(later.at("/end_time").asString()).isEqualTo("2026-11-24T00:00:08.000000Z");
    }

    private ObjectNode facts() {
        ObjectNode facts = MAPPER.createObjectNode();
        facts.put("start", "2026-11-21T12:00:03.000000Z");
        facts.put("end", NOW.toString().substring(0, 19) + ".000000Z");
        facts.put("confidence", 0.9);
        facts.put("environment", production);
        facts.put("experiment", String.valueOf(experiment));
        facts.putArray("epochs").add(WEIGHTS_CHANGED.toString());
        ArrayNode running = facts.putArray("running");
        running.addArray().add("2026-11-21T12:00:03.000000Z").add(PAUSED.toString());
        running.addArray().add(RESUMED.toString()).add(NOW.toString());
        facts.putArray("forced")
                .addArray()
                .add("visitor-17")
                .add(START.plusSeconds(3600).toString())
                .add("2030-01-01T00:00:00.000000Z");
        facts.putArray("variations").add(original).add(green);
        facts.set("metrics", get("").path("metrics"));
        ArrayNode answers = facts.putArray("answers");
        answers.addObject().put("file", "results.json");
        ObjectNode pro = answers.addObject().put("file", "pro.json");
        pro.putArray("segment").add(plan).add("pro");
        answers.addObject().put("file", "series.json");
        return facts;
    }

    private void keep(Path folder, String name, String below) throws IOException {
        Files.writeString(folder.resolve(name), client.get(path(below)).good().text());
    }

    private JsonNode get(String below) {
        return client.get(path(below)).good().json();
    }

    private String path(String below) {
        return "/v2/experiments/" + experiment + below;
    }

    private void change(String query, String body) {
        client.patch(path(query), body).good();
    }

    private String id(String path, String body) {
        return String.valueOf(client.post(path, body).good().id());
    }
}
