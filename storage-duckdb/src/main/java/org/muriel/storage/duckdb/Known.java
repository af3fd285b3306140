package org.muriel.storage.duckdb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered from one load to the next, so that most events need not be looked up in the store. Whatever it
 * holds, what is stored is the same: a uuid or a visitor that it may have seen is looked up. Used by one load at a time.
 */
final class Known {
    /** Visitors remembered: two numbers each, 16 MB. */
    private static final int VISITORS = 1 << 20;

    /** Hashes that are read at once: some 16 MB. */
    private static final int READ_AT_ONCE = 1 << 20;

    private @Nullable HashFilter uuids;
    private @Nullable HashFilter visitors;

    /** Project and visitor in turn, at a place that the visitor's hash says; a project is never 0. */
    private final long[] keptVisitors = new long[2 * VISITORS];

    /** The filter with the uuids of all that is in the store, with room for so many more. */
    HashFilter uuids(DuckDBConnection connection, int more) throws SQLException {
        if (uuids == null || uuids.isTooSmallFor(more)) {
            uuids = read(
                    connection,
                    more,
                    "SELECT uuid_hash AS hash FROM exposure UNION ALL SELECT uuid_hash AS hash FROM conversion");
        }
        return uuids;
    }

    /** The filter with all visitors whose text is in the store, whatever their project, with room for so many more. */
    HashFilter visitors(DuckDBConnection connection, int more) throws SQLException {
        if (visitors == null || visitors.isTooSmallFor(more)) {
            visitors = read(connection, more, "SELECT visitor AS hash FROM visitor");
        }
        return visitors;
    }

    /** Part by part of the range of hashes, because the driver holds in memory what a query finds. */
    private static HashFilter read(DuckDBConnection connection, int more, String hashes) throws SQLException {
        long count;
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT count(*) FROM (" + hashes + ")")) {
            found.next();
            count = found.getLong(1);
        }
        HashFilter filter = new HashFilter(count + more);
        long parts = 1 + count / READ_AT_ONCE;
        long step = Long.MAX_VALUE / parts * 2;
        try (PreparedStatement select =
                connection.prepareStatement("SELECT hash FROM (" + hashes + ") WHERE hash BETWEEN ? AND ?")) {
            for (long part = 0, from = Long.MIN_VALUE; part < parts; part++, from += step) {
                select.setLong(1, from);
                select.setLong(2, part == parts - 1 ? Long.MAX_VALUE : from + step - 1);
                try (ResultSet found = select.executeQuery()) {
                    while (found.next()) {
                        filter.add(found.getLong(1));
                    }
                }
            }
        }
        return filter;
    }

    boolean isKept(long projectId, long visitor) {
        int at = place(visitor);
        return isAt(at, projectId, visitor) || isAt(at ^ 2, projectId, visitor);
    }

    private boolean isAt(int at, long projectId, long visitor) {
        return keptVisitors[at] == projectId && keptVisitors[at + 1] == visitor;
    }

    /** The text of this visitor's id is in the store. The one that was at its place moves to the place beside it. */
    void keep(long projectId, long visitor) {
        int at = place(visitor);
        keptVisitors[at ^ 2] = keptVisitors[at];
        keptVisitors[(at ^ 2) + 1] = keptVisitors[at + 1];
        keptVisitors[at] = projectId;
        keptVisitors[at + 1] = visitor;
    }

    /** To be called whenever the text of an id may have gone from the store, or may not have got there. */
    void forgetVisitors() {
        Arrays.fill(keptVisitors, 0);
    }

    private static int place(long visitor) {
        return ((int) visitor & (VISITORS - 1)) * 2;
    }
}
