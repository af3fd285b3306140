package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.access.Access;
import org.muriel.access.PersonalToken;
import org.muriel.api.Api;
import org.muriel.api.EventParts;
import org.muriel.api.agent.AgentCredential;
import org.muriel.api.arrival.ArrivalRoutes;
import org.muriel.api.datafile.DatafileAddresses;
import org.muriel.api.datafile.Datafiles;
import org.muriel.api.decision.Reporting;
import org.muriel.api.export.ExportFolder;
import org.muriel.api.export.ExportRoutes;
import org.muriel.api.ledger.LedgerRoutes;
import org.muriel.api.metrics.MetricsRoutes;
import org.muriel.api.project.DefaultEnvironments;
import org.muriel.api.route.RateLimits;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Request;
import org.muriel.api.stream.Broadcast;
import org.muriel.event.EventBatch;
import org.muriel.event.intake.RecentEvents;
import org.muriel.event.ledger.Ledger;
import org.muriel.event.ledger.Loads;
import org.muriel.event.ledger.Receipts;
import org.muriel.experiment.Variation;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.result.Cell;
import org.muriel.result.EventStore;
import org.muriel.result.Irregularities;
import org.muriel.storage.duckdb.DuckEventStore;
import org.muriel.storage.sql.DataFolder;
import org.muriel.storage.sql.SqlStorage;
import org.muriel.testkit.DiscardingIntake;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the API makes of cells that are not empty: the example of the REST specification, 10.2. */
class ResultsFromCellsTest {
    private static final PersonalToken TOKEN =
            PersonalToken.parse("2:abcdefghijklmnopqrstuvwxyz").orElseThrow();
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final JsonMapper MAPPER = JsonMapper.shared();

    @TempDir
    private Path path;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicReference<EventStore.Query> asked = new AtomicReference<>();
    private DataFolder folder;
    private SqlStorage storage;
    private DuckEventStore raw;
    private Api api;
    private long attribute;
    private long experiment;
    private String original = "";
    private String green = "";

    @BeforeEach
    void an_experiment_that_runs_for_an_hour() {
        folder = DataFolder.open(path.resolve("data"));
        storage = SqlStorage.open(folder);
        raw = DuckEventStore.open(folder.path().resolve("events.duckdb"));
        Access access = storage.access(now::get, UUID::randomUUID);
        access.setUp(TOKEN);
        Catalog catalog = storage.catalog(now::get);
        api = new Api(
                catalog,
                access,
                new EventParts(
                        new DiscardingIntake(),
                        this::sixtyAndSeventyFiveOf500,
                        _ -> new Irregularities(0, 0),
                        (from, until) -> List.of(),
                        new LedgerRoutes(
                                catalog,
                                new Ledger(
                                        period -> new Loads(1, List.of()),
                                        (position, period) -> new Receipts(1, List.of())),
                                (project, most) -> List.of()),
                        new ExportRoutes(catalog, raw, new ExportFolder(folder.folder("exports"))),
                        new MetricsRoutes(() -> "", false),
                        new ArrivalRoutes.Arriving(new RecentEvents(), raw.arrivals(), () -> 0)),
                new Datafiles(catalog, InstantSource.system()),
                DatafileAddresses.KEY,
                AgentCredential.KEY,
                new Reporting(
                        new DiscardingIntake(), EventBatch.Client.of("muriel", "test"), now::get, UUID::randomUUID),
                new Broadcast(),
                DefaultEnvironments.CAPITALISED,
                List.of(),
                RateLimits.off(),
                now::get,
                new SecureRandom());
        long project = post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .path("id")
                .longValue();
        attribute = post("/v2/attributes", "{\"project_id\": " + project + ", \"key\": \"plan\"}")
                .path("id")
                .longValue();
        long event = post("/v2/projects/" + project + "/custom_events", "{\"key\": \"bought\"}")
                .path("id")
                .longValue();
        JsonNode made = post("/v2/experiments?action=start", """
                {"project_id": %d, "key": "checkout", "metrics": [{"event_id": %d}], "variations": [
                  {"key": "original", "name": "Original, as \\"ever\\"", "weight": 5000}, {"key": "green", "weight": 5000}]}
                """.formatted(project, event));
        experiment = made.path("id").longValue();
        original = made.at("/variations/0/variation_id").asString();
        green = made.at("/variations/1/variation_id").asString();
        now.set(START.plusSeconds(3600));
    }

    @AfterEach
    void close() {
        raw.close();
        storage.close();
        folder.close();
    }

    /** Significance, interval and visitors remaining: a short program of its own, from the formulas of the specification. */
    @Test
    void rates_variances_and_lift_are_those_of_the_counts() {
        JsonNode metric = get("/results").at("/metrics/0");

        JsonNode baseline = metric.at("/results/" + original);
        assertThat(baseline.path("samples").intValue()).isEqualTo(500);
        assertThat(baseline.path("value").toString()).isEqualTo("60.0");
        assertThat(baseline.path("rate").doubleValue()).isEqualTo(0.12);
        assertThat(baseline.path("variance").doubleValue()).isEqualTo(0.1056);
        assertThat(baseline.has("lift")).isFalse();
        JsonNode other = metric.at("/results/" + green);
        assertThat(other.path("rate").doubleValue()).isEqualTo(0.15);
        assertThat(other.path("is_baseline").booleanValue()).isFalse();
        assertThat(other.at("/lift/value").doubleValue()).isEqualTo(0.25, within(1e-15));
        assertThat(other.at("/lift/lift_status").asString()).isEqualTo("better");
        assertThat(other.at("/lift/is_significant").booleanValue()).isFalse();
        assertThat(other.at("/lift/significance").doubleValue()).isEqualTo(0.12238928019914896, within(1e-9));
        assertThat(other.at("/lift/confidence_interval/0").doubleValue()).isEqualTo(-0.3121013613922482, within(1e-9));
        assertThat(other.at("/lift/confidence_interval/1").doubleValue()).isEqualTo(1.3909345526317427, within(1e-9));
        assertThat(other.at("/lift/visitors_remaining").longValue()).isEqualTo(1591);
        assertThat(other.at("/lift").has("is_most_conclusive")).isFalse();
        assertThat(metric.has("conclusion")).isFalse();
        assertThat(get("/results")
                        .at("/reach/variations/" + green + "/variation_reach")
                        .doubleValue())
                .isEqualTo(0.5);
    }

    @Test
    void another_baseline_turns_the_lift_around() {
        JsonNode lift = get("/results?baseline_variation_id=" + green).at("/metrics/0/results/" + original + "/lift");

        assertThat(lift.path("value").doubleValue()).isEqualTo(-0.2, within(1e-15));
        assertThat(lift.path("lift_status").asString()).isEqualTo("worse");
    }

    @Test
    void the_csv_has_the_same_numbers_and_quotes_what_needs_it() {
        JsonNode lift = get("/results").at("/metrics/0/results/" + green + "/lift");

        assertThat(text("/v2/export/experiments/" + experiment + "/results/csv")
                        .lines()
                        .skip(1))
                .containsExactly(
                        "2026-03-01T10:00:00.000000Z,2026-03-01T11:00:00.000000Z,\"Original, as \"\"ever\"\"\","
                                + original
                                + ",true,bought,%d,unique,visitor,increasing,60.0,500,0.12,,,,,,,,".formatted(event()),
                        "2026-03-01T10:00:00.000000Z,2026-03-01T11:00:00.000000Z,green," + green
                                + ",false,bought,%d,unique,visitor,increasing,75.0,500,0.15,better,0.25,%s,false,%s,%s,1591,"
                                        .formatted(
                                                event(),
                                                lift.path("significance"),
                                                lift.at("/confidence_interval/0"),
                                                lift.at("/confidence_interval/1")));
    }

    @Test
    void a_series_has_a_point_every_five_minutes() {
        JsonNode points = get("/timeseries").at("/metrics/0/results/" + green + "/timeseries");

        assertThat(points.size()).isEqualTo(12);
        assertThat(points.get(0).path("time").asString()).isEqualTo("2026-03-01T10:05:00.000000Z");
        assertThat(points.get(11).path("time").asString()).isEqualTo("2026-03-01T11:00:00.000000Z");
    }

    @Test
    void a_segment_reaches_the_event_store_as_json_and_in_base64() {
        String conditions = "[\"not\", {\"attribute_id\": " + attribute
                + ", \"attribute_value\": \"free\", \"match_type\": \"prefix\"}]";
        String base64 = Base64.getUrlEncoder().encodeToString(conditions.getBytes(StandardCharsets.UTF_8));

        get("/results?segment_conditions=" + URLEncoder.encode(conditions, StandardCharsets.UTF_8));
        EventStore.Query asJson = asked.get();
        get("/results?segment_conditions=" + base64);

        assertThat(asked.get().segment()).isEqualTo(asJson.segment());
        assertThat(asJson.segment().toString())
                .contains("Not")
                .contains("PREFIX")
                .contains("free");
    }

    private long event() {
        return get("").at("/metrics/0/event_id").longValue();
    }

    private List<EventStore.Look> sixtyAndSeventyFiveOf500(EventStore.Query query) {
        asked.set(query);
        Map<Long, EventStore.Arm> arms = new HashMap<>();
        for (Variation variation : query.experiment().design().variations()) {
            Cell cell = Cell.proportion(500, variation.key().equals("green") ? 75 : 60);
            arms.put(variation.id(), new EventStore.Arm(500, List.of(cell)));
        }
        return query.times().stream().map(it -> new EventStore.Look(it, arms)).toList();
    }

    private JsonNode get(String below) {
        return MAPPER.readTree(text("/v2/experiments/" + experiment + below));
    }

    private String text(String url) {
        return answer("GET", url, "", 200);
    }

    private JsonNode post(String url, String body) {
        return MAPPER.readTree(answer("POST", url, body, 201));
    }

    private String answer(String method, String url, String body, int status) {
        int question = url.indexOf('?');
        Reply reply = api.router()
                .answer(new Request(
                        method,
                        question < 0 ? url : url.substring(0, question),
                        question < 0 ? "" : url.substring(question + 1),
                        "http://localhost",
                        name -> Optional.of("Bearer " + TOKEN.reveal()).filter(it -> name.equals("Authorization")),
                        most -> Optional.of(body.getBytes(StandardCharsets.UTF_8))));
        String text = reply instanceof Reply.Content content ? new String(content.body(), StandardCharsets.UTF_8) : "";
        assertThat(reply.status()).as(text).isEqualTo(status);
        return text;
    }
}
