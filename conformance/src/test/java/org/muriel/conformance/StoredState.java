package org.muriel.conformance;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a server has written anything, seen from outside, in its database. SQLite tells another connection exactly
 * whether something was committed since it last asked; only then is looked at what it was.
 */
final class StoredState implements AutoCloseable {
    /** Larger tables only grow or repeat what the journal has: their size is enough. */
    private static final int SMALL = 500;

    /** When a token was last used, and how far the server has come in the background with what was asked before. */
    private static final Set<String> UNIMPORTANT = Set.of("last_used", "status", "started", "completed");

    /** What the server tells others in the background, and other processes: people themselves are looked at. */
    private static final Set<String> BACKGROUND = Set.of("webhook_progress", "delivery", "access_revision");

    private final Connection connection;
    private long commits;
    private List<String> content = List.of();

    private StoredState(Connection connection) {
        this.connection = connection;
    }

    /** @param folder of a server of this process that has started */
    static StoredState of(Path folder) throws SQLException {
        StoredState state = new StoredState(DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("catalog.db")));
        state.changes();
        return state;
    }

    /** What counts and was written since the last call: the lines that are other now. */
    List<String> changes() throws SQLException {
        long now = number("PRAGMA data_version");
        if (now == commits) {
            return List.of();
        }
        commits = now;
        List<String> before = content;
        content = read();
        List<String> changes = new ArrayList<>(content);
        changes.removeAll(new HashSet<>(before));
        return before.size() > content.size() && changes.isEmpty() ? List.of("less than before") : changes;
    }

    private List<String> read() throws SQLException {
        List<String> tables = texts("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
        List<String> found = new ArrayList<>();
        for (String table : tables) {
            if (BACKGROUND.contains(table)) {
                continue;
            }
            if (table.equals("journal")) {
                found.add(table + " " + number("SELECT COALESCE(MAX(seq), 0) FROM journal"));
                continue;
            }
            long size = number("SELECT COUNT(*) FROM " + table);
            found.add(table + " " + size);
            if (size <= SMALL && !table.equals("entity")) {
                rows(table, found);
            }
        }
        return found;
    }

    private void rows(String table, List<String> found) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    if (!UNIMPORTANT.contains(rows.getMetaData().getColumnName(i))) {
                        row.append('|').append(rows.getString(i));
                    }
                }
                found.add(row.toString());
            }
        }
    }

    private long number(String query) throws SQLException {
        return Long.parseLong(texts(query).getFirst());
    }

    private List<String> texts(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
