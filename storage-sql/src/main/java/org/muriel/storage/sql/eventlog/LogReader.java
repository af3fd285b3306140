package org.muriel.storage.sql.eventlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.muriel.event.RefusedEvent;
import org.muriel.event.ledger.Period;
import org.muriel.event.ledger.Receipts;
import org.muriel.event.log.BatchFormat;
import org.muriel.event.log.LogRecord;
import org.muriel.event.log.Refusal;

/** Reads the tables of the log over a connection that sees one moment of them. */
record LogReader(Connection connection) {
    /** Once read, entries take a multiple of it. A hundred thousand usual events are less, a dozen of the largest more. */
    private static final long MOST_BYTES_AT_ONCE = 32L << 20;

    /** An erasure that the log has to carry out in its own entries. */
    record Erasure(long position, long projectId, long visitorHash) {}

    /** @param position of the entry */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Body(long position, byte[] bytes) {}

    List<LogRecord> records(long from, int mostEvents) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT position, next, received, project_id, environment_id, visitor_hash, body FROM entry
                WHERE position >= ? ORDER BY position LIMIT ?""")) {
            query.setLong(1, from);
            query.setLong(2, mostEvents);
            List<LogRecord> records = new ArrayList<>();
            long events = 0;
            long bytes = 0;
            try (ResultSet row = query.executeQuery()) {
                while (events < mostEvents && bytes < MOST_BYTES_AT_ONCE && row.next()) {
                    byte[] body = row.getBytes(7);
                    LogRecord record = record(row, body);
                    records.add(record);
                    events += record.next() - record.position();
                    bytes += body == null ? 0 : body.length;
                }
            }
            return records;
        }
    }

    private static LogRecord record(ResultSet row, byte @Nullable [] body) throws SQLException {
        long environment = row.getLong(5);
        OptionalLong environmentId = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(environment);
        return body == null
                ? new LogRecord.Erasure(row.getLong(1), row.getLong(4), row.getLong(6))
                : new LogRecord.Events(
                        row.getLong(1),
                        row.getLong(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        row.getLong(4),
                        environmentId,
                        BatchFormat.read(body));
    }

    long begin() throws SQLException {
        return number("SELECT begin_position FROM span");
    }

    long end() throws SQLException {
        return number("SELECT end_position FROM span");
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    List<Refusal> refusals(OptionalLong projectId, int most) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT received, reason, uuid, detail FROM refusal WHERE project_id = ?
                ORDER BY id DESC LIMIT ?""")) {
            query.setLong(1, projectId.orElse(LogWriter.NO_PROJECT));
            query.setInt(2, most);
            List<Refusal> refusals = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    refusals.add(new Refusal(
                            Instant.ofEpochMilli(row.getLong(1)),
                            RefusedEvent.Reason.valueOf(row.getString(2)),
                            Optional.ofNullable(row.getString(3)),
                            row.getString(4)));
                }
            }
            return refusals;
        }
    }

    private record Key(long projectId, long hour) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byHour = Long.compare(hour, other.hour);
            return byHour != 0 ? byHour : Long.compare(projectId, other.projectId);
        }
    }

    private static final class Sums {
        private long accepted;
        private long pending;
        private final Map<RefusedEvent.Reason, Long> rejected = new EnumMap<>(RefusedEvent.Reason.class);

        Receipts.Line line(Key key) {
            long refused = rejected.values().stream().mapToLong(Long::longValue).sum();
            return new Receipts.Line(
                    key.projectId() == LogWriter.NO_PROJECT ? OptionalLong.empty() : OptionalLong.of(key.projectId()),
                    key.hour(),
                    accepted + refused,
                    rejected,
                    pending);
        }
    }

    Receipts receipts(long loaded, Period period) throws SQLException {
        Map<Key, Sums> sums = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT project_id, hour, outcome, events FROM receipt
                WHERE hour >= ?1 AND hour < ?2 AND (?3 IS NULL OR project_id = ?3)""")) {
            bind(query, period);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Sums line = sums.computeIfAbsent(new Key(row.getLong(1), row.getLong(2)), it -> new Sums());
                    String outcome = row.getString(3);
                    if (outcome.equals(LogWriter.ACCEPTED)) {
                        line.accepted += row.getLong(4);
                    } else {
                        line.rejected.put(RefusedEvent.Reason.valueOf(outcome), row.getLong(4));
                    }
                }
            }
        }
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT project_id, received / 3600000 AS hour, SUM(next - position) FROM entry
                WHERE position >= ?4 AND visitor_hash IS NULL
                    AND received / 3600000 >= ?1 AND received / 3600000 < ?2 AND (?3 IS NULL OR project_id = ?3)
                GROUP BY 1, 2""")) {
            bind(query, period);
            query.setLong(4, loaded);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    sums.computeIfAbsent(new Key(row.getLong(1), row.getLong(2)), it -> new Sums()).pending =
                            row.getLong(3);
                }
            }
        }
        List<Receipts.Line> lines = new ArrayList<>();
        sums.forEach((key, line) -> lines.add(line.line(key)));
        return new Receipts(begin(), lines);
    }

    private static void bind(PreparedStatement query, Period period) throws SQLException {
        query.setLong(1, period.firstHour());
        query.setLong(2, period.endHour());
        if (period.projectId().isPresent()) {
            query.setLong(3, period.projectId().getAsLong());
        } else {
            query.setObject(3, null);
        }
    }

    List<Erasure> erasures(long before) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT position, project_id, visitor_hash FROM erasure WHERE position < ? ORDER BY position")) {
            query.setLong(1, before);
            List<Erasure> erasures = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    erasures.add(new Erasure(row.getLong(1), row.getLong(2), row.getLong(3)));
                }
            }
            return erasures;
        }
    }

    List<Body> bodies(long projectId, long from, long before, int most) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT position, body FROM entry
                WHERE position >= ? AND position < ? AND project_id = ? AND visitor_hash IS NULL
                ORDER BY position LIMIT ?""")) {
            query.setLong(1, from);
            query.setLong(2, before);
            query.setLong(3, projectId);
            query.setInt(4, most);
            List<Body> bodies = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    bodies.add(new Body(row.getLong(1), row.getBytes(2)));
                }
            }
            return bodies;
        }
    }

    /** Of the first entry with events that were received at a moment or later; nothing when there is none. */
    OptionalLong firstReceivedFrom(long millis) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT MIN(position) FROM entry WHERE received >= ?")) {
            query.setLong(1, millis);
            try (ResultSet row = query.executeQuery()) {
                long position = row.getLong(1);
                return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(position);
            }
        }
    }

    /** Where a piece of the entries before a position ends; nothing when there are none. */
    OptionalLong pieceEnd(long before, int entries) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT MAX(next) FROM (SELECT next FROM entry WHERE position < ? ORDER BY position LIMIT ?)""")) {
            query.setLong(1, before);
            query.setInt(2, entries);
            try (ResultSet row = query.executeQuery()) {
                long next = row.getLong(1);
                return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(next);
            }
        }
    }

    /** How many bytes of the file hold nothing. */
    long freeBytes() throws SQLException {
        return number("PRAGMA freelist_count") * number("PRAGMA page_size");
    }
}
