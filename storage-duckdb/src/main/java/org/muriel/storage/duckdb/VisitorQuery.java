package org.muriel.storage.duckdb;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.duckdb.DuckDBConnection;
import org.muriel.event.VisitorHash;
import org.muriel.privacy.VisitorRecords.Bucketing;

/** What the store holds of one visitor. */
final class VisitorQuery {
    private static final String BUCKETING = """
            SELECT TRY_CAST(campaign_id AS BIGINT), experiment_id, variation_id, holdback, happened_at
            FROM exposure WHERE visitor = ? AND happened_at >= ? AND happened_at <= ?
            ORDER BY happened_at DESC, uuid LIMIT ?
            """;

    private static final String EVENTS = """
            SELECT 'decision' AS type, e.project_id, v.id AS visitor_id, %1$s AS happened_at, %2$s AS received_at, e.uuid,
            e.environment_id, e.revision, e.campaign_id, e.experiment_id, e.variation_id, e.holdback, e.flag_key,
            e.rule_key, e.rule_type, e.variation_key, e.enabled, NULL AS event_id, NULL AS event_key, NULL AS revenue,
            NULL AS value, NULL AS quantity, NULL AS tags, NULL AS properties, CAST(%3$s AS JSON) AS attributes,
            e.session_id, e.client
            FROM exposure e LEFT JOIN visitor v ON v.project_id = e.project_id AND v.visitor = e.visitor
            WHERE e.visitor = getvariable('visitor')
            UNION ALL
            SELECT 'conversion', c.project_id, v.id, %4$s, %5$s, c.uuid, c.environment_id, c.revision, NULL, NULL, NULL,
            NULL, NULL, NULL, NULL, NULL, NULL, c.event_id, c.event_key, c.revenue, c.value, c.quantity,
            CAST(c.tags AS JSON), CAST(c.properties AS JSON), CAST(%6$s AS JSON), c.session_id, c.client
            FROM conversion c LEFT JOIN visitor v ON v.project_id = c.project_id AND v.visitor = c.visitor
            WHERE c.visitor = getvariable('visitor')
            """.formatted(
                    time("e.happened_at"),
                    time("e.received_at"),
                    Export.attributes("e.attributes"),
                    time("c.happened_at"),
                    time("c.received_at"),
                    Export.attributes("c.attributes"));

    private VisitorQuery() {}

    private static String time(String column) {
        return "strftime(epoch_ms(" + column + "), '%Y-%m-%dT%H:%M:%S.%gZ')";
    }

    /** In time; the newest when there are more than the limit. */
    static List<Bucketing> bucketing(DuckDBConnection connection, String visitorId, Instant from, Instant to, int most)
            throws SQLException {
        List<Bucketing> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(BUCKETING)) {
            select.setLong(1, VisitorHash.of(visitorId));
            select.setLong(2, from.toEpochMilli());
            select.setLong(3, to.toEpochMilli());
            select.setInt(4, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Bucketing(
                            number(row, 1),
                            number(row, 2),
                            number(row, 3),
                            row.getBoolean(4),
                            Instant.ofEpochMilli(row.getLong(5))));
                }
            }
        }
        Collections.reverse(found);
        return found;
    }

    private static OptionalLong number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** A JSON array, streamed by the engine. */
    static void write(DuckDBConnection connection, String visitorId, Path file) throws SQLException {
        Export.set(connection, "visitor", VisitorHash.of(visitorId));
        try (Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT * FROM (" + EVENTS + ") ORDER BY happened_at, uuid) TO '"
                    + file.toString().replace("'", "''") + "' (FORMAT json, ARRAY true)");
        }
    }
}
