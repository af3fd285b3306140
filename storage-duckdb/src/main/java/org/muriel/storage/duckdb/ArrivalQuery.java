package org.muriel.storage.duckdb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.muriel.result.Arrivals;

/** Asks what has come: scans of a few columns. */
final class ArrivalQuery implements Arrivals {
    private final DuckEventStore store;

    ArrivalQuery(DuckEventStore store) {
        this.store = store;
    }

    @Override
    public First first(long projectId) {
        return store.read("the first events", connection -> first(connection, projectId));
    }

    @Override
    public Meeting meeting(long projectId, long experimentId, Set<Long> eventIds, Instant since) {
        return store.read("who converted", it -> meeting(it, projectId, experimentId, eventIds, since));
    }

    @Override
    public Set<Long> storedFrom(long projectId, long position) {
        return store.read("the newest events", connection -> storedFrom(connection, projectId, position));
    }

    @Override
    public long total() {
        return store.read("how many events there are", ArrivalQuery::total);
    }

    private static First first(DuckDBConnection connection, long projectId) throws SQLException {
        return new First(
                time(
                        connection,
                        "SELECT min(received_at) FROM exposure WHERE project_id = ? AND experiment_id IS NOT NULL",
                        projectId),
                time(connection, "SELECT min(received_at) FROM conversion WHERE project_id = ?", projectId),
                time(connection, """
                        SELECT min(second) FROM (
                            SELECT max(first) AS second FROM (
                                SELECT experiment_id, variation_id, min(received_at) AS first FROM exposure
                                WHERE project_id = ? AND experiment_id IS NOT NULL AND variation_id IS NOT NULL
                                GROUP BY experiment_id, variation_id)
                            GROUP BY experiment_id HAVING count(*) > 1)
                        """, projectId));
    }

    private static Optional<Instant> time(DuckDBConnection connection, String sql, long projectId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, projectId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return time(row, 1);
            }
        }
    }

    private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static Meeting meeting(
            DuckDBConnection connection, long projectId, long experimentId, Set<Long> eventIds, Instant since)
            throws SQLException {
        // numbers, so nothing to escape; no event is asked for when a metric counts all of them
        String events = eventIds.isEmpty()
                ? ""
                : " AND event_id IN (" + eventIds.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
        try (PreparedStatement select = connection.prepareStatement("""
                WITH exposed AS (
                    SELECT visitor, max(received_at) AS last FROM exposure
                    WHERE project_id = ? AND experiment_id = ? GROUP BY visitor),
                converted AS (
                    SELECT visitor, max(received_at) AS last FROM conversion
                    WHERE project_id = ? AND happened_at >= ?%s GROUP BY visitor)
                SELECT (SELECT count(*) FROM exposed), (SELECT count(*) FROM converted),
                    (SELECT count(*) FROM exposed JOIN converted USING (visitor)),
                    (SELECT max(last) FROM exposed), (SELECT max(last) FROM converted)
                """.formatted(events))) {
            select.setLong(1, projectId);
            select.setLong(2, experimentId);
            select.setLong(3, projectId);
            select.setLong(4, since.toEpochMilli());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Meeting(row.getLong(1), row.getLong(2), row.getLong(3), time(row, 4), time(row, 5));
            }
        }
    }

    private static Set<Long> storedFrom(DuckDBConnection connection, long projectId, long position)
            throws SQLException {
        Set<Long> stored = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT position FROM exposure WHERE project_id = ? AND position >= ?
                UNION ALL SELECT position FROM conversion WHERE project_id = ? AND position >= ?
                """)) {
            select.setLong(1, projectId);
            select.setLong(2, position);
            select.setLong(3, projectId);
            select.setLong(4, position);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    stored.add(rows.getLong(1));
                }
            }
        }
        return stored;
    }

    private static long total(DuckDBConnection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT (SELECT count(*) FROM exposure) + (SELECT count(*) FROM conversion)");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
