package org.muriel.experiment.metric;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.settings.MetricSettings;

/**
 * What is compared between variations. Its place in the experiment's list matters: the first is primary, the next
 * four are secondary, the others are monitored (statistics specification, 6).
 *
 * @param eventId absent: every conversion event of the project matches
 * @param field what {@link Aggregator#SUM} sums; absent for the others
 * @param ratio numerator and denominator of {@link Aggregator#RATIO}; absent for the others
 * @param settings how it is counted; absent while nothing was chosen
 */
public record Metric(
        Aggregator aggregator,
        Optional<Long> eventId,
        Optional<Field> field,
        Scope scope,
        Direction winningDirection,
        Optional<String> displayTitle,
        Optional<PropertyFilter> filter,
        Optional<Ratio> ratio,
        Optional<MetricSettings> settings) {

    public Metric {
        settings = settings.filter(it -> !it.equals(MetricSettings.DEFAULT));
    }

    /** The events it names, also those of a ratio's parts. */
    public List<Long> eventIds() {
        return Stream.concat(
                        eventId.stream(),
                        ratio.stream()
                                .flatMap(it -> Stream.of(it.numerator(), it.denominator()))
                                .flatMap(it -> it.eventId().stream()))
                .toList();
    }

    /** How matching events of one unit become a number. */
    public enum Aggregator {
        UNIQUE,
        COUNT,
        SUM,
        RATIO
    }

    /** {@link #REVENUE} is an integer in minor currency units, {@link #VALUE} any number. */
    public enum Field {
        REVENUE,
        VALUE
    }

    /** What the sum is divided by: visitors, sessions, or the events themselves. */
    public enum Scope {
        VISITOR,
        SESSION,
        EVENT
    }

    public enum Direction {
        INCREASING,
        DECREASING
    }

    /** Counts only events whose properties satisfy the conditions. */
    public record PropertyFilter(boolean all, List<PropertyCondition> conditions) {
        public PropertyFilter {
            conditions = List.copyOf(conditions);
        }
    }

    public record PropertyCondition(String name, Operator operator, EventType.ValueType type, String value) {}

    public enum Operator {
        EQUAL_TO,
        NOT_EQUAL_TO,
        GREATER_THAN,
        GREATER_THAN_OR_EQUAL_TO,
        LESS_THAN,
        LESS_THAN_OR_EQUAL_TO,
        CONTAINS,
        DOES_NOT_CONTAIN;

        public boolean appliesTo(EventType.ValueType type) {
            return switch (this) {
                case EQUAL_TO, NOT_EQUAL_TO -> true;
                case GREATER_THAN, GREATER_THAN_OR_EQUAL_TO, LESS_THAN, LESS_THAN_OR_EQUAL_TO ->
                    type == EventType.ValueType.NUMBER;
                case CONTAINS, DOES_NOT_CONTAIN -> type == EventType.ValueType.STRING;
            };
        }
    }

    /**
     * @param timeWindow as written: a count of hours, or with the unit d, h or m; absent means 48 hours
     */
    public record Ratio(Part numerator, Part denominator, Optional<String> timeWindow) {}

    /** @param aggregator any but {@link Aggregator#RATIO} */
    public record Part(Aggregator aggregator, Optional<Long> eventId, Optional<Field> field, Scope scope) {}
}
