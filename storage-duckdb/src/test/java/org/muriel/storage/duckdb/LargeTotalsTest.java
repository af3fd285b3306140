package org.muriel.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.muriel.event.Conversion;
import org.muriel.event.EventBatch;
import org.muriel.event.Exposure;
import org.muriel.event.VisitorEvent;
import org.muriel.event.VisitorEvents;
import org.muriel.event.log.LogRecord;
import org.muriel.experiment.Design;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.metric.Metric.Aggregator;
import org.muriel.experiment.metric.Metric.Field;
import org.muriel.experiment.metric.Metric.Scope;
import org.muriel.experiment.traffic.Share;
import org.muriel.result.Cell;
import org.muriel.result.EventStore;
import org.muriel.result.Segment;
import org.muriel.result.Window;
import org.muriel.testkit.Entities;

/**
 * Anybody may send events, and as many of the largest amounts as they like: the results of everybody else must come out
 * all the same, exact to the last digit.
 */
class LargeTotalsTest {
    private static final Window WINDOW =
            new Window(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-03T00:00:00Z"));
    private static final int MANY = 20_000;

    @Test
    void one_visitors_many_largest_amounts_keep_nobody_from_the_sums() {
        Properties settings = new Properties();
        settings.setProperty("threads", "1");
        try (DuckEventStore store = DuckEventStore.open(Path.of(":memory:"), settings)) {
            List<VisitorEvent> most = new ArrayList<>(List.of(exposure("m")));
            for (int i = 0; i < MANY; i++) {
                most.add(conversion("m" + i, Conversion.MOST_REVENUE, Conversion.MOST_VALUE));
            }
            most.add(conversion("small", 1, 0.000001));
            store.load(List.of(
                    events(1, "many", most),
                    events(MANY + 3L, "one", List.of(exposure("o"), conversion("o1", -3, -0.5)))));
            List<Metric> metrics = new ArrayList<>();
            for (Field field : Field.values()) {
                metrics.add(metric(field, Scope.VISITOR));
                metrics.add(metric(field, Scope.EVENT));
            }
            EventStore.Query query =
                    new EventStore.Query(experiment(metrics), WINDOW, List.of(WINDOW.end()), new Segment.Everyone());

            List<Cell> cells = store.looks(query)
                    .getFirst()
                    .epochs()
                    .getFirst()
                    .arms()
                    .values()
                    .iterator()
                    .next()
                    .cells();

            for (int index = 0; index < metrics.size(); index++) {
                boolean revenue = metrics.get(index).field().orElseThrow() == Field.REVENUE;
                BigDecimal many = BigDecimal.valueOf(revenue ? Conversion.MOST_REVENUE : (long) Conversion.MOST_VALUE)
                        .multiply(BigDecimal.valueOf(MANY))
                        .add(new BigDecimal(revenue ? "1" : "0.000001"));
                BigDecimal one = new BigDecimal(revenue ? "-3" : "-0.5");
                assertThat(cells.get(index).sumY()).isEqualByComparingTo(many.add(one));
                assertThat(cells.get(index).sumYY())
                        .isEqualByComparingTo(many.multiply(many).add(one.multiply(one)));
                BigDecimal events = BigDecimal.valueOf(MANY + 1);
                boolean perEvent = metrics.get(index).scope() == Scope.EVENT;
                assertThat(cells.get(index).sumYZ())
                        .isEqualByComparingTo(perEvent ? many.multiply(events).add(one) : many.add(one));
            }
        }
    }

    private static LogRecord.Events events(long position, String visitor, List<VisitorEvent> events) {
        EventBatch batch = new EventBatch(
                "12",
                Optional.of("1"),
                Optional.empty(),
                EventBatch.Client.of("java-sdk", "4.2.2"),
                true,
                true,
                List.of(new VisitorEvents(visitor, Optional.empty(), List.of(), events)));
        return new LogRecord.Events(position, position + events.size(), WINDOW.start(), 1, OptionalLong.empty(), batch);
    }

    private static Exposure exposure(String uuid) {
        return new Exposure(
                uuid, WINDOW.start(), Optional.empty(), Optional.of("50"), Optional.of("11"), false, Optional.empty());
    }

    private static Conversion conversion(String uuid, long revenue, double value) {
        return new Conversion(
                uuid,
                WINDOW.start().plusSeconds(1),
                "bought",
                Optional.of("21"),
                OptionalLong.of(revenue),
                OptionalDouble.of(value),
                OptionalLong.empty(),
                "{}",
                "{}");
    }

    private static Metric metric(Field field, Scope scope) {
        return new Metric(
                Aggregator.SUM,
                Optional.of(21L),
                Optional.of(field),
                scope,
                Metric.Direction.INCREASING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Experiment experiment(List<Metric> metrics) {
        Experiment plain = Entities.anExperiment(50, 1, "asked about");
        Design it = plain.design();
        Variation variation = new Variation(
                11, "v", Optional.empty(), "", Variation.Status.ACTIVE, new Share(10_000), true, Map.of());
        return plain.withDesign(new Design(
                it.key(),
                it.name(),
                it.description(),
                it.type(),
                it.targeting(),
                it.traffic(),
                it.featureId(),
                List.of(variation),
                metrics,
                it.whitelist(),
                it.schedule(),
                it.fullFactorial(),
                it.settings()));
    }
}
