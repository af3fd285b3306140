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
 * holds, what is stored is the same: a uuid that it may have seen is looked up, and so is a visitor that it does not
 * remember. Used by one load at a time.
 */
final class Known {
    /** Visitors remembered: two numbers each, 16 MB. */
    private static final int VISITORS = 1 << 20;

    /** Positions of the log whose hashes are read at once: some 16 MB. */
    private static final int READ_AT_ONCE = 1 << 20;

    private @Nullable UuidFilter uuids;

    /** Project and visitor in turn, at a place that the visitor's hash says; a project is never 0. */
    private final long[] visitors = new long[2 * VISITORS];

    /** The filter with all that is in the store, with room for so many more. */
    UuidFilter uuids(DuckDBConnection connection, int more) throws SQLException {
        if (uuids == null || uuids.isTooSmallFor(more)) {
            uuids = read(connection, more);
        }
        return uuids;
    }

    private static UuidFilter read(DuckDBConnection connection, int more) throws SQLException {
        long end;
        UuidFilter filter;
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("""
                        SELECT count(*), coalesce(max(position) + 1, 0) FROM (
                        SELECT position FROM exposure UNION ALL SELECT position FROM conversion)
                        """)) {
            found.next();
            filter = new UuidFilter(found.getLong(1) + more);
            end = found.getLong(2);
        }
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT uuid_hash FROM exposure WHERE position >= ? AND position < ?
                UNION ALL SELECT uuid_hash FROM conversion WHERE position >= ? AND position < ?
                """)) {
            for (long from = 0; from < end; from += READ_AT_ONCE) {
                select.setLong(1, from);
                select.setLong(2, from + READ_AT_ONCE);
                select.setLong(3, from);
                select.setLong(4, from + READ_AT_ONCE);
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
        return visitors[at] == projectId && visitors[at + 1] == visitor;
    }

    /** The text of this visitor's id is in the store. */
    void keep(long projectId, long visitor) {
        int at = place(visitor);
        visitors[at] = projectId;
        visitors[at + 1] = visitor;
    }

    /** To be called whenever the text of an id may have gone from the store, or may not have got there. */
    void forgetVisitors() {
        Arrays.fill(visitors, 0);
    }

    private static int place(long visitor) {
        return ((int) visitor & (VISITORS - 1)) * 2;
    }
}
