package org.muriel.storage.duckdb;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;
import org.muriel.result.RawEvents.Format;
import org.muriel.result.Window;

/** Writes raw events to a file; the engine streams them, so memory does not grow with their number. */
final class Export {
    private static final String ROWS = """
            CREATE OR REPLACE TEMP VIEW exported AS
            SELECT 'decision' AS type, v.id AS visitor_id, epoch_ms(e.happened_at) AS happened_at,
            epoch_ms(e.received_at) AS received_at, e.uuid, e.environment_id, e.revision, e.campaign_id, e.experiment_id,
            e.variation_id, e.holdback, e.flag_key, e.rule_key, e.rule_type, e.variation_key, e.enabled,
            NULL AS event_id, NULL AS event_key, CAST(NULL AS DECIMAL(18, 0)) AS revenue,
            CAST(NULL AS DECIMAL(18, 6)) AS value, NULL AS quantity, NULL AS tags, NULL AS properties,
            %1$s AS attributes, e.session_id, e.client
            FROM exposure e LEFT JOIN visitor v ON v.project_id = e.project_id AND v.visitor = e.visitor
            WHERE e.project_id = getvariable('project') AND e.experiment_id = getvariable('experiment')
            AND e.happened_at >= getvariable('from') AND e.happened_at < getvariable('to')
            UNION ALL
            SELECT 'conversion', v.id, epoch_ms(c.happened_at), epoch_ms(c.received_at), c.uuid, c.environment_id,
            c.revision, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, c.event_id, c.event_key, c.revenue, c.value,
            c.quantity, c.tags, c.properties, %2$s, c.session_id, c.client
            FROM conversion c LEFT JOIN visitor v ON v.project_id = c.project_id AND v.visitor = c.visitor
            WHERE c.project_id = getvariable('project')
            AND c.happened_at >= getvariable('from') AND c.happened_at < getvariable('to')
            AND c.visitor IN (SELECT d.visitor FROM exposure d
            WHERE d.project_id = getvariable('project') AND d.experiment_id = getvariable('experiment'))
            """.formatted(attributes("e.attributes"), attributes("c.attributes"));

    private Export() {}

    /** Labels of attributes as the text of a JSON object. */
    static String attributes(String column) {
        return """
            CASE WHEN %1$s = '' THEN '{}' ELSE '{' || array_to_string([
            CAST(to_json(split_part(label, chr(30), 1)) AS VARCHAR) || ':'
            || CAST(to_json(split_part(label, chr(30), 2)) AS VARCHAR)
            for label in string_split(substring(%1$s, 2, length(%1$s) - 2), chr(31))], ',') || '}' END""".formatted(column);
    }

    static long count(DuckDBConnection connection, long projectId, long experimentId, Window period)
            throws SQLException {
        ask(connection, projectId, experimentId, period);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM exported")) {
            row.next();
            return row.getLong(1);
        }
    }

    static void write(
            DuckDBConnection connection, long projectId, long experimentId, Window period, Format format, Path file)
            throws SQLException {
        ask(connection, projectId, experimentId, period);
        try (Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT * FROM exported ORDER BY happened_at, uuid) TO '"
                    + file.toString().replace("'", "''")
                    + switch (format) {
                        case CSV -> "' (FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%gZ')";
                        case PARQUET -> "' (FORMAT parquet)";
                    });
        }
    }

    private static void ask(DuckDBConnection connection, long projectId, long experimentId, Window period)
            throws SQLException {
        set(connection, "project", projectId);
        set(connection, "experiment", experimentId);
        set(connection, "from", period.start().toEpochMilli());
        set(connection, "to", period.end().toEpochMilli());
        try (Statement statement = connection.createStatement()) {
            statement.execute(ROWS);
        }
    }

    /** {@code COPY} takes no parameters; variables of the connection keep the values out of the text. */
    static void set(DuckDBConnection connection, String name, long value) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("SET VARIABLE \"" + name + "\" = ?")) {
            set.setLong(1, value);
            set.execute();
        }
    }
}
