package org.muriel.storage.duckdb;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The tables that give each conversion its session: the visitor's stored events of the project in time order, cut after
 * 30 minutes without one, and at the first event 24 hours or more after a session's first (statistics specification,
 * 1.3).
 */
final class Sessions {
    private static final long SESSION_GAP_MILLIS = Duration.ofMinutes(30).toMillis();
    private static final long SESSION_LENGTH_MILLIS = Duration.ofHours(24).toMillis();

    private Sessions() {}

    /**
     * @param counts what of a table of events counts at all
     * @param decisions which rows of {@code exposure e} are decisions of the experiment
     */
    static List<Sql> tables(Function<String, Sql> counts, Sql decisions) {
        return List.of(
                Sql.format("""
                        activity AS (
                        SELECT e.visitor, v.t0, e.happened_at, CAST(NULL AS BIGINT) AS event_id,
                        CAST(NULL AS DECIMAL(18, 0)) AS revenue, CAST(NULL AS DECIMAL(18, 6)) AS value, '' AS facts,
                        e.uuid, e.attributes, false AS converted, CASE WHEN {} THEN e.happened_at END AS decided_at
                        FROM exposure e JOIN visitor_in v ON v.visitor = e.visitor WHERE {}
                        UNION ALL
                        SELECT c.visitor, v.t0, c.happened_at, c.event_id, c.revenue, c.value, c.facts, c.uuid,
                        c.attributes, true, NULL
                        FROM conversion c JOIN visitor_in v ON v.visitor = c.visitor WHERE {})""", decisions, counts.apply("e"), counts.apply("c")),
                Sql.of("""
                        gap AS (SELECT *, CASE WHEN happened_at - lag(happened_at) OVER (PARTITION BY visitor ORDER BY happened_at)
                        <= %d THEN 0 ELSE 1 END AS opens FROM activity)""".formatted(SESSION_GAP_MILLIS)),
                Sql.of("stretch AS (SELECT *, sum(opens) OVER (PARTITION BY visitor ORDER BY happened_at) AS stretch"
                        + " FROM gap)"),
                // A stretch without a gap is cut at the first event a day or more after a session's first.
                Sql.of("""
                        hop AS (SELECT DISTINCT visitor, stretch, happened_at, min(happened_at) OVER (
                        PARTITION BY visitor, stretch ORDER BY happened_at
                        RANGE BETWEEN %d FOLLOWING AND UNBOUNDED FOLLOWING) AS next_at FROM stretch)""".formatted(SESSION_LENGTH_MILLIS)),
                Sql.of("""
                        opening (visitor, stretch, happened_at, next_at) AS (
                        SELECT h.visitor, h.stretch, h.happened_at, h.next_at FROM hop h JOIN (
                        SELECT visitor, stretch, min(happened_at) AS happened_at FROM hop GROUP BY visitor, stretch) AS f
                        ON f.visitor = h.visitor AND f.stretch = h.stretch AND f.happened_at = h.happened_at
                        UNION ALL
                        SELECT h.visitor, h.stretch, h.happened_at, h.next_at FROM opening o JOIN hop h
                        ON h.visitor = o.visitor AND h.stretch = o.stretch AND h.happened_at = o.next_at)"""),
                Sql.of("""
                        in_session AS (SELECT s.*, max(o.happened_at) OVER (
                        PARTITION BY s.visitor ORDER BY s.happened_at) AS session
                        FROM stretch s LEFT JOIN opening o
                        ON o.visitor = s.visitor AND o.happened_at = s.happened_at)"""),
                Sql.of("decided_session AS (SELECT *, min(decided_at) OVER (PARTITION BY visitor, session) AS decided"
                        + " FROM in_session)"),
                Sql.format("""
                        attributed AS (
                        SELECT visitor, t0, happened_at, event_id, revenue, value, facts, uuid, attributes, 0 AS kind,
                        session, decided FROM decided_session WHERE converted AND happened_at >= t0
                        UNION ALL
                        SELECT visitor, t0, decided, NULL, NULL, NULL, '', '', '', %d, session, decided
                        FROM decided_session WHERE decided IS NOT NULL GROUP BY visitor, t0, decided, session)""".formatted(MetricSql.SESSION_KIND)));
    }
}
