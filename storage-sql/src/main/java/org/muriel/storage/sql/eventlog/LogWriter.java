package org.muriel.storage.sql.eventlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.muriel.event.RefusedEvent;
import org.muriel.event.VisitorHash;
import org.muriel.event.ledger.Period;
import org.muriel.event.log.Arrival;

/** Writes groups of steps, each group in one transaction. Owned by one thread. */
final class LogWriter implements AutoCloseable {
    /** Project of the events whose project is not known. */
    static final long NO_PROJECT = 0;

    static final String ACCEPTED = "accepted";

    /** Enough to see what is wrong with a client; a request with more faults repeats itself. */
    private static final int MOST_LISTED_PER_ARRIVAL = 20;

    /** Some megabytes. */
    private static final int MOST_LISTED = 10_000;

    private final Connection connection;
    private final PreparedStatement insertEntry;
    private final PreparedStatement insertErasureEntry;
    private final PreparedStatement insertErasure;
    private final PreparedStatement insertRefusal;
    private final PreparedStatement cutRefusals;
    private final PreparedStatement count;
    private final PreparedStatement setEnd;

    private record Count(long projectId, long hour, String outcome) {}

    /**
     * @param connection in automatic commit, because the driver loses count of transactions when the database ends one
     *     by itself, as it does on a full disk; closed with this
     */
    LogWriter(Connection connection) throws SQLException {
        this.connection = connection;
        insertEntry = connection.prepareStatement("""
                INSERT INTO entry (position, next, received, project_id, environment_id, body)
                VALUES (?, ?, ?, ?, ?, ?)""");
        insertErasureEntry = connection.prepareStatement("""
                INSERT INTO entry (position, next, received, project_id, visitor_hash) VALUES (?, ?, 0, ?, ?)""");
        insertErasure = connection.prepareStatement(
                "INSERT INTO erasure (position, project_id, visitor_hash) VALUES (?, ?, ?)");
        insertRefusal = connection.prepareStatement("""
                INSERT INTO refusal (received, project_id, visitor_hash, reason, uuid, detail)
                VALUES (?, ?, ?, ?, ?, ?)""");
        cutRefusals = connection.prepareStatement(
                "DELETE FROM refusal WHERE id <= (SELECT MAX(id) FROM refusal) - " + MOST_LISTED);
        count = connection.prepareStatement("""
                INSERT INTO receipt (project_id, hour, outcome, events) VALUES (?, ?, ?, ?)
                ON CONFLICT (project_id, hour, outcome) DO UPDATE SET events = events + excluded.events""");
        setEnd = connection.prepareStatement("UPDATE span SET end_position = ?");
    }

    /**
     * Writes all of the group or, when it throws, nothing.
     *
     * @return the position of each step, and after them that of the next event
     */
    long[] write(List<Step> group) throws SQLException {
        try {
            execute("BEGIN IMMEDIATE");
            long[] positions = new long[group.size() + 1];
            Map<Count, Long> counts = new HashMap<>();
            long position = end();
            boolean refusing = false;
            for (int i = 0; i < group.size(); i++) {
                positions[i] = position;
                switch (group.get(i)) {
                    case Step.Append append -> {
                        append(append, position, counts);
                        position += append.events();
                        refusing |= !append.arrival().refused().isEmpty();
                    }
                    case Step.Erase erase -> erase(erase, position++);
                    case Step.Upkeep upkeep -> upkeep.work().run(connection);
                }
            }
            positions[group.size()] = position;
            for (Map.Entry<Count, Long> entry : counts.entrySet()) {
                add(entry.getKey(), entry.getValue());
            }
            if (refusing) {
                cutRefusals.executeUpdate();
            }
            setEnd.setLong(1, position);
            setEnd.executeUpdate();
            execute("COMMIT");
            return positions;
        } catch (SQLException | RuntimeException e) {
            rollBack();
            throw e;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void rollBack() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // the database has done it already; if not, the next BEGIN fails and this is tried again
        }
    }

    private long end() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT end_position FROM span")) {
            return row.getLong(1);
        }
    }

    private void append(Step.Append append, long position, Map<Count, Long> counts) throws SQLException {
        Arrival arrival = append.arrival();
        long project = arrival.projectId().orElse(NO_PROJECT);
        long hour = Period.hour(arrival.received());
        if (append.events() > 0) {
            insertEntry(append, position, project);
            counts.merge(new Count(project, hour, ACCEPTED), (long) append.events(), Long::sum);
        }
        int listed = 0;
        for (RefusedEvent refused : arrival.refused()) {
            counts.merge(new Count(project, hour, refused.reason().name()), 1L, Long::sum);
            if (listed++ < MOST_LISTED_PER_ARRIVAL) {
                insertRefusal(arrival, project, refused);
            }
        }
    }

    private void erase(Step.Erase erase, long position) throws SQLException {
        insertErasureEntry.setLong(1, position);
        insertErasureEntry.setLong(2, position + 1);
        insertErasureEntry.setLong(3, erase.projectId());
        insertErasureEntry.setLong(4, erase.visitorHash());
        insertErasureEntry.executeUpdate();
        insertErasure.setLong(1, position);
        insertErasure.setLong(2, erase.projectId());
        insertErasure.setLong(3, erase.visitorHash());
        insertErasure.executeUpdate();
    }

    private void insertEntry(Step.Append append, long position, long project) throws SQLException {
        insertEntry.setLong(1, position);
        insertEntry.setLong(2, position + append.events());
        insertEntry.setLong(3, append.arrival().received().toEpochMilli());
        insertEntry.setLong(4, project);
        if (append.arrival().environmentId().isPresent()) {
            insertEntry.setLong(5, append.arrival().environmentId().getAsLong());
        } else {
            insertEntry.setNull(5, Types.INTEGER);
        }
        insertEntry.setBytes(6, append.body());
        insertEntry.executeUpdate();
    }

    private void insertRefusal(Arrival arrival, long project, RefusedEvent refused) throws SQLException {
        insertRefusal.setLong(1, arrival.received().toEpochMilli());
        insertRefusal.setLong(2, project);
        if (refused.visitorId().isPresent()) {
            insertRefusal.setLong(3, VisitorHash.of(refused.visitorId().get()));
        } else {
            insertRefusal.setNull(3, Types.INTEGER);
        }
        insertRefusal.setString(4, refused.reason().name());
        if (refused.uuid().isPresent()) {
            insertRefusal.setString(5, refused.uuid().get());
        } else {
            insertRefusal.setNull(5, Types.VARCHAR);
        }
        insertRefusal.setString(6, refused.detail());
        insertRefusal.executeUpdate();
    }

    private void add(Count key, long events) throws SQLException {
        count.setLong(1, key.projectId());
        count.setLong(2, key.hour());
        count.setString(3, key.outcome());
        count.setLong(4, events);
        count.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
