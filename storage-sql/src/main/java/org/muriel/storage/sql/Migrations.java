package org.muriel.storage.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * How a database comes to have the tables that this version works on.
 *
 * @param location of the scripts, in Flyway's words
 * @param last the version of the last one
 */
public record Migrations(String location, String last) {

    /**
     * Makes the tables or brings those of an older version up to date.
     *
     * @throws DataFolderUnusable when the file is not a database of this or an earlier version of Muriel
     */
    public void bringUpToDate(Path file, DataSource source) {
        if (!areDone(source)) {
            migrate(file, source);
        }
    }

    /**
     * Whether the last migration of the database is our last one. Asked first, so that only the first start and
     * updates spend the time it takes to load Flyway: more than half of the opening.
     */
    boolean areDone(DataSource source) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank DESC LIMIT 1")) {
            return row.next() && last.equals(row.getString("version"));
        } catch (SQLException e) {
            return false; // no such table, or no database at all: Flyway says what is wrong
        }
    }

    private void migrate(Path file, DataSource source) {
        Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations(location)
                .loggers("slf4j")
                .ignoreMigrationPatterns(new String[0]) // by default migrations of the future would be ignored
                .load();
        try {
            flyway.migrate();
        } catch (FlywayValidateException e) {
            boolean newer =
                    Arrays.stream(flyway.info().all()).anyMatch(it -> it.getState() == MigrationState.FUTURE_SUCCESS);
            throw newer
                    ? new DataFolderUnusable(file + " was written by a newer version of Muriel: use that one", e)
                    : notOurs(file, e);
        } catch (FlywayException e) {
            throw notOurs(file, e);
        }
    }

    private static DataFolderUnusable notOurs(Path file, FlywayException why) {
        return new DataFolderUnusable(
                file + " is not a database of Muriel, or was altered, or cannot be written: " + why.getMessage(), why);
    }
}
