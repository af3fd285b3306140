package org.muriel.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muriel.event.EventBatch;
import org.muriel.event.Exposure;
import org.muriel.event.VisitorEvents;
import org.muriel.event.log.LogRecord;
import org.muriel.experiment.Design;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.eventtype.EventType.ValueType;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.metric.Metric.Aggregator;
import org.muriel.experiment.metric.Metric.Field;
import org.muriel.experiment.metric.Metric.Operator;
import org.muriel.experiment.metric.Metric.Scope;
import org.muriel.experiment.settings.ProjectSettings.Crossover;
import org.muriel.experiment.settings.ProjectSettings.SegmentMode;
import org.muriel.experiment.traffic.Share;
import org.muriel.result.Counting;
import org.muriel.result.Course;
import org.muriel.result.EventStore;
import org.muriel.result.Irregularities;
import org.muriel.result.Segment;
import org.muriel.result.Segment.AttributeTest;
import org.muriel.result.Segment.Match;
import org.muriel.result.Window;
import org.muriel.testkit.Entities;

/**
 * Every question can be asked before the first event came, and while decisions came and no conversion: knowing that a
 * table has no rows, the engine binds and plans a query otherwise.
 */
class EmptyStoreTest {
    private static final Window WINDOW =
            new Window(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-03T00:00:00Z"));
    private static final List<Instant> TIMES = List.of(WINDOW.start().plusSeconds(3600), WINDOW.end());

    private static final List<DuckEventStore> STORES = new ArrayList<>();

    @BeforeAll
    static void open() {
        Properties settings = new Properties();
        settings.setProperty("threads", "1");
        for (int i = 0; i < 2; i++) {
            STORES.add(DuckEventStore.open(Path.of(":memory:"), settings));
        }
        Exposure holdback = new Exposure(
                "u", WINDOW.start(), Optional.empty(), Optional.of("50"), Optional.of("11"), true, Optional.empty());
        EventBatch batch = new EventBatch(
                "12",
                Optional.of("1"),
                Optional.empty(),
                EventBatch.Client.of("java-sdk", "4.2.2"),
                true,
                true,
                List.of(new VisitorEvents("ann", Optional.empty(), List.of(), List.of(holdback))));
        STORES.get(1).load(List.of(new LogRecord.Events(1, 2, WINDOW.start(), 1, OptionalLong.empty(), batch)));
    }

    @AfterAll
    static void close() {
        STORES.forEach(DuckEventStore::close);
    }

    @Test
    void every_kind_of_segment_can_be_asked_for() {
        List<Segment> segments = new ArrayList<>(List.of(
                new Segment.Everyone(),
                new Segment.BuiltIn(Segment.Family.BROWSER, "chrome"),
                new Segment.ByAttributes(new Condition.And<>(List.of(leaf(Match.EXACT), leaf(Match.EXACT)))),
                new Segment.ByAttributes(new Condition.Or<>(List.of(leaf(Match.REGEX), leaf(Match.EXACT))))));
        for (Match match : Match.values()) {
            segments.add(new Segment.ByAttributes(leaf(match)));
            segments.add(new Segment.ByAttributes(new Condition.Not<>(leaf(match))));
        }
        for (Segment segment : segments) {
            for (SegmentMode mode : SegmentMode.values()) {
                counts_nobody(
                        List.of(metric(Scope.VISITOR)),
                        segment,
                        new Counting(
                                mode, Crossover.EXCLUDE, Map.of(), Map.of(0, Duration.ofDays(3)), Map.of(0, 0.99)));
            }
        }
    }

    @Test
    void every_kind_of_filter_can_be_asked_for() {
        List<Metric> metrics = new ArrayList<>();
        for (Operator operator : Operator.values()) {
            for (ValueType type : ValueType.values()) {
                for (String value : List.of("1", "text")) {
                    Metric.PropertyCondition condition = new Metric.PropertyCondition("size", operator, type, value);
                    metrics.add(metric(
                            Aggregator.COUNT,
                            Optional.empty(),
                            Scope.EVENT,
                            Optional.of(new Metric.PropertyFilter(true, List.of(condition, condition)))));
                }
            }
        }
        metrics.add(metric(
                Aggregator.UNIQUE,
                Optional.empty(),
                Scope.SESSION,
                metrics.getFirst().filter()));
        counts_nobody(metrics, new Segment.Everyone(), Counting.DEFAULT);
    }

    @Test
    void every_kind_of_metric_can_be_asked_for() {
        List<Metric> metrics = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            metrics.add(metric(scope));
            metrics.add(metric(Aggregator.COUNT, Optional.empty(), scope, Optional.empty()));
            for (Field field : Field.values()) {
                metrics.add(metric(Aggregator.SUM, Optional.of(field), scope, Optional.empty()));
            }
            metrics.add(ratio(scope));
        }
        for (Metric metric : metrics) {
            counts_nobody(List.of(metric), new Segment.Everyone(), Counting.DEFAULT);
        }
        counts_nobody(
                metrics,
                new Segment.ByAttributes(leaf(Match.EXACT)),
                new Counting(
                        SegmentMode.EVENT,
                        Crossover.EXCLUDE,
                        Map.of(0, Duration.ofHours(1)),
                        Map.of(0, Duration.ofDays(3)),
                        Map.of(0, 0.99)));
    }

    private static void counts_nobody(List<Metric> metrics, Segment segment, Counting counting) {
        for (List<Instant> times : List.of(TIMES, List.of(WINDOW.end()))) {
            EventStore.Query query =
                    new EventStore.Query(experiment(metrics), WINDOW, times, segment, course(), counting);
            for (DuckEventStore store : STORES) {
                for (EventStore.Look look : store.looks(query)) {
                    assertThat(look.epochs())
                            .hasSize(2)
                            .allSatisfy(epoch -> assertThat(epoch.arms().values())
                                    .hasSize(2)
                                    .allSatisfy(
                                            arm -> assertThat(arm.visitors()).isZero()));
                }
                assertThat(store.irregularities(query)).isEqualTo(new Irregularities(0, 0));
            }
        }
    }

    private static Course course() {
        return new Course(
                OptionalLong.of(3),
                List.of(new Window(WINDOW.start(), WINDOW.start().plusSeconds(60))),
                List.of(WINDOW.start().plusSeconds(30)),
                List.of(),
                List.of(new Course.AllowListed("ann", WINDOW)));
    }

    private static Condition<AttributeTest> leaf(Match match) {
        return new Condition.Leaf<>(new AttributeTest(5, "pro", match));
    }

    private static Metric metric(Scope scope) {
        return metric(Aggregator.UNIQUE, Optional.empty(), scope, Optional.empty());
    }

    private static Metric metric(
            Aggregator aggregator, Optional<Field> field, Scope scope, Optional<Metric.PropertyFilter> filter) {
        return new Metric(
                aggregator,
                Optional.of(21L),
                field,
                scope,
                Metric.Direction.INCREASING,
                Optional.empty(),
                filter,
                Optional.empty(),
                Optional.empty());
    }

    private static Metric ratio(Scope scope) {
        Metric.Part part = new Metric.Part(Aggregator.SUM, Optional.of(21L), Optional.of(Field.REVENUE), scope);
        return new Metric(
                Aggregator.RATIO,
                Optional.empty(),
                Optional.empty(),
                Scope.VISITOR,
                Metric.Direction.INCREASING,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Metric.Ratio(part, part, Optional.empty())),
                Optional.empty());
    }

    private static Experiment experiment(List<Metric> metrics) {
        Experiment plain = Entities.anExperiment(50, 1, "asked about");
        Design it = plain.design();
        return plain.withDesign(new Design(
                it.key(),
                it.name(),
                it.description(),
                it.type(),
                it.targeting(),
                it.traffic(),
                it.featureId(),
                List.of(variation(11), variation(12)),
                metrics,
                it.whitelist(),
                it.schedule(),
                it.fullFactorial(),
                it.settings()));
    }

    private static Variation variation(long id) {
        return new Variation(
                id, "v" + id, Optional.empty(), "", Variation.Status.ACTIVE, new Share(5000), true, Map.of());
    }
}
