package org.muriel.storage.duckdb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.muriel.result.Impressions;

/** Counts decisions by experiment: a scan of three columns. */
final class ImpressionCount {
    private ImpressionCount() {}

    static List<Impressions.OfExperiment> between(DuckDBConnection connection, Instant from, Instant until)
            throws SQLException {
        List<Impressions.OfExperiment> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT project_id, experiment_id, count(*) FROM exposure
                WHERE happened_at >= ? AND happened_at < ? AND experiment_id IS NOT NULL
                GROUP BY project_id, experiment_id ORDER BY project_id, experiment_id
                """)) {
            select.setLong(1, from.toEpochMilli());
            select.setLong(2, until.toEpochMilli());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Impressions.OfExperiment(rows.getLong(1), rows.getLong(2), rows.getLong(3)));
                }
            }
        }
        return found;
    }
}
