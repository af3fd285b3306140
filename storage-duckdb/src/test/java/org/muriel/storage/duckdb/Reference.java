package org.muriel.storage.duckdb;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.muriel.event.Conversion;
import org.muriel.event.Exposure;
import org.muriel.event.VisitorAttribute;
import org.muriel.event.VisitorAttribute.Value;
import org.muriel.event.VisitorEvent;
import org.muriel.event.VisitorEvents;
import org.muriel.event.log.LogRecord;
import org.muriel.experiment.Variation;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.metric.Metric.Aggregator;
import org.muriel.experiment.metric.Metric.Field;
import org.muriel.experiment.metric.Metric.Part;
import org.muriel.experiment.metric.Metric.PropertyCondition;
import org.muriel.experiment.metric.Metric.Scope;
import org.muriel.experiment.settings.ProjectSettings.Crossover;
import org.muriel.experiment.settings.ProjectSettings.SegmentMode;
import org.muriel.result.Cell;
import org.muriel.result.Course;
import org.muriel.result.EventStore;
import org.muriel.result.Irregularities;
import org.muriel.result.Segment;
import org.muriel.result.Window;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cells by the words of the statistics specification, section 1: each look, visitor and metric for itself, in the
 * order of the rules, with no thought of speed.
 */
final class Reference {
    private static final Duration SESSION_GAP = Duration.ofMinutes(30);
    private static final Duration SESSION_LENGTH = Duration.ofHours(24);

    private final EventStore.Query query;

    /** Stored events of the project by visitor. */
    private final Map<String, List<Happened>> byVisitor = new LinkedHashMap<>();

    /** An event with what was said around it. */
    private record Happened(
            Instant received, OptionalLong environment, List<VisitorAttribute> attributes, VisitorEvent event) {
        Instant at() {
            return event.at();
        }
    }

    /** A counted conversion, and when the session's first decision was, if it was in one and not before it. */
    private record Counted(Happened happened, Conversion conversion, Optional<Session> session) {}

    private record Session(int number, Instant decided) {}

    private record Numbers(BigDecimal y, BigDecimal z, Optional<BigDecimal> x) {
        Numbers(BigDecimal y, BigDecimal z) {
            this(y, z, Optional.empty());
        }
    }

    Reference(EventStore.Query query, List<LogRecord.Events> log) {
        this.query = query;
        Set<String> seen = new HashSet<>();
        for (LogRecord.Events record : log) {
            for (VisitorEvents visitor : record.batch().visitors()) {
                for (VisitorEvent event : visitor.events()) {
                    if (seen.add(identity(event))
                            && record.projectId() == query.experiment().projectId()) {
                        byVisitor
                                .computeIfAbsent(visitor.visitorId(), key -> new ArrayList<>())
                                .add(new Happened(
                                        record.received(), record.environmentId(), visitor.attributes(), event));
                    }
                }
            }
        }
    }

    private static String identity(VisitorEvent event) {
        return switch (event) {
            case Conversion it -> it.uuid();
            case Exposure it -> it.uuid() + " " + it.experimentId() + " " + it.campaignId();
        };
    }

    List<EventStore.Look> looks() {
        return query.times().stream().map(this::look).toList();
    }

    private EventStore.Look look(Instant time) {
        int metrics = query.experiment().design().metrics().size();
        List<Map<Long, List<List<Numbers>>>> numbers = new ArrayList<>();
        List<Map<Long, Long>> visitors = new ArrayList<>();
        for (int epoch = 0; epoch <= query.course().epochs().size(); epoch++) {
            numbers.add(new HashMap<>());
            visitors.add(new HashMap<>());
            for (Variation variation : query.experiment().design().variations()) {
                List<List<Numbers>> empty = new ArrayList<>();
                for (int metric = 0; metric < metrics; metric++) {
                    empty.add(new ArrayList<>());
                }
                numbers.getLast().put(variation.id(), empty);
                visitors.getLast().put(variation.id(), 0L);
            }
        }
        byVisitor.forEach((visitor, all) -> {
            List<Happened> events = cut(all, time);
            List<Happened> decisions = decisions(events);
            if (!enters(visitor, events, decisions)
                    || (query.counting().crossover() == Crossover.EXCLUDE && crossed(decisions))) {
                return;
            }
            Instant t0 = decisions.getFirst().at();
            long variation = variation(decisions.getFirst());
            int epoch = (int) query.course().epochs().stream()
                    .filter(it -> !it.isAfter(t0))
                    .count();
            visitors.get(epoch).merge(variation, 1L, Long::sum);
            for (int metric = 0; metric < metrics; metric++) {
                Optional<Duration> observed =
                        Optional.ofNullable(query.counting().observation().get(metric));
                if (observed.isEmpty() || !t0.plus(observed.get()).isAfter(time)) {
                    Objects.requireNonNull(numbers.get(epoch).get(variation))
                            .get(metric)
                            .add(withPast(
                                    numbers(
                                            query.experiment()
                                                    .design()
                                                    .metrics()
                                                    .get(metric),
                                            events,
                                            t0,
                                            observed),
                                    metric,
                                    all,
                                    t0));
                }
            }
        });
        query.counting().caps().forEach((metric, quantile) -> cap(numbers, metric, quantile));
        List<EventStore.Epoch> epochs = new ArrayList<>();
        for (int epoch = 0; epoch < numbers.size(); epoch++) {
            Map<Long, EventStore.Arm> arms = new HashMap<>();
            for (Map.Entry<Long, List<List<Numbers>>> arm : numbers.get(epoch).entrySet()) {
                arms.put(
                        arm.getKey(),
                        new EventStore.Arm(
                                Objects.requireNonNull(visitors.get(epoch).get(arm.getKey())),
                                arm.getValue().stream().map(Reference::cell).toList()));
            }
            epochs.add(new EventStore.Epoch(arms));
        }
        return new EventStore.Look(time, epochs);
    }

    /** At a quantile of the nonzero totals of everybody. */
    private static void cap(List<Map<Long, List<List<Numbers>>>> numbers, int metric, double quantile) {
        List<BigDecimal> totals = numbers.stream()
                .flatMap(it -> it.values().stream())
                .flatMap(it -> it.get(metric).stream())
                .map(Numbers::y)
                .filter(it -> it.signum() != 0)
                .sorted()
                .toList();
        if (totals.isEmpty()) {
            return;
        }
        BigDecimal place = BigDecimal.valueOf(quantile).multiply(BigDecimal.valueOf(totals.size() - 1));
        int below = place.intValue();
        BigDecimal low = totals.get(below);
        BigDecimal high = totals.get(Math.min(below + 1, totals.size() - 1));
        BigDecimal cap = low.add(high.subtract(low).multiply(place.subtract(BigDecimal.valueOf(below))));
        if (cap.signum() <= 0) {
            return;
        }
        for (Map<Long, List<List<Numbers>>> arms : numbers) {
            for (List<List<Numbers>> arm : arms.values()) {
                arm.get(metric).replaceAll(it -> new Numbers(it.y().min(cap), it.z(), it.x()));
            }
        }
    }

    /** The same metric before the visitor came, whatever the window and whether the experiment ran. */
    private Numbers withPast(Numbers numbers, int index, List<Happened> all, Instant t0) {
        Metric metric = query.experiment().design().metrics().get(index);
        Optional<Duration> history =
                Optional.ofNullable(query.counting().history().get(index));
        return history.map(it -> {
                    List<Counted> before = new ArrayList<>();
                    for (Happened event : all) {
                        if (event.event() instanceof Conversion conversion
                                && event.at().isBefore(t0)
                                && !event.at().isBefore(t0.minus(it))
                                && isOfPrimaryEnvironment(event)) {
                            before.add(new Counted(event, conversion, Optional.empty()));
                        }
                    }
                    return new Numbers(
                            numbers.y(),
                            numbers.z(),
                            Optional.of(total(metric.aggregator(), metric.field(), matching(metric, before))));
                })
                .orElse(numbers);
    }

    private boolean isOfPrimaryEnvironment(Happened event) {
        Course course = query.course();
        return course.primaryEnvironment().isEmpty()
                || event.environment().isEmpty()
                || event.environment().equals(course.primaryEnvironment());
    }

    Irregularities irregularities() {
        long[] counts = new long[2];
        byVisitor.forEach((visitor, all) -> {
            List<Happened> events = cut(all, query.times().getLast());
            List<Happened> decisions = decisions(events);
            if (enters(visitor, events, decisions)) {
                counts[0] += crossed(decisions) ? 1 : 0;
                for (Happened event : events) {
                    boolean counted = event.event() instanceof Conversion
                            ? !event.at().isBefore(decisions.getFirst().at())
                            : decisions.contains(event);
                    if (counted && event.received().isAfter(event.at().plus(Irregularities.LATE))) {
                        counts[1]++;
                    }
                }
            }
        });
        return new Irregularities(counts[0], counts[1]);
    }

    private List<Happened> cut(List<Happened> all, Instant time) {
        Course course = query.course();
        return all.stream()
                .filter(it -> within(it.at(), query.window()) && it.at().isBefore(time))
                .filter(it -> course.running().stream().anyMatch(window -> within(it.at(), window)))
                .filter(this::isOfPrimaryEnvironment)
                .sorted(Comparator.comparing(Happened::at)
                        .thenComparing(it -> it.event().uuid()))
                .toList();
    }

    private static boolean within(Instant at, Window window) {
        return !at.isBefore(window.start()) && at.isBefore(window.end());
    }

    private List<Happened> decisions(List<Happened> events) {
        return events.stream()
                .filter(it -> it.event() instanceof Exposure exposure
                        && exposure.experimentId()
                                .equals(Optional.of(
                                        String.valueOf(query.experiment().id())))
                        && !exposure.holdback()
                        && query.experiment().design().variations().stream()
                                .anyMatch(variation ->
                                        exposure.variationId().equals(Optional.of(String.valueOf(variation.id())))))
                .toList();
    }

    private static long variation(Happened decision) {
        return Long.parseLong(((Exposure) decision.event()).variationId().orElseThrow());
    }

    private static boolean crossed(List<Happened> decisions) {
        return decisions.stream().anyMatch(it -> variation(it) != variation(decisions.getFirst()));
    }

    private boolean enters(String visitor, List<Happened> events, List<Happened> decisions) {
        if (decisions.isEmpty()) {
            return false;
        }
        Happened first = decisions.getFirst();
        boolean allowListed = query.course().allowListed().stream()
                .anyMatch(it -> it.visitorId().equals(visitor) && within(first.at(), it.during()));
        if (allowListed) {
            return false;
        }
        return switch (query.counting().segmentMode()) {
            case EXPOSURE -> satisfies(first.attributes());
            case EVENT ->
                decisions.stream().anyMatch(it -> satisfies(it.attributes()))
                        || events.stream()
                                .filter(it -> it.event() instanceof Conversion
                                        && !it.at().isBefore(first.at()))
                                .anyMatch(it -> satisfies(it.attributes()));
        };
    }

    private boolean satisfies(List<VisitorAttribute> attributes) {
        return switch (query.segment()) {
            case Segment.Everyone() -> true;
            case Segment.BuiltIn(Segment.Family family, String value) -> false;
            case Segment.ByAttributes(Condition<Segment.AttributeTest> condition) -> satisfies(condition, attributes);
        };
    }

    private static boolean satisfies(Condition<Segment.AttributeTest> condition, List<VisitorAttribute> attributes) {
        return switch (condition) {
            case Condition.And<Segment.AttributeTest>(List<Condition<Segment.AttributeTest>> operands) ->
                operands.stream().allMatch(it -> satisfies(it, attributes));
            case Condition.Or<Segment.AttributeTest>(List<Condition<Segment.AttributeTest>> operands) ->
                operands.stream().anyMatch(it -> satisfies(it, attributes));
            case Condition.Not<Segment.AttributeTest>(Condition<Segment.AttributeTest> operand) ->
                !satisfies(operand, attributes);
            case Condition.Leaf<Segment.AttributeTest>(Segment.AttributeTest test) ->
                attributes.stream()
                        .filter(it -> it.id().equals(Optional.of(String.valueOf(test.attributeId()))))
                        .findFirst()
                        .map(it -> switch (it.value()) {
                            case Value.Text(String text) -> text;
                            case Value.Numeric(double number) ->
                                number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
                            case Value.Truth(boolean truth) -> String.valueOf(truth);
                        })
                        .filter(it -> switch (test.match()) {
                            case EXACT -> it.equals(test.value());
                            case SUBSTRING -> it.contains(test.value());
                            case PREFIX -> it.startsWith(test.value());
                            case REGEX ->
                                Pattern.compile(test.value()).matcher(it).find();
                        })
                        .isPresent();
        };
    }

    private Numbers numbers(Metric metric, List<Happened> events, Instant t0, Optional<Duration> observed) {
        Predicate<Instant> inTime = at ->
                !at.isBefore(t0) && observed.map(it -> at.isBefore(t0.plus(it))).orElse(true);
        Map<Integer, Instant> decided = new LinkedHashMap<>();
        List<Counted> counted = new ArrayList<>();
        int session = 0;
        Instant begun = Instant.MIN;
        Instant last = Instant.MIN;
        List<Happened> decisions = decisions(events);
        Map<Happened, Integer> sessionOf = new HashMap<>();
        for (Happened event : events) {
            boolean opens = begun.equals(Instant.MIN)
                    || event.at().isAfter(last.plus(SESSION_GAP))
                    || !event.at().isBefore(begun.plus(SESSION_LENGTH));
            if (opens) {
                session++;
                begun = event.at();
            }
            last = event.at();
            sessionOf.put(event, session);
            if (decisions.contains(event)) {
                decided.putIfAbsent(session, event.at());
            }
        }
        for (Happened event : events) {
            if (event.event() instanceof Conversion conversion
                    && inTime.test(event.at())
                    && (query.counting().segmentMode() == SegmentMode.EXPOSURE || satisfies(event.attributes()))) {
                int number = Objects.requireNonNull(sessionOf.get(event));
                Optional<Session> in = Optional.ofNullable(decided.get(number))
                        .filter(it -> !it.isAfter(event.at()))
                        .map(it -> new Session(number, it));
                counted.add(new Counted(event, conversion, in));
            }
        }
        if (metric.ratio().isPresent()) {
            return ratio(metric.ratio().get(), counted);
        }
        List<Counted> matching = matching(metric, counted);
        BigDecimal y = metric.aggregator() == Aggregator.UNIQUE && metric.scope() == Scope.SESSION
                ? BigDecimal.valueOf(matching.stream()
                        .map(it -> it.session().orElseThrow().number())
                        .distinct()
                        .count())
                : total(metric.aggregator(), metric.field(), matching);
        BigDecimal z = switch (metric.scope()) {
            case VISITOR -> BigDecimal.ONE;
            case SESSION ->
                BigDecimal.valueOf(decided.values().stream().filter(inTime).count());
            case EVENT ->
                BigDecimal.valueOf(matching.stream()
                        .filter(it -> metric.aggregator() != Aggregator.SUM
                                || field(metric.field(), it.conversion()).isPresent())
                        .count());
        };
        return new Numbers(y, z);
    }

    private static List<Counted> matching(Metric metric, List<Counted> counted) {
        return counted.stream()
                .filter(it -> metric.scope() != Scope.SESSION || it.session().isPresent())
                .filter(it -> metric.eventId().isEmpty()
                        || it.conversion().eventId().equals(metric.eventId().map(String::valueOf)))
                .filter(it -> metric.filter()
                        .map(filter -> filter.all()
                                ? filter.conditions().stream().allMatch(test -> satisfies(test, it.conversion()))
                                : filter.conditions().stream().anyMatch(test -> satisfies(test, it.conversion())))
                        .orElse(true))
                .toList();
    }

    private static Numbers ratio(Metric.Ratio ratio, List<Counted> counted) {
        List<Counted> denominators = matching(ratio.denominator(), counted);
        Duration window = ratio.timeWindow().map(MetricSql::duration).orElse(Duration.ofDays(2));
        List<Counted> numerators = matching(ratio.numerator(), counted).stream()
                .filter(it -> denominators.stream()
                        .anyMatch(other -> Duration.between(
                                                it.happened().at(),
                                                other.happened().at())
                                        .abs()
                                        .compareTo(window)
                                <= 0))
                .toList();
        return new Numbers(
                total(ratio.numerator().aggregator(), ratio.numerator().field(), numerators),
                total(ratio.denominator().aggregator(), ratio.denominator().field(), denominators));
    }

    private static List<Counted> matching(Part part, List<Counted> counted) {
        return counted.stream()
                .filter(it -> part.scope() != Scope.SESSION || it.session().isPresent())
                .filter(it -> part.eventId().isEmpty()
                        || it.conversion().eventId().equals(part.eventId().map(String::valueOf)))
                .toList();
    }

    private static BigDecimal total(Aggregator aggregator, Optional<Field> field, List<Counted> matching) {
        return switch (aggregator) {
            case UNIQUE -> matching.isEmpty() ? BigDecimal.ZERO : BigDecimal.ONE;
            case COUNT -> BigDecimal.valueOf(matching.size());
            case SUM ->
                matching.stream()
                        .flatMap(it -> field(field, it.conversion()).stream())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
            case RATIO -> throw new IllegalArgumentException();
        };
    }

    private static Optional<BigDecimal> field(Optional<Field> field, Conversion conversion) {
        return switch (field.orElseThrow()) {
            case REVENUE ->
                conversion.revenue().isEmpty()
                        ? Optional.empty()
                        : Optional.of(BigDecimal.valueOf(conversion.revenue().getAsLong()));
            case VALUE ->
                conversion.value().isEmpty()
                        ? Optional.empty()
                        : Optional.of(BigDecimal.valueOf(conversion.value().getAsDouble())
                                .setScale(6, RoundingMode.HALF_EVEN));
        };
    }

    private static boolean satisfies(PropertyCondition test, Conversion conversion) {
        JsonNode properties = JsonMapper.shared().readTree(conversion.properties());
        JsonNode tags = JsonMapper.shared().readTree(conversion.tags());
        JsonNode found = properties.has(test.name()) ? properties.get(test.name()) : tags.get(test.name());
        if (found == null) {
            return false;
        }
        String text = found.isNumber() && found.doubleValue() == Math.rint(found.doubleValue())
                ? String.valueOf(found.longValue())
                : found.asString();
        int order;
        try {
            order = switch (test.type()) {
                case NUMBER -> Double.compare(Double.parseDouble(text), Double.parseDouble(test.value()));
                case STRING, BOOLEAN -> text.compareTo(test.value());
            };
        } catch (NumberFormatException e) {
            return false;
        }
        return switch (test.operator()) {
            case EQUAL_TO -> order == 0;
            case NOT_EQUAL_TO -> order != 0;
            case GREATER_THAN -> order > 0;
            case GREATER_THAN_OR_EQUAL_TO -> order >= 0;
            case LESS_THAN -> order < 0;
            case LESS_THAN_OR_EQUAL_TO -> order <= 0;
            case CONTAINS -> text.contains(test.value());
            case DOES_NOT_CONTAIN -> !text.contains(test.value());
        };
    }

    private static Cell cell(List<Numbers> visitors) {
        BigDecimal[] sums = new BigDecimal[5];
        Arrays.fill(sums, BigDecimal.ZERO);
        double cubes = 0;
        long nonzero = 0;
        for (Numbers it : visitors) {
            sums[0] = sums[0].add(it.y());
            sums[1] = sums[1].add(it.y().multiply(it.y()));
            sums[2] = sums[2].add(it.z());
            sums[3] = sums[3].add(it.z().multiply(it.z()));
            sums[4] = sums[4].add(it.y().multiply(it.z()));
            cubes += Math.pow(it.y().doubleValue(), 3);
            nonzero += it.y().signum() == 0 ? 0 : 1;
        }
        Cell cell = new Cell(visitors.size(), nonzero, sums[0], sums[1], cubes, sums[2], sums[3], sums[4]);
        if (visitors.stream().noneMatch(it -> it.x().isPresent())) {
            return cell;
        }
        BigDecimal[] past = new BigDecimal[3];
        Arrays.fill(past, BigDecimal.ZERO);
        for (Numbers it : visitors) {
            BigDecimal x = it.x().orElseThrow();
            past[0] = past[0].add(x);
            past[1] = past[1].add(x.multiply(x));
            past[2] = past[2].add(x.multiply(it.y()));
        }
        return cell.with(new Cell.Covariate(past[0], past[1], past[2]));
    }
}
