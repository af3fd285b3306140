package org.muriel.api.experiment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.muriel.api.entity.Limits;
import org.muriel.api.json.Fields;
import org.muriel.api.json.Json;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Member;
import org.muriel.api.json.Words;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.metric.Metric.Aggregator;
import org.muriel.experiment.metric.Metric.Direction;
import org.muriel.experiment.metric.Metric.Field;
import org.muriel.experiment.metric.Metric.Operator;
import org.muriel.experiment.metric.Metric.Part;
import org.muriel.experiment.metric.Metric.PropertyCondition;
import org.muriel.experiment.metric.Metric.PropertyFilter;
import org.muriel.experiment.metric.Metric.Ratio;
import org.muriel.experiment.metric.Metric.Scope;

/** Metrics on the wire (REST specification, 9). */
public final class MetricsJson {
    static final Words<Aggregator> AGGREGATORS = Words.of(Aggregator.class);
    static final Words<Field> FIELDS = Words.of(Field.class);
    static final Words<Scope> SCOPES = Words.of(Scope.class);
    static final Words<Direction> DIRECTIONS = Words.of(Direction.class);
    static final Words<Operator> OPERATORS = Words.of(Operator.class);
    static final Words<EventType.ValueType> VALUE_TYPES = Words.of(EventType.ValueType.class);
    static final Words<Combination> COMBINATIONS = Words.of(Combination.class);
    /** The only type of event there is here. */
    static final String CUSTOM = "custom";

    static final Pattern TIME_WINDOW = Pattern.compile("[1-9][0-9]{0,5}[dhm]?");

    private final Snapshot snapshot;
    private final long projectId;

    enum Combination {
        AND,
        OR
    }

    MetricsJson(Snapshot snapshot, long projectId) {
        this.snapshot = snapshot;
        this.projectId = projectId;
    }

    /** The wire words of aggregators, scopes and directions, which the CSV shows too. */
    public static String word(Aggregator aggregator) {
        return AGGREGATORS.word(aggregator);
    }

    public static String word(Scope scope) {
        return SCOPES.word(scope);
    }

    public static String word(Direction direction) {
        return DIRECTIONS.word(direction);
    }

    /** The metric's own members, to which results add theirs. */
    public static JsonObject write(Metric metric) {
        JsonObject out = new JsonObject()
                .put("aggregator", metric.aggregator(), AGGREGATORS)
                .putText("display_title", metric.displayTitle())
                .putNumber("event_id", metric.eventId())
                .put("scope", metric.scope(), SCOPES)
                .put("winning_direction", metric.winningDirection(), DIRECTIONS);
        metric.field().ifPresent(it -> out.put("field", it, FIELDS));
        metric.filter().ifPresent(it -> out.put("event_properties", new JsonObject().put("filter", writeFilter(it))));
        metric.settings().ifPresent(it -> out.put("x_settings", MetricSettingsJson.write(it)));
        metric.ratio().ifPresent(it -> {
            out.putObjects("metrics", List.of(it.numerator(), it.denominator()), MetricsJson::writePart);
            out.putText("time_window", it.timeWindow());
        });
        return out;
    }

    /** The filter as JSON text, for a table. */
    public static String filterText(PropertyFilter filter) {
        return Json.spaced(writeFilter(filter).node());
    }

    private static JsonObject writeFilter(PropertyFilter filter) {
        return new JsonObject()
                .put("combine_operator", filter.all() ? Combination.AND : Combination.OR, COMBINATIONS)
                .putObjects(
                        "conditions",
                        filter.conditions(),
                        it -> new JsonObject()
                                .put("name", it.name())
                                .put("operator", it.operator(), OPERATORS)
                                .put("type", it.type(), VALUE_TYPES)
                                .put("value", it.value()));
    }

    List<Metric> read(Fields in, List<Metric> current) {
        return in.objects("metrics", Limits.METRICS)
                .map(objects ->
                        objects.stream().map(it -> metric(it.creating(true))).toList())
                .or(current, List.of());
    }

    private Metric metric(Fields in) {
        Aggregator aggregator = aggregator(in);
        Optional<Ratio> ratio = ratio(in, aggregator == Aggregator.RATIO);
        Scope scope = in.word("scope", SCOPES).or(Scope.VISITOR, Scope.VISITOR);
        boolean ofVisitors = scope == Scope.VISITOR && aggregator != Aggregator.RATIO;
        return new Metric(
                aggregator,
                eventId(in),
                field(in, aggregator),
                scope,
                in.word("winning_direction", DIRECTIONS).or(Direction.INCREASING, Direction.INCREASING),
                in.text("display_title", Limits.NAME).value(),
                in.object("event_properties").value().flatMap(MetricsJson::filter),
                ratio,
                MetricSettingsJson.read(in, ofVisitors, ofVisitors && aggregator != Aggregator.UNIQUE));
    }

    private static Aggregator aggregator(Fields in) {
        if (in.isText("aggregator", "bounce") || in.isText("aggregator", "exit")) {
            in.reject("aggregator", "unique, count, sum or ratio: this project has no pages");
            return Aggregator.UNIQUE;
        }
        return in.word("aggregator", AGGREGATORS).or(Aggregator.UNIQUE, Aggregator.UNIQUE);
    }

    private Optional<Long> eventId(Fields in) {
        Optional<Long> id = in.id("event_id").value();
        id.filter(it -> snapshot.find(EventType.class, projectId, it).isEmpty())
                .ifPresent(it -> in.reject("event_id", "the id of an event of this project"));
        return id;
    }

    private static Optional<Field> field(Fields in, Aggregator aggregator) {
        if (aggregator != Aggregator.SUM) {
            return Optional.empty();
        }
        return Optional.of(in.word("field", FIELDS).required(Field.REVENUE));
    }

    private static Optional<PropertyFilter> filter(Fields in) {
        return in.object("filter").value().map(filter -> {
            Fields each = filter.creating(true);
            return new PropertyFilter(
                    each.word("combine_operator", COMBINATIONS).or(Combination.AND, Combination.AND) == Combination.AND,
                    each.objects("conditions", Limits.FILTER_CONDITIONS).required(List.of()).stream()
                            .map(MetricsJson::condition)
                            .toList());
        });
    }

    private static PropertyCondition condition(Fields in) {
        EventType.ValueType type = in.word("type", VALUE_TYPES).required(EventType.ValueType.STRING);
        Operator operator = in.word("operator", OPERATORS).required(Operator.EQUAL_TO);
        if (!operator.appliesTo(type)) {
            in.reject("operator", "one that applies to a " + VALUE_TYPES.word(type));
        }
        Member<String> sentValue = in.text("value", Limits.NAME);
        String value = sentValue.required("");
        boolean fits = switch (type) {
            case STRING -> true;
            case BOOLEAN -> value.equals("true") || value.equals("false");
            case NUMBER -> isNumber(value);
        };
        if (sentValue.isGiven() && !fits) {
            in.reject("value", "text that is a " + VALUE_TYPES.word(type));
        }
        return new PropertyCondition(in.filledText("name", Limits.NAME).required(""), operator, type, value);
    }

    private static boolean isNumber(String text) {
        try {
            return Double.isFinite(new BigDecimal(text).doubleValue());
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** @param wanted otherwise what is sent of it is checked, and left out */
    private Optional<Ratio> ratio(Fields in, boolean wanted) {
        List<Part> parts = new ArrayList<>();
        Member<List<Fields>> sent = in.objects("metrics", Limits.METRICS);
        for (Fields element : wanted ? sent.required(List.of()) : sent.value().orElse(List.of())) {
            parts.add(part(element));
        }
        Optional<String> window = in.matching(
                        "time_window", TIME_WINDOW, "a count of hours, or with the unit d, h or m, such as 48 or 2d")
                .value();
        if (wanted && sent.isGiven() && parts.size() != 2) {
            in.reject("metrics", "two metrics, the numerator and the denominator", parts.size() + " metrics");
        }
        if (!wanted || parts.size() != 2) {
            return Optional.empty();
        }
        return Optional.of(new Ratio(parts.get(0), parts.get(1), window));
    }

    private Part part(Fields in) {
        Aggregator aggregator = aggregator(in);
        if (aggregator == Aggregator.RATIO) {
            in.reject("aggregator", "unique, count or sum within a ratio");
        }
        return new Part(
                aggregator,
                eventId(in),
                field(in, aggregator),
                in.word("scope", SCOPES).or(Scope.VISITOR, Scope.VISITOR));
    }

    private static JsonObject writePart(Part part) {
        JsonObject out = new JsonObject()
                .put("aggregator", part.aggregator(), AGGREGATORS)
                .putNumber("event_id", part.eventId())
                .put("scope", part.scope(), SCOPES);
        part.field().ifPresent(it -> out.put("field", it, FIELDS));
        part.eventId().ifPresent(it -> out.put("event_type", CUSTOM));
        return out;
    }
}
