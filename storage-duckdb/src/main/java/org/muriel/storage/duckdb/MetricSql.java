package org.muriel.storage.duckdb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.metric.Metric.Aggregator;
import org.muriel.experiment.metric.Metric.Field;
import org.muriel.experiment.metric.Metric.Part;
import org.muriel.experiment.metric.Metric.PropertyFilter;
import org.muriel.experiment.metric.Metric.Scope;

/**
 * One metric in the query: what is added up of a visitor's events, and how these totals become Y and Z (statistics
 * specification, 1.3).
 *
 * @param index place in the experiment's list
 * @param observed how long a visitor is observed, if that is limited
 * @param split whether totals are squared in parts, see {@link CellColumns}
 */
record MetricSql(int index, Metric metric, Optional<Duration> observed, boolean split) {
    private static final Duration RATIO_WINDOW = Duration.ofDays(2);

    /** A total of a visitor: its name, what it adds up, and of which type it is. */
    record Total(String name, Sql sum) {}

    boolean isRatioOfParts() {
        return metric.ratio().isPresent();
    }

    /** Whether Z is anything but 1. */
    boolean hasDenominator() {
        return isRatioOfParts() || metric.scope() != Scope.VISITOR;
    }

    boolean isProportion() {
        return metric.aggregator() == Aggregator.UNIQUE && !hasDenominator();
    }

    boolean needsSessions() {
        return metric.ratio()
                .map(it -> it.numerator().scope() == Scope.SESSION
                        || it.denominator().scope() == Scope.SESSION)
                .orElse(metric.scope() == Scope.SESSION);
    }

    /** Of one hit per session; parts of ratios count a visitor once. */
    boolean countsSessionsHit() {
        return !isRatioOfParts() && metric.aggregator() == Aggregator.UNIQUE && metric.scope() == Scope.SESSION;
    }

    /** Events that the query must look at; nothing means all of the project's. */
    Optional<List<Long>> eventIds() {
        List<Optional<Long>> ids = metric.ratio()
                .map(it -> List.of(it.numerator().eventId(), it.denominator().eventId()))
                .orElse(List.of(metric.eventId()));
        return ids.stream().allMatch(Optional::isPresent)
                ? Optional.of(ids.stream().map(Optional::orElseThrow).toList())
                : Optional.empty();
    }

    /** Whether an event matches the metric, or the numerator of a ratio whatever its time. */
    Sql matches() {
        return metric.ratio()
                .map(it -> matches(it.numerator()))
                .orElseGet(() -> matches(metric.eventId(), metric.filter(), metric.scope() == Scope.SESSION));
    }

    Sql matchesDenominator() {
        return matches(metric.ratio().orElseThrow().denominator());
    }

    private Sql matches(Part part) {
        return matches(part.eventId(), Optional.empty(), part.scope() == Scope.SESSION);
    }

    private Sql matches(Optional<Long> eventId, Optional<PropertyFilter> filter, boolean inSession) {
        List<Sql> conditions = new ArrayList<>();
        eventId.ifPresent(it -> conditions.add(Sql.of("event_id = ?", it)));
        filter.ifPresent(it -> conditions.add(LabelConditions.satisfies("facts", Optional.of(it))));
        observed.ifPresent(it -> conditions.add(Sql.of("happened_at < t0 + ?", it.toMillis())));
        if (inSession) {
            conditions.add(Sql.of("decided <= happened_at"));
        }
        return Sql.all(conditions);
    }

    /**
     * @param kind whether there are rows other than plain events, which have a kind of 0
     */
    List<Total> totals(boolean kind) {
        List<Total> totals = new ArrayList<>();
        if (isRatioOfParts()) {
            Metric.Ratio ratio = metric.ratio().orElseThrow();
            Sql counted = Sql.format("{} AND kind = " + ratioKind(), matches());
            addTotals(
                    totals,
                    "y",
                    ratio.numerator().aggregator(),
                    ratio.numerator().field(),
                    counted);
            Sql plain = Sql.format("{} AND kind = 0", matchesDenominator());
            addTotals(
                    totals,
                    "z",
                    ratio.denominator().aggregator(),
                    ratio.denominator().field(),
                    plain);
            return totals;
        }
        Sql plain = kind ? Sql.format("{} AND kind = 0", matches()) : matches();
        Sql hits = countsSessionsHit() ? Sql.format("{} AND hit" + index + " = 1", plain) : plain;
        addTotals(totals, "y", metric.aggregator(), metric.field(), hits);
        switch (metric.scope()) {
            case VISITOR -> {
                // Z is 1
            }
            case SESSION -> {
                Sql within = observed.map(it -> Sql.of("happened_at < t0 + ?", it.toMillis()))
                        .orElse(Sql.TRUE);
                totals.add(new Total("z" + index, count(Sql.format("{} AND kind = " + SESSION_KIND, within))));
            }
            case EVENT -> totals.add(new Total("z" + index, count(withField(plain))));
        }
        return totals;
    }

    /** The kind of rows that stand for a session in which the experiment was decided. */
    static final int SESSION_KIND = 1;

    /** The kind of rows that stand for a numerator's event with a denominator's near it. */
    int ratioKind() {
        return 2 + index;
    }

    private void addTotals(
            List<Total> totals, String letter, Aggregator aggregator, Optional<Field> field, Sql counted) {
        totals.add(new Total(
                letter + index,
                aggregator == Aggregator.SUM
                        ? Sql.format("sum(" + column(field) + ") FILTER (WHERE {})", counted)
                        : count(counted)));
    }

    private Sql withField(Sql matching) {
        return metric.aggregator() == Aggregator.SUM
                ? Sql.format("{} AND " + column(metric.field()) + " IS NOT NULL", matching)
                : matching;
    }

    private static Sql count(Sql condition) {
        return Sql.format("count(*) FILTER (WHERE {})", condition);
    }

    private static String column(Optional<Field> field) {
        return switch (field.orElseThrow(() -> new IllegalArgumentException("a sum of nothing"))) {
            case REVENUE -> "revenue";
            case VALUE -> "value";
        };
    }

    /** Y from the visitor's totals. */
    String numerator() {
        Aggregator aggregator =
                metric.ratio().map(it -> it.numerator().aggregator()).orElse(metric.aggregator());
        return number("y" + index, aggregator, countsSessionsHit());
    }

    /** Z from the visitor's totals. */
    String denominator() {
        Aggregator aggregator =
                metric.ratio().map(it -> it.denominator().aggregator()).orElse(Aggregator.COUNT);
        return number("z" + index, aggregator, false);
    }

    private static String number(String total, Aggregator aggregator, boolean asItIs) {
        return switch (aggregator) {
            case UNIQUE ->
                asItIs
                        ? "CAST(" + total + " AS DECIMAL(18, 0))"
                        : "CAST(CASE WHEN " + total + " > 0 THEN 1 ELSE 0 END AS DECIMAL(18, 0))";
            case COUNT -> "CAST(" + total + " AS DECIMAL(18, 0))";
            case SUM -> total;
            case RATIO -> throw new IllegalArgumentException("a ratio within a ratio");
        };
    }

    /** How near a numerator's event must be to a denominator's. */
    Duration ratioWindow() {
        return metric.ratio()
                .flatMap(Metric.Ratio::timeWindow)
                .map(MetricSql::duration)
                .orElse(RATIO_WINDOW);
    }

    static Duration duration(String written) {
        char unit = written.charAt(written.length() - 1);
        String digits = Character.isDigit(unit) ? written : written.substring(0, written.length() - 1);
        long amount = Long.parseLong(digits.strip());
        return switch (unit) {
            case 'd' -> Duration.ofDays(amount);
            case 'm' -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
