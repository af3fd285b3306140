package org.muriel.storage.duckdb;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muriel.event.VisitorHash;
import org.muriel.experiment.Variation;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.settings.ProjectSettings.Crossover;
import org.muriel.experiment.settings.ProjectSettings.SegmentMode;
import org.muriel.result.EventStore;
import org.muriel.result.Segment;
import org.muriel.result.Window;

/**
 * The one query from raw events to cells (statistics specification, 1). Read from above: visitors,
 * each with its first exposure → their events from then on → totals of each visitor → cells.
 *
 * <p>With several looks a visitor's total is constant from one of its events to the next: it comes into the cells with
 * a look and leaves them with another, {@code [from_look, to_look)}. Summed up are those who come with each look and
 * those who leave with each look, from which the reader makes the cells. That makes a series cost little more than one
 * look, however many there are.
 */
final class CellQuery {

    private final EventStore.Query query;
    private final Selection selection;
    private final List<Long> times;
    private final List<MetricSql> metrics = new ArrayList<>();
    private final boolean sessions;
    private final boolean kinds;

    /** @param split as in {@link MetricSql} */
    CellQuery(EventStore.Query query, boolean split, Selection selection) {
        this.query = query;
        this.selection = selection;
        this.times = query.times().stream().map(Instant::toEpochMilli).toList();
        List<Metric> asked = query.experiment().design().metrics();
        for (int index = 0; index < asked.size(); index++) {
            metrics.add(new MetricSql(
                    index,
                    asked.get(index),
                    Optional.ofNullable(query.counting().observation().get(index)),
                    Optional.ofNullable(query.counting().history().get(index)),
                    split));
        }
        this.sessions = metrics.stream().anyMatch(MetricSql::needsSessions);
        this.kinds = sessions || metrics.stream().anyMatch(MetricSql::isRatioOfParts);
    }

    List<MetricSql> metrics() {
        return metrics;
    }

    /**
     * Rows: variation, epoch, look they come with, look they leave with, visitors, and the columns of each metric. One
     * of the looks may be left open.
     */
    Sql cells() {
        List<Sql> columns = new ArrayList<>();
        metrics.forEach(it -> columns.addAll(CellColumns.of(it)));
        return of(Sql.format(
                times.size() == 1
                        ? "SELECT variation_id, epoch, 0, 1, count(*){} FROM total GROUP BY variation_id, epoch"
                        : "SELECT variation_id, epoch, from_look, to_look, count(*){} FROM total"
                                + " GROUP BY GROUPING SETS"
                                + " ((variation_id, epoch, from_look), (variation_id, epoch, to_look))",
                columns.isEmpty() ? Sql.NONE : Sql.format(", {}", Sql.join(", ", columns))));
    }

    /**
     * The totals themselves of one metric. Rows: variation, epoch, look they come with, look they leave with, total other
     * than 0, visitors.
     */
    Sql amounts(MetricSql metric) {
        String y = metric.numerator();
        return of(
                Sql.of("SELECT variation_id, epoch, from_look, to_look, " + y + " AS amount, count(*) FROM total WHERE "
                        + y + " <> 0" + (metric.observed().isPresent() ? " AND mature" + metric.index() : "")
                        + " GROUP BY variation_id, epoch, from_look, to_look, amount"));
    }

    /** A question to the totals of each visitor. */
    private Sql of(Sql select) {
        List<Sql> tables = new ArrayList<>(visitorTables());
        if (sessions) {
            tables.addAll(Sessions.tables(this::counts, exposures("e")));
        } else {
            tables.add(plainEvents());
        }
        tables.add(events());
        tables.add(changes());
        past().ifPresent(tables::add);
        tables.add(times.size() == 1 ? totalsAtOneLook() : totalsOverLooks());
        return Sql.format("WITH " + (sessions ? "RECURSIVE " : "") + "{} {}", Sql.join(",\n", tables), select);
    }

    /** One row: visitors seen in more than one variation, and events of exposed visitors that came late. */
    Sql irregularities(Duration late) {
        return Sql.format(
                """
                WITH {} SELECT
                (SELECT count(*) FROM visitor_in WHERE crosses),
                (SELECT count(*) FROM exposure e JOIN visitor_in v ON v.visitor = e.visitor
                 WHERE {} AND e.received_at - e.happened_at > {})
                + (SELECT count(*) FROM conversion c JOIN visitor_in v
                   ON v.visitor = c.visitor AND c.happened_at >= v.t0
                   WHERE {} AND c.received_at - c.happened_at > {})
                """,
                Sql.join(",\n", visitorTables()),
                exposures("e"),
                Sql.of("?", late.toMillis()),
                counts("c"),
                Sql.of("?", late.toMillis()));
    }

    /** Notes who may count for something else than when the query was asked until some time, at some position of the log. */
    Sql touched(Instant until, long position) {
        return Touched.since(query, metrics, sessions, this::ofTheProject, until, position);
    }

    private Sql experiment() {
        return Sql.of("?", query.experiment().id());
    }

    /** What the interval, the running periods and the environment leave of a table of events. */
    private Sql counts(String table) {
        List<Sql> conditions = new ArrayList<>();
        Window window = query.window();
        conditions.add(Sql.of(
                table + ".happened_at >= ? AND " + table + ".happened_at < ?",
                window.start().toEpochMilli(),
                Math.min(window.end().toEpochMilli(), times.getLast())));
        if (!query.course().running().equals(List.of(window))) {
            conditions.add(Sql.any(query.course().running().stream()
                    .map(it -> during(table + ".happened_at", it))
                    .toList()));
        }
        conditions.add(ofTheProject(table));
        return Sql.all(conditions);
    }

    /** What the environment leaves of a project's events. */
    private Sql ofTheProject(String table) {
        List<Sql> conditions = new ArrayList<>();
        conditions.add(Sql.of(table + ".project_id = ?", query.experiment().projectId()));
        query.course()
                .primaryEnvironment()
                .ifPresent(it -> conditions.add(
                        Sql.of("(" + table + ".environment_id IS NULL OR " + table + ".environment_id = ?)", it)));
        conditions.addAll(selection.conditions(table));
        return Sql.all(conditions);
    }

    private static Sql during(String column, Window window) {
        return Sql.of(
                "(" + column + " >= ? AND " + column + " < ?)",
                window.start().toEpochMilli(),
                window.end().toEpochMilli());
    }

    /** Decisions that let a visitor into the experiment. */
    private Sql exposures(String table) {
        List<Long> variations = query.experiment().design().variations().stream()
                .map(Variation::id)
                .toList();
        return Sql.format(
                "{} AND " + table + ".experiment_id = {} AND NOT " + table + ".holdback AND {}",
                counts(table),
                experiment(),
                variations.isEmpty() ? Sql.FALSE : Sql.oneOf(table + ".variation_id", variations));
    }

    private boolean bySegment() {
        return !(query.segment() instanceof Segment.Everyone);
    }

    private boolean byEvent() {
        return bySegment() && query.counting().segmentMode() == SegmentMode.EVENT;
    }

    private List<Sql> visitorTables() {
        List<Sql> tables = new ArrayList<>();
        boolean attributes = bySegment() && !byEvent();
        tables.add(Sql.format(
                "first_exposure AS (SELECT e.visitor, min(e.happened_at) AS t0,"
                        + " min_by(e.variation_id, e.happened_at) AS variation_id,"
                        + " min(e.variation_id) AS least, max(e.variation_id) AS most"
                        + (attributes ? ", min_by(e.attributes, e.happened_at) AS attributes, count(*) AS moments" : "")
                        + " FROM exposure e WHERE {} GROUP BY e.visitor)",
                exposures("e")));
        // Equal times are ordered by uuid. Texts are read only of visitors for whom that can make a difference.
        tables.add(Sql.format(
                "contested AS (SELECT e.visitor, min_by(e.variation_id, e.uuid) AS variation_id"
                        + (attributes ? ", min_by(e.attributes, e.uuid) AS attributes" : "")
                        + " FROM exposure e JOIN first_exposure f ON f.visitor = e.visitor AND f.t0 = e.happened_at"
                        + " WHERE " + (attributes ? "f.moments > 1" : "f.least <> f.most")
                        + " AND {} GROUP BY e.visitor)",
                exposures("e")));
        if (!query.course().allowListed().isEmpty()) {
            tables.add(allowListed());
        }
        if (byEvent()) {
            tables.add(segmentTimes());
        }
        if (query.counting().crossover() == Crossover.EXCLUDE) {
            tables.add(Sql.format(
                    "crossed AS (SELECT e.visitor, min(e.happened_at) AS crossed_at FROM exposure e"
                            + " JOIN first_exposure f ON f.visitor = e.visitor"
                            + " LEFT JOIN contested d ON d.visitor = f.visitor WHERE f.least <> f.most"
                            + " AND e.variation_id <> coalesce(d.variation_id, f.variation_id)"
                            + " AND {} GROUP BY e.visitor)",
                    exposures("e")));
        }
        tables.add(visitors(attributes));
        return tables;
    }

    private Sql allowListed() {
        List<Sql> rows = query.course().allowListed().stream()
                .map(it -> Sql.of(
                        "(?, ?, ?)",
                        VisitorHash.of(it.visitorId()),
                        it.during().start().toEpochMilli(),
                        it.during().end().toEpochMilli()))
                .toList();
        return Sql.format("allow_listed (visitor, from_at, to_at) AS (VALUES {})", Sql.join(", ", rows));
    }

    private Sql visitors(boolean attributes) {
        boolean exclude = query.counting().crossover() == Crossover.EXCLUDE;
        List<Sql> in = new ArrayList<>();
        if (!query.course().allowListed().isEmpty()) {
            in.add(Sql.of("NOT EXISTS (SELECT 1 FROM allow_listed a WHERE a.visitor = f.visitor"
                    + " AND f.t0 >= a.from_at AND f.t0 < a.to_at)"));
        }
        if (attributes) {
            in.add(LabelConditions.satisfies("coalesce(d.attributes, f.attributes)", query.segment()));
        }
        return Sql.format(
                "visitor_in AS (SELECT f.visitor, coalesce(d.variation_id, f.variation_id) AS variation_id, f.t0,"
                        + " f.least <> f.most AS crosses, {} AS epoch, {} AS since, {} AS until"
                        + " FROM first_exposure f LEFT JOIN contested d ON d.visitor = f.visitor"
                        + (byEvent() ? " JOIN segment_time s ON s.visitor = f.visitor" : "")
                        + (exclude ? " LEFT JOIN crossed x ON x.visitor = f.visitor" : "")
                        + " WHERE {})",
                Sql.rank(
                        "f.t0",
                        query.course().epochs().stream()
                                .map(Instant::toEpochMilli)
                                .toList()),
                look(byEvent() ? "s.since_at" : "f.t0"),
                exclude
                        ? Sql.format(
                                "CASE WHEN x.crossed_at IS NULL THEN " + times.size() + " ELSE {} END",
                                look("x.crossed_at"))
                        : Sql.of(String.valueOf(times.size())),
                Sql.all(in));
    }

    /** The first event of each visitor on which the segment's condition holds. */
    private Sql segmentTimes() {
        return Sql.format(
                """
                segment_time AS (SELECT visitor, min(happened_at) AS since_at FROM (
                SELECT e.visitor, e.happened_at FROM exposure e WHERE {} AND {}
                UNION ALL
                SELECT c.visitor, c.happened_at FROM conversion c JOIN first_exposure f
                ON f.visitor = c.visitor AND c.happened_at >= f.t0 WHERE {} AND {}) AS told GROUP BY visitor)""",
                exposures("e"),
                LabelConditions.satisfies("e.attributes", query.segment()),
                counts("c"),
                LabelConditions.satisfies("c.attributes", query.segment()));
    }

    /** The first look that uses an event of that time. All events are earlier than the last look. */
    private Sql look(String column) {
        return Sql.rank(column, times.subList(0, times.size() - 1));
    }

    private Sql plainEvents() {
        Set<Long> ids = new LinkedHashSet<>();
        boolean all = false;
        for (MetricSql metric : metrics) {
            metric.eventIds().ifPresent(ids::addAll);
            all |= metric.eventIds().isEmpty();
        }
        List<Sql> conditions = new ArrayList<>(List.of(counts("c")));
        if (!all) {
            conditions.add(ids.isEmpty() ? Sql.FALSE : Sql.oneOf("c.event_id", ids));
        }
        return Sql.format(
                "attributed AS (SELECT v.visitor, v.t0, c.happened_at, c.event_id, c.revenue, c.value, c.facts, c.uuid,"
                        + " c.attributes, 0 AS kind FROM conversion c JOIN visitor_in v"
                        + " ON v.visitor = c.visitor AND c.happened_at >= v.t0 WHERE {})",
                Sql.all(conditions));
    }

    /** Attributed events, each in its look, with what single metrics have to know of its neighbours. */
    private Sql events() {
        List<Sql> extra = new ArrayList<>();
        List<Sql> moved = new ArrayList<>();
        StringBuilder columns = new StringBuilder("visitor, t0, happened_at, event_id, revenue, value, facts");
        columns.append(sessions ? ", decided" : "");
        metrics.stream().filter(MetricSql::countsSessionsHit).forEach(it -> columns.append(", hit" + it.index()));
        for (MetricSql metric : metrics) {
            if (metric.countsSessionsHit()) {
                extra.add(Sql.format(
                        "row_number() OVER (PARTITION BY visitor, kind, session, CASE WHEN {} THEN 1 ELSE 0 END"
                                + " ORDER BY happened_at, uuid) AS hit" + metric.index(),
                        metric.matches()));
            }
            if (metric.isRatioOfParts()) {
                extra.add(Sql.format(
                        "CASE WHEN kind = 0 AND {} THEN {} END AS near" + metric.index(),
                        metric.matches(),
                        near(metric)));
                moved.add(Sql.format(
                        "SELECT " + columns + ", " + metric.ratioKind() + " AS kind, {} AS look FROM ready"
                                + " WHERE near" + metric.index() + " IS NOT NULL",
                        look("near" + metric.index())));
            }
        }
        Sql segment = byEvent()
                ? Sql.format(
                        "kind = " + MetricSql.SESSION_KIND + " OR {}",
                        LabelConditions.satisfies("attributes", query.segment()))
                : Sql.TRUE;
        Sql ready = Sql.format(
                "ready AS (SELECT *, {} AS look{} FROM attributed WHERE {})",
                look("happened_at"),
                extra.isEmpty() ? Sql.NONE : Sql.format(", {}", Sql.join(", ", extra)),
                segment);
        if (moved.isEmpty()) {
            return Sql.format("{}, event AS (SELECT * FROM ready)", ready);
        }
        return Sql.format(
                "{}, event AS (SELECT " + columns + ", kind, look FROM ready UNION ALL {})",
                ready,
                Sql.join(" UNION ALL ", moved));
    }

    /** When a numerator's event begins to count: at once after a denominator's, else with the next one. */
    private static Sql near(MetricSql metric) {
        long window = metric.ratioWindow().toMillis();
        Sql denominator = Sql.format("CASE WHEN kind = 0 AND {} THEN happened_at END", metric.matchesDenominator());
        return Sql.format(
                "CASE WHEN max({}) OVER (PARTITION BY visitor ORDER BY happened_at RANGE BETWEEN " + window
                        + " PRECEDING AND CURRENT ROW) IS NOT NULL THEN happened_at"
                        + " ELSE min({}) OVER (PARTITION BY visitor ORDER BY happened_at RANGE BETWEEN CURRENT ROW AND "
                        + window + " FOLLOWING) END",
                denominator,
                denominator);
    }

    /** What visitors did before their first exposure, whatever the interval and whether the experiment ran. */
    private Optional<Sql> past() {
        List<MetricSql.Total> totals =
                metrics.stream().flatMap(it -> it.pastTotal().stream()).toList();
        if (totals.isEmpty()) {
            return Optional.empty();
        }
        Duration longest = metrics.stream()
                .flatMap(it -> it.history().stream())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return Optional.of(Sql.format(
                "past AS (SELECT visitor, {} FROM (SELECT v.visitor, v.t0, c.happened_at, c.event_id, c.revenue, c.value,"
                        + " c.facts FROM conversion c JOIN visitor_in v ON v.visitor = c.visitor"
                        + " AND c.happened_at < v.t0 AND c.happened_at >= v.t0 - {} WHERE {}) AS earlier GROUP BY visitor)",
                Sql.join(
                        ", ",
                        totals.stream()
                                .map(it -> Sql.format("{} AS " + it.name(), it.sum()))
                                .toList()),
                Sql.of("?", longest.toMillis()),
                ofTheProject("c")));
    }

    /** The covariates of each visitor, beside its totals. */
    private String pastColumns() {
        StringBuilder columns = new StringBuilder();
        metrics.stream()
                .flatMap(it -> it.pastTotal().stream())
                .forEach(it -> columns.append(", coalesce(p." + it.name() + ", 0) AS " + it.name()));
        return columns.toString();
    }

    private String joinPast() {
        return metrics.stream().anyMatch(it -> it.history().isPresent())
                ? " LEFT JOIN past p ON p.visitor = v.visitor"
                : "";
    }

    private List<MetricSql.Total> totals() {
        return metrics.stream().flatMap(it -> it.totals(kinds).stream()).toList();
    }

    private Sql changes() {
        List<Sql> sums = totals().stream()
                .map(it -> Sql.format("{} AS " + it.name(), it.sum()))
                .toList();
        return Sql.format(
                times.size() == 1
                        ? "change AS (SELECT visitor{} FROM event GROUP BY visitor)"
                        : "change AS (SELECT visitor, look{} FROM event GROUP BY visitor, look)",
                sums.isEmpty() ? Sql.NONE : Sql.format(", {}", Sql.join(", ", sums)));
    }

    private Sql totalsAtOneLook() {
        StringBuilder columns = new StringBuilder();
        totals().forEach(it -> columns.append(", coalesce(c." + it.name() + ", 0) AS " + it.name()));
        return Sql.format(
                "total AS (SELECT v.variation_id, v.epoch, 0 AS from_look, 1 AS to_look{}" + columns
                        + pastColumns()
                        + " FROM visitor_in v LEFT JOIN change c ON c.visitor = v.visitor"
                        + joinPast()
                        + " WHERE v.until > 0)",
                matured("0"));
    }

    private Sql totalsOverLooks() {
        StringBuilder zeros = new StringBuilder();
        StringBuilder sums = new StringBuilder();
        StringBuilder running = new StringBuilder();
        StringBuilder columns = new StringBuilder();
        for (MetricSql.Total total : totals()) {
            zeros.append(", 0 AS " + total.name());
            sums.append(", sum(coalesce(" + total.name() + ", 0)) AS " + total.name());
            running.append(", sum(" + total.name() + ") OVER (PARTITION BY visitor ORDER BY look) AS " + total.name());
            columns.append(", r." + total.name());
        }
        List<Sql> entries = new ArrayList<>();
        entries.add(Sql.of("SELECT visitor, since AS look" + zeros + " FROM visitor_in"));
        for (MetricSql metric : metrics) {
            metric.observed()
                    .ifPresent(it -> entries.add(Sql.format(
                            "SELECT visitor, {} AS look" + zeros + " FROM visitor_in", matureLook("t0", it))));
        }
        return Sql.format(
                "step AS (SELECT visitor, look" + sums + " FROM (SELECT * FROM change UNION ALL {}) AS both_kinds"
                        + " WHERE look < " + times.size() + " GROUP BY visitor, look),\n"
                        + "running AS (SELECT visitor, look, lead(look, 1, " + times.size()
                        + ") OVER (PARTITION BY visitor ORDER BY look) AS next_look" + running + " FROM step),\n"
                        + "total AS (SELECT v.variation_id, v.epoch, greatest(r.look, v.since) AS from_look,"
                        + " least(r.next_look, v.until) AS to_look{}" + columns
                        + pastColumns()
                        + " FROM running r JOIN visitor_in v ON v.visitor = r.visitor"
                        + joinPast()
                        + " WHERE greatest(r.look, v.since) < least(r.next_look, v.until))",
                Sql.join(" UNION ALL ", entries),
                matured("r.look"));
    }

    /** For each metric with a limited observation, whether the visitor's is over. */
    private Sql matured(String look) {
        List<Sql> columns = new ArrayList<>();
        for (MetricSql metric : metrics) {
            metric.observed()
                    .ifPresent(it -> columns.add(
                            Sql.format(", " + look + " >= {} AS mature" + metric.index(), matureLook("v.t0", it))));
        }
        return Sql.join("", columns);
    }

    /** The first look at or after t₀ + W. */
    private Sql matureLook(String t0, Duration observed) {
        return Sql.rank(
                t0, times.stream().map(it -> it - observed.toMillis() + 1).toList());
    }
}
