package org.muriel.storage.duckdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.muriel.event.ledger.Loads;
import org.muriel.event.ledger.Period;
import org.muriel.event.log.LoadTarget;
import org.muriel.event.log.LogRecord;
import org.muriel.experiment.catalog.StorageException;
import org.muriel.privacy.VisitorRecords;
import org.muriel.result.Arrivals;
import org.muriel.result.EventStore;
import org.muriel.result.Impressions;
import org.muriel.result.Irregularities;
import org.muriel.result.RawEvents;
import org.muriel.result.Window;

/**
 * Events in one DuckDB file. Writes take turns; each query reads the state that the last commit before it left, and
 * keeps nobody waiting.
 */
public final class DuckEventStore
        implements LoadTarget,
                EventStore,
                Irregularities.Counter,
                RawEvents,
                Impressions,
                VisitorRecords,
                AutoCloseable {
    private final Path file;

    /** Held by whoever reads; compaction needs the file for itself while it puts another in its place. */
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();

    /** Keeps the database open; every use has a connection of its own. */
    private DuckDBConnection database;

    private DuckDBConnection writer;
    private final Object writing = new Object();
    private final Known known = new Known();

    /** Project → how often something of it was loaded or erased since the start. */
    private final Map<Long, Long> versions = new ConcurrentHashMap<>();

    /** Held while a load appears and its projects get another version: who has seen it never finds the version before. */
    private final ReadWriteLock appearing = new ReentrantReadWriteLock();

    /** How often a removal of events has begun or ended. */
    private final AtomicLong rewrites = new AtomicLong();

    private final KeptLooks kept = new KeptLooks(KeptLooks.MOST_TOUCHED);

    private DuckEventStore(Path file, DuckDBConnection database, DuckDBConnection writer) {
        this.file = file;
        this.database = database;
        this.writer = writer;
    }

    /**
     * Opens the file, or makes it.
     *
     * @throws StorageException when that is not possible, such as when another process has it open
     */
    public static DuckEventStore open(Path file) {
        return open(file, EventFile.settings(file));
    }

    /** @param file {@code :memory:} is one that is nowhere else, and cannot be compacted */
    static DuckEventStore open(Path file, Properties settings) {
        try {
            DuckDBConnection database = EventFile.open(file, settings);
            try {
                try (Statement statement = database.createStatement()) {
                    statement.execute(schema());
                }
                return new DuckEventStore(file, database, EventFile.another(database));
            } catch (SQLException | RuntimeException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StorageException("the file of events " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static String schema() {
        try (InputStream sql = DuckEventStore.class.getResourceAsStream("schema.sql")) {
            if (sql == null) {
                throw new IllegalStateException("schema.sql is not on the class path");
            }
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long position() {
        return read("the position", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("SELECT position FROM progress")) {
                found.next();
                return found.getLong(1);
            }
        });
    }

    @Override
    public void load(List<LogRecord> records) {
        boolean erases = records.stream().anyMatch(LogRecord.Erasure.class::isInstance);
        if (erases) {
            rewrites.incrementAndGet();
        }
        try {
            write(
                    "events",
                    () -> new Load(writer, known).run(records),
                    () -> records.stream()
                            .map(LogRecord::projectId)
                            .distinct()
                            .forEach(it -> versions.merge(it, 1L, Long::sum)));
        } finally {
            if (erases) {
                rewrites.incrementAndGet();
            }
        }
    }

    @Override
    public Loads loads(Period period) {
        return read("the ledger", connection -> {
            List<Loads.Line> lines = new ArrayList<>();
            long position = 0;
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT p.position, l.project_id, l.hour, l.stored, l.duplicate
                    FROM progress p LEFT JOIN ledger l
                    ON l.hour >= ? AND l.hour < ? AND (l.project_id = ? OR ?)
                    ORDER BY l.hour, l.project_id
                    """)) {
                select.setLong(1, period.firstHour());
                select.setLong(2, period.endHour());
                select.setLong(3, period.projectId().orElse(0));
                select.setBoolean(4, period.projectId().isEmpty());
                try (ResultSet found = select.executeQuery()) {
                    while (found.next()) {
                        position = found.getLong(1);
                        long project = found.getLong(2);
                        if (!found.wasNull()) {
                            lines.add(new Loads.Line(project, found.getLong(3), found.getLong(4), found.getLong(5)));
                        }
                    }
                }
            }
            return new Loads(position, lines);
        });
    }

    @Override
    public List<Look> looks(Query query) {
        return read("cells", connection -> {
            try (Statement transaction = connection.createStatement()) {
                // all statements see the same events
                transaction.execute("BEGIN TRANSACTION");
                try {
                    return looks(connection, query, false);
                } catch (SQLException e) {
                    if (!CellColumns.isOverflow(e)) {
                        throw e;
                    }
                    transaction.execute("ROLLBACK");
                    transaction.execute("BEGIN TRANSACTION");
                    return looks(connection, query, true);
                }
            }
        });
    }

    private List<Look> looks(DuckDBConnection connection, Query query, boolean split) throws SQLException {
        List<Look> looks = kept.looks(connection, query, split, rewrites::get);
        CellQuery cells = new CellQuery(query, split, Selection.ALL);
        for (Map.Entry<Integer, Double> capped : query.counting().caps().entrySet()) {
            int metric = capped.getKey();
            BigDecimal quantile = BigDecimal.valueOf(capped.getValue());
            List<Look> uncapped = looks;
            looks = cells.amounts(cells.metrics().get(metric))
                    .read(connection, rows -> Capping.cap(uncapped, metric, quantile, rows));
        }
        return looks;
    }

    @Override
    public Optional<String> objection(String regex) {
        return read("what the engine says of a pattern", connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT " + Dialect.matches("''", "?"))) {
                select.setString(1, regex);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                }
                return Optional.empty();
            } catch (SQLException e) {
                return String.valueOf(e.getMessage()).lines().findFirst();
            }
        });
    }

    @Override
    public OptionalLong version(long projectId) {
        appearing.readLock().lock();
        try {
            return OptionalLong.of(versions.getOrDefault(projectId, 0L) + rewrites.get());
        } finally {
            appearing.readLock().unlock();
        }
    }

    @Override
    public long size(long projectId) {
        Sql count = Sql.of("""
                SELECT (SELECT count(*) FROM exposure WHERE project_id = ?)
                + (SELECT count(*) FROM conversion WHERE project_id = ?)
                """, projectId, projectId);
        return read(
                "the number of events",
                connection -> count.read(connection, row -> {
                    row.next();
                    return row.getLong(1);
                }));
    }

    @Override
    public Irregularities irregularities(Query query) {
        Sql sql = new CellQuery(query, false, Selection.ALL).irregularities(Irregularities.LATE);
        return read(
                "irregularities",
                connection -> sql.read(connection, row -> {
                    row.next();
                    return new Irregularities(row.getLong(1), row.getLong(2));
                }));
    }

    @Override
    public List<Impressions.OfExperiment> between(Instant from, Instant until) {
        return read("impressions", connection -> ImpressionCount.between(connection, from, until));
    }

    /** What has come, asked of this store. */
    public Arrivals arrivals() {
        return new ArrivalQuery(this);
    }

    @Override
    public long count(long projectId, long experimentId, Window period) {
        return read(
                "the number of raw events", connection -> Export.count(connection, projectId, experimentId, period));
    }

    @Override
    public void write(long projectId, long experimentId, Window period, Format format, Path file) {
        read("raw events", connection -> {
            Export.write(connection, projectId, experimentId, period, format, file);
            return file;
        });
    }

    @Override
    public List<Bucketing> bucketing(String visitorId, Instant from, Instant to) {
        return read(
                "the history of a visitor",
                connection -> VisitorQuery.bucketing(connection, visitorId, from, to, MOST_BUCKETINGS));
    }

    @Override
    public void write(String visitorId, Path file) {
        read("the events of a visitor", connection -> {
            VisitorQuery.write(connection, visitorId, file);
            return file;
        });
    }

    /** In the transaction that removed rows: their bytes stay in the file until it is compacted. */
    static void noteRemoval(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO removal SELECT true WHERE NOT EXISTS (SELECT 1 FROM removal)");
        }
    }

    /**
     * Removes events that were received before a moment, and the text of visitors of whom nothing is left. What was
     * counted of them in the ledger stays. A uuid of theirs that came again would be kept.
     */
    public void forget(Instant receivedBefore) {
        rewrites.incrementAndGet();
        try {
            write("the removal of old events", () -> remove(receivedBefore), () -> {});
        } finally {
            rewrites.incrementAndGet();
        }
    }

    private void remove(Instant receivedBefore) throws SQLException {
        long removed = 0;
        for (String table : List.of("exposure", "conversion")) {
            try (PreparedStatement delete =
                    writer.prepareStatement("DELETE FROM " + table + " WHERE received_at < ?")) {
                delete.setLong(1, receivedBefore.toEpochMilli());
                removed += delete.executeUpdate();
            }
        }
        if (removed == 0) {
            return;
        }
        noteRemoval(writer);
        known.forgetVisitors();
        try (Statement statement = writer.createStatement()) {
            statement.execute("""
                        DELETE FROM visitor WHERE NOT EXISTS (
                            SELECT 1 FROM exposure e
                            WHERE e.project_id = visitor.project_id AND e.visitor = visitor.visitor)
                        AND NOT EXISTS (
                            SELECT 1 FROM conversion c
                            WHERE c.project_id = visitor.project_id AND c.visitor = visitor.visitor)
                        """);
        }
    }

    /**
     * Writes the file anew without what was removed, when there is something: DuckDB only marks removed rows and would
     * leave their bytes where they are. Loading waits meanwhile, and reading for the moment in which one file takes the
     * other's place. Needs as much room again; without it, nothing has changed.
     */
    public void compact() {
        synchronized (writing) {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            try {
                if (!hasRemovals()) {
                    return;
                }
                Files.deleteIfExists(fresh);
                copyTo(fresh);
                inUse.writeLock().lock();
                try {
                    replaceBy(fresh);
                } finally {
                    inUse.writeLock().unlock();
                }
            } catch (SQLException | IOException e) {
                throw new StorageException("the file of events could not be compacted", e);
            }
        }
    }

    private boolean hasRemovals() throws SQLException {
        try (Statement statement = writer.createStatement();
                ResultSet found = statement.executeQuery("SELECT count(*) FROM removal")) {
            found.next();
            return found.getLong(1) > 0;
        }
    }

    private void copyTo(Path fresh) throws SQLException {
        try {
            execute(EventFile.attaching(fresh, "fresh"));
            execute("COPY FROM DATABASE " + EventFile.NAME + " TO fresh");
            execute("DELETE FROM fresh.removal");
        } finally {
            execute("DETACH DATABASE IF EXISTS fresh"); // writes it out
        }
    }

    private void replaceBy(Path fresh) throws SQLException, IOException {
        writer.close();
        database.close();
        // what is only in a write-ahead log would be lost, or worse, be put into the other file
        boolean complete =
                Stream.of(file, fresh).noneMatch(it -> Files.exists(it.resolveSibling(it.getFileName() + ".wal")));
        try {
            if (complete) {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            database = EventFile.open(file);
            writer = EventFile.another(database);
        }
    }

    @Override
    public void close() {
        synchronized (writing) {
            try (DuckDBConnection _ = database;
                    DuckDBConnection _ = writer) {
                execute("CHECKPOINT");
            } catch (SQLException e) {
                throw new StorageException("the file of events could not be closed", e);
            }
        }
    }

    /** What is done with a connection that reads. */
    @FunctionalInterface
    interface Reading<T> {
        T with(DuckDBConnection connection) throws SQLException;
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws SQLException;
    }

    <T> T read(String what, Reading<T> reading) {
        inUse.readLock().lock();
        try (DuckDBConnection connection = EventFile.another(database)) {
            return reading.with(connection);
        } catch (SQLException e) {
            throw new StorageException(what + " could not be read from the store of events", e);
        } finally {
            inUse.readLock().unlock();
        }
    }

    /**
     * All of it or nothing. Transactions are begun and ended by statements, because the driver loses count of them when
     * the database ends one by itself, as it does on a full disk: what came next would be stored piece by piece.
     *
     * @param appeared is run when others can see it, even if nobody knows whether they can
     */
    private void write(String what, Writing work, Runnable appeared) {
        synchronized (writing) {
            try {
                execute("BEGIN TRANSACTION");
                try {
                    work.run();
                    appearing.writeLock().lock();
                    try {
                        execute("COMMIT");
                    } finally {
                        appeared.run();
                        appearing.writeLock().unlock();
                    }
                } catch (SQLException | RuntimeException e) {
                    rollBack();
                    known.forgetVisitors();
                    throw e;
                }
            } catch (SQLException e) {
                throw new StorageException(what + " could not be stored", e);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = writer.createStatement()) {
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
}
