package org.muriel.storage.duckdb;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import org.muriel.event.Conversion;
import org.muriel.event.EventBatch;
import org.muriel.event.Exposure;
import org.muriel.event.VisitorAttribute;
import org.muriel.event.VisitorAttribute.Value;
import org.muriel.event.VisitorEvent;
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
import org.muriel.experiment.metric.Metric.Scope;
import org.muriel.experiment.settings.ProjectSettings.Crossover;
import org.muriel.experiment.settings.ProjectSettings.SegmentMode;
import org.muriel.experiment.traffic.Share;
import org.muriel.result.Counting;
import org.muriel.result.Course;
import org.muriel.result.EventStore;
import org.muriel.result.Segment;
import org.muriel.result.Window;
import org.muriel.testkit.Entities;

/**
 * Events, and questions about them, drawn at random from so little that everything meets everything: equal times,
 * duplicates, late and early conversions, several variations, pauses, environments, sessions of all lengths.
 */
final class GeneratedEvents {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final long EXPERIMENT = 50;

    private final long project;
    private final Random random;

    /** @param seed also of the project that all of it is about */
    GeneratedEvents(long seed) {
        this.project = seed;
        this.random = new Random(seed);
    }

    List<LogRecord.Events> log() {
        List<LogRecord.Events> log = new ArrayList<>();
        List<VisitorEvents> sent = new ArrayList<>();
        int visitors = 2 + random.nextInt(12);
        int batches = 5 + random.nextInt(60);
        long position = 1;
        for (int batch = 0; batch < batches; batch++) {
            List<VisitorEvents> parts = new ArrayList<>();
            for (int part = 0; part <= random.nextInt(3); part++) {
                if (!sent.isEmpty() && random.nextInt(8) == 0) {
                    parts.add(sent.get(random.nextInt(sent.size())));
                } else {
                    parts.add(visitor("visitor-" + random.nextInt(visitors)));
                }
            }
            sent.addAll(parts);
            EventBatch content = new EventBatch(
                    "12",
                    Optional.of("1"),
                    Optional.of("5"),
                    EventBatch.Client.of("java-sdk", "4.2.2"),
                    true,
                    true,
                    parts);
            log.add(new LogRecord.Events(
                    position,
                    position + content.size(),
                    START.plus(Duration.ofHours(60L * random.nextInt(4))),
                    random.nextInt(15) == 0 ? 2 : project,
                    random.nextInt(3) == 0 ? OptionalLong.empty() : OptionalLong.of(3 + random.nextInt(8) / 7),
                    content));
            position += content.size();
        }
        return log;
    }

    private VisitorEvents visitor(String id) {
        List<VisitorEvent> events = new ArrayList<>();
        for (int count = 0; count <= random.nextInt(3); count++) {
            events.add(random.nextInt(3) == 0 ? exposure() : conversion());
        }
        List<VisitorAttribute> attributes = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            attributes.add(new VisitorAttribute(
                    Optional.of("5"), "plan", new Value.Text(oneOf("pro", "free", "prof", "it's \"odd\" ?"))));
        }
        if (random.nextInt(2) == 0) {
            attributes.add(new VisitorAttribute(Optional.of("6"), "age", new Value.Numeric(random.nextInt(3) / 2.0)));
        }
        if (random.nextInt(2) == 0) {
            attributes.add(new VisitorAttribute(Optional.of("7"), "member", new Value.Truth(random.nextBoolean())));
        }
        return new VisitorEvents(id, Optional.empty(), attributes, events);
    }

    /** Half of the times are on a coarse grid, so that many are equal or exactly a limit apart. */
    private Instant at() {
        Instant at = START.plus(Duration.ofMinutes(15L * random.nextInt(4 * 24 * (random.nextInt(3) == 0 ? 7 : 2))));
        return random.nextBoolean() ? at : at.plusMillis(random.nextInt(3_000_000));
    }

    private Exposure exposure() {
        return new Exposure(
                uuid(),
                at(),
                Optional.of("70"),
                Optional.of(oneOf("50", "50", "50", "50", "51", "none")),
                random.nextInt(12) == 0
                        ? Optional.empty()
                        : Optional.of(oneOf("11", "11", "11", "12", "12", "13", "99")),
                random.nextInt(12) == 0,
                Optional.empty());
    }

    private Conversion conversion() {
        return new Conversion(
                uuid(),
                at(),
                "key",
                random.nextInt(10) == 0 ? Optional.empty() : Optional.of(oneOf("21", "21", "22", "23")),
                random.nextInt(3) == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(random.nextInt(5) == 0 ? 0 : random.nextLong(-500, 1_000_000_000)),
                random.nextInt(3) == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(random.nextInt(5) == 0 ? 0 : random.nextGaussian() * 1000),
                OptionalLong.empty(),
                random.nextBoolean()
                        ? "{}"
                        : "{\"colour\": \"%s\", \"size\": %s, \"deep\": {\"colour\": [1]}}"
                                .formatted(
                                        oneOf("red", "green", "gr\\\"ey"),
                                        oneOf("1", "2.5", "\"2.5\"", "true", "null")),
                random.nextInt(3) > 0 ? "{}" : "{\"colour\": \"%s\"}".formatted(oneOf("red", "blue")));
    }

    private String uuid() {
        return "%08x-%04x".formatted(random.nextInt(), random.nextInt(1 << 16));
    }

    EventStore.Query query() {
        Window window = window(
                START.plus(Duration.ofHours(random.nextInt(10))),
                START.plus(Duration.ofHours(20 + random.nextInt(150))));
        TreeSet<Instant> times = new TreeSet<>();
        times.add(random.nextBoolean() ? window.end() : within(window));
        for (int count = random.nextInt(3) == 0 ? 0 : random.nextInt(9); count > 0; count--) {
            times.add(within(window));
        }
        List<Metric> metrics = new ArrayList<>();
        for (int count = 0; count < 1 + random.nextInt(4); count++) {
            metrics.add(metric());
        }
        Experiment experiment = experiment(metrics);
        Map<Integer, Duration> observation = new HashMap<>();
        for (int index = 0; index < metrics.size(); index++) {
            if (random.nextInt(5) == 0) {
                observation.put(index, Duration.ofMinutes(15L * random.nextInt(200)));
            }
        }
        Map<Integer, Duration> history = new HashMap<>();
        Map<Integer, Double> caps = new HashMap<>();
        for (int index = 0; index < metrics.size(); index++) {
            Metric metric = metrics.get(index);
            boolean ofVisitors =
                    metric.scope() == Scope.VISITOR && metric.ratio().isEmpty();
            if (ofVisitors && random.nextInt(3) == 0) {
                history.put(index, Duration.ofHours(6L * (1 + random.nextInt(20))));
            } else if (ofVisitors && metric.aggregator() != Metric.Aggregator.UNIQUE && random.nextBoolean()) {
                caps.put(index, oneOf(new Double[] {0.5, 0.9, 0.95, 0.999}));
            }
        }
        Counting counting =
                new Counting(oneOf(SegmentMode.values()), oneOf(Crossover.values()), observation, history, caps);
        return new EventStore.Query(experiment, window, List.copyOf(times), segment(), course(window), counting);
    }

    /** The same without caps, which are put on what the query returns. */
    static EventStore.Query uncapped(EventStore.Query query) {
        var counting = query.counting();
        return new EventStore.Query(
                query.experiment(),
                query.window(),
                query.times(),
                query.segment(),
                query.course(),
                new Counting(
                        counting.segmentMode(),
                        counting.crossover(),
                        counting.observation(),
                        counting.history(),
                        Map.of()));
    }

    private Instant within(Window window) {
        long seconds = Duration.between(window.start(), window.end()).toSeconds();
        return window.start().plusSeconds(1 + random.nextLong(seconds) / 900 * 900);
    }

    private Window window(Instant start, Instant end) {
        return new Window(start, end);
    }

    private Course course(Window window) {
        List<Window> running = new ArrayList<>();
        if (random.nextBoolean()) {
            running.add(window);
        } else {
            Instant from = window.start();
            while (from.isBefore(window.end())) {
                Instant to = from.plus(Duration.ofHours(1 + random.nextInt(40)));
                running.add(new Window(from, to));
                from = to.plus(Duration.ofMinutes(random.nextInt(300)));
            }
        }
        TreeSet<Instant> epochs = new TreeSet<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            epochs.add(within(window));
        }
        List<Course.AllowListed> listed = random.nextInt(3) > 0
                ? List.of()
                : List.of(
                        new Course.AllowListed("visitor-1", window),
                        new Course.AllowListed("visitor-2", new Window(window.start(), within(window))));
        return new Course(
                random.nextInt(3) == 0 ? OptionalLong.empty() : OptionalLong.of(3),
                running,
                List.copyOf(epochs),
                List.of(),
                listed);
    }

    private Segment segment() {
        return switch (random.nextInt(5)) {
            case 0, 1 -> new Segment.Everyone();
            case 2 ->
                random.nextInt(5) == 0
                        ? new Segment.BuiltIn(Segment.Family.BROWSER, "chrome")
                        : new Segment.ByAttributes(test());
            case 3 -> new Segment.ByAttributes(new Condition.Not<>(new Condition.Or<>(List.of(test(), test()))));
            default ->
                new Segment.ByAttributes(
                        new Condition.Or<>(List.of(test(), new Condition.And<>(List.of(test(), test())))));
        };
    }

    private Condition<Segment.AttributeTest> test() {
        Segment.Match match = oneOf(Segment.Match.values());
        return new Condition.Leaf<>(
                switch (random.nextInt(4)) {
                    case 0 -> new Segment.AttributeTest(6, oneOf("0", "0.5", "1"), match);
                    case 1 -> new Segment.AttributeTest(7, oneOf("true", "false"), match);
                    case 2 -> new Segment.AttributeTest(8, "never sent", match);
                    default ->
                        new Segment.AttributeTest(
                                5,
                                match == Segment.Match.REGEX
                                        ? oneOf("^pro", "r.e", "o+")
                                        : oneOf("pro", "free", "ro", "it's \"odd\" ?"),
                                match);
                });
    }

    private Metric metric() {
        if (random.nextInt(5) == 0) {
            return new Metric(
                    Aggregator.RATIO,
                    Optional.empty(),
                    Optional.empty(),
                    Scope.VISITOR,
                    Metric.Direction.INCREASING,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new Metric.Ratio(
                            part(),
                            part(),
                            oneOf(Optional.empty(), Optional.of("2"), Optional.of("90m"), Optional.of("1d")))),
                    Optional.empty());
        }
        Aggregator aggregator = oneOf(Aggregator.UNIQUE, Aggregator.COUNT, Aggregator.SUM);
        return new Metric(
                aggregator,
                event(),
                aggregator == Aggregator.SUM ? Optional.of(oneOf(Field.values())) : Optional.empty(),
                oneOf(Scope.values()),
                Metric.Direction.INCREASING,
                Optional.empty(),
                random.nextInt(3) > 0 ? Optional.empty() : Optional.of(filter()),
                Optional.empty(),
                Optional.empty());
    }

    private Metric.Part part() {
        Aggregator aggregator = oneOf(Aggregator.UNIQUE, Aggregator.COUNT, Aggregator.SUM);
        return new Metric.Part(
                aggregator,
                event(),
                aggregator == Aggregator.SUM ? Optional.of(oneOf(Field.values())) : Optional.empty(),
                oneOf(Scope.values()));
    }

    private Metric.PropertyFilter filter() {
        List<Metric.PropertyCondition> conditions = new ArrayList<>();
        for (int count = 0; count <= random.nextInt(2); count++) {
            conditions.add(
                    random.nextBoolean()
                            ? new Metric.PropertyCondition(
                                    "colour",
                                    oneOf(
                                            Metric.Operator.EQUAL_TO,
                                            Metric.Operator.NOT_EQUAL_TO,
                                            Metric.Operator.CONTAINS,
                                            Metric.Operator.DOES_NOT_CONTAIN),
                                    ValueType.STRING,
                                    oneOf("red", "gr", "gr\"ey"))
                            : new Metric.PropertyCondition(
                                    "size",
                                    oneOf(
                                            Metric.Operator.GREATER_THAN,
                                            Metric.Operator.LESS_THAN_OR_EQUAL_TO,
                                            Metric.Operator.NOT_EQUAL_TO,
                                            Metric.Operator.EQUAL_TO),
                                    ValueType.NUMBER,
                                    oneOf("1", "2.50", "3")));
        }
        return new Metric.PropertyFilter(random.nextBoolean(), conditions);
    }

    private Optional<Long> event() {
        return oneOf(Optional.of(21L), Optional.of(21L), Optional.of(22L), Optional.empty());
    }

    private Experiment experiment(List<Metric> metrics) {
        Experiment plain = Entities.anExperiment(EXPERIMENT, project, "generated");
        Design it = plain.design();
        return plain.withDesign(new Design(
                it.key(),
                it.name(),
                it.description(),
                it.type(),
                it.targeting(),
                it.traffic(),
                it.featureId(),
                List.of(variation(11), variation(12), variation(13)),
                metrics,
                it.whitelist(),
                it.schedule(),
                it.fullFactorial(),
                it.settings()));
    }

    private static Variation variation(long id) {
        return new Variation(
                id, "v" + id, Optional.empty(), "", Variation.Status.ACTIVE, new Share(3333), true, Map.of());
    }

    @SafeVarargs
    private <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
