package org.muriel.storage.duckdb;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/**
 * Connections to a file of DuckDB's. It is attached to a database in memory, because only so the size of its groups of
 * rows can be said.
 */
public final class EventFile {
    /** The file's name in SQL; names of tables without another's before them are of it. */
    static final String NAME = "events";

    /**
     * Rows that are kept together. A load that fills such groups writes them to their place in the file at once, and
     * not into the write-ahead log first; DuckDB's own 122 880 are more than one load has.
     */
    private static final int ROWS_IN_GROUP = 20_480;

    /** Beyond it DuckDB writes to files beside its own instead: the heap and it together are to stay below 1.5 GB. */
    private static final String MEMORY = "768MB";

    /**
     * What is written before it is moved into the file proper. Moving rewrites the last, half-filled group of rows each
     * time, so it is to be seldom; after a crash so much has to be read again, which takes a second or two.
     */
    private static final String BETWEEN_CHECKPOINTS = "128MB";

    private EventFile() {}

    /** Opens the file, or makes it. */
    public static DuckDBConnection open(Path file) throws SQLException {
        return open(file, settings(file));
    }

    static Properties settings(Path file) {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", MEMORY);
        settings.setProperty("checkpoint_threshold", BETWEEN_CHECKPOINTS);
        settings.setProperty(
                "temp_directory",
                file.resolveSibling(file.getFileName() + ".tmp").toString());
        // What is stored is read in the order of the query, never of the file.
        settings.setProperty("preserve_insertion_order", "false");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        return settings;
    }

    static DuckDBConnection open(Path file, Properties settings) throws SQLException {
        DuckDBConnection connection = connect(settings);
        try (Statement statement = connection.createStatement()) {
            statement.execute(attaching(file, NAME));
            use(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Another connection to the same file. */
    static DuckDBConnection another(DuckDBConnection connection) throws SQLException {
        DuckDBConnection another = connection.duplicate();
        try {
            use(another);
            return another;
        } catch (SQLException | RuntimeException e) {
            another.close();
            throw e;
        }
    }

    static String attaching(Path file, String name) {
        return "ATTACH '" + file.toString().replace("'", "''") + "' AS " + name + " (ROW_GROUP_SIZE " + ROWS_IN_GROUP
                + ")";
    }

    private static void use(DuckDBConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("USE " + NAME);
        }
    }

    private static DuckDBConnection connect(Properties settings) throws SQLException {
        try {
            return DuckDBConnection.newConnection("jdbc:duckdb:", false, settings);
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException("DuckDB cannot be started", e);
        }
    }
}
