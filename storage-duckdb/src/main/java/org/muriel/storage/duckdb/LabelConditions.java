package org.muriel.storage.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.eventtype.EventType.ValueType;
import org.muriel.experiment.metric.Metric.PropertyCondition;
import org.muriel.experiment.metric.Metric.PropertyFilter;
import org.muriel.result.Segment;
import org.muriel.result.Segment.AttributeTest;

/** Conditions on {@link Labels}, as SQL that is true or false, never unknown. */
final class LabelConditions {
    private LabelConditions() {}

    /** Without the name, no condition is satisfied (statistics specification, 1.3). */
    static Sql satisfies(String column, Optional<PropertyFilter> filter) {
        if (filter.isEmpty()) {
            return Sql.TRUE;
        }
        List<Sql> tests = new ArrayList<>();
        filter.get().conditions().forEach(it -> tests.add(satisfies(column, it)));
        return filter.get().all() ? Sql.all(tests) : Sql.any(tests);
    }

    private static Sql satisfies(String column, PropertyCondition condition) {
        Sql value = value(column, condition.name());
        Sql test = switch (condition.operator()) {
            case EQUAL_TO -> compare(value, "=", condition);
            case NOT_EQUAL_TO -> compare(value, "<>", condition);
            case GREATER_THAN -> compare(value, ">", condition);
            case GREATER_THAN_OR_EQUAL_TO -> compare(value, ">=", condition);
            case LESS_THAN -> compare(value, "<", condition);
            case LESS_THAN_OR_EQUAL_TO -> compare(value, "<=", condition);
            case CONTAINS -> Sql.format("strpos({}, {}) > 0", value, Sql.of("?", condition.value()));
            case DOES_NOT_CONTAIN -> Sql.format("strpos({}, {}) = 0", value, Sql.of("?", condition.value()));
        };
        return Sql.format("({} AND coalesce({}, false))", present(column, condition.name()), test);
    }

    private static Sql compare(Sql value, String operator, PropertyCondition condition) {
        if (condition.type() != ValueType.NUMBER) {
            return Sql.format("{} " + operator + " {}", value, Sql.of("?", condition.value()));
        }
        try {
            double number = Double.parseDouble(condition.value());
            return Sql.format("try_cast({} AS DOUBLE) " + operator + " {}", value, Sql.of("CAST(? AS DOUBLE)", number));
        } catch (NumberFormatException e) {
            return Sql.FALSE;
        }
    }

    static Sql satisfies(String column, Segment segment) {
        return switch (segment) {
            case Segment.Everyone() -> Sql.TRUE;
            case Segment.BuiltIn(Segment.Family family, String value) -> UserAgents.satisfies(column, family, value);
            case Segment.ByAttributes(Condition<AttributeTest> condition) -> satisfies(column, condition);
        };
    }

    private static Sql satisfies(String column, Condition<AttributeTest> condition) {
        return switch (condition) {
            case Condition.And<AttributeTest>(List<Condition<AttributeTest>> operands) ->
                Sql.all(operands.stream().map(it -> satisfies(column, it)).toList());
            case Condition.Or<AttributeTest>(List<Condition<AttributeTest>> operands) ->
                Sql.any(operands.stream().map(it -> satisfies(column, it)).toList());
            case Condition.Not<AttributeTest>(Condition<AttributeTest> operand) ->
                Sql.format("NOT ({})", satisfies(column, operand));
            case Condition.Leaf<AttributeTest>(AttributeTest test) -> satisfies(column, test);
        };
    }

    private static Sql satisfies(String column, AttributeTest test) {
        String name = String.valueOf(test.attributeId());
        Sql value = value(column, name);
        Sql wanted = Sql.of("?", test.value());
        return Sql.format(
                "({} AND coalesce({}, false))",
                present(column, name),
                switch (test.match()) {
                    // not "=", which DuckDB 2.0.0 cannot bind here while there are no events
                    case EXACT -> Sql.format("{} IS NOT DISTINCT FROM {}", value, wanted);
                    case SUBSTRING -> Sql.format("strpos({}, {}) > 0", value, wanted);
                    case PREFIX -> Sql.format("strpos({}, {}) = 1", value, wanted);
                    case REGEX -> Sql.format(Dialect.matches("{}", "{}"), value, wanted);
                });
    }

    static Sql present(String column, String name) {
        return Sql.of("strpos(" + column + ", ?) > 0", Labels.beginning(name));
    }

    static Sql value(String column, String name) {
        return Sql.of(
                "split_part(split_part(" + column + ", ?, 2), ?, 1)",
                Labels.beginning(name),
                String.valueOf(Labels.SEPARATOR));
    }
}
