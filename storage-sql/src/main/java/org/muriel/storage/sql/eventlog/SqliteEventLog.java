package org.muriel.storage.sql.eventlog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.muriel.event.IntakeUnavailable;
import org.muriel.event.ledger.Period;
import org.muriel.event.ledger.Receipts;
import org.muriel.event.log.Arrival;
import org.muriel.event.log.BatchFormat;
import org.muriel.event.log.EventLog;
import org.muriel.event.log.LogRecord;
import org.muriel.event.log.Refusal;
import org.muriel.experiment.catalog.StorageException;
import org.muriel.storage.sql.DataFolder;
import org.muriel.storage.sql.DataFolderUnusable;
import org.muriel.storage.sql.Migrations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The log in the file {@code events.db} of a data folder. One thread writes, whatever waits at that moment in one
 * transaction, which is synced to the disk before anybody who waited goes on; while the disk syncs, the next group
 * gathers. Readers use connections of their own and see the state after the last transaction.
 */
public final class SqliteEventLog implements EventLog, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SqliteEventLog.class);

    private static final String FILE = "events.db";
    private static final Migrations MIGRATIONS =
            new Migrations("classpath:org/muriel/storage/sql/eventlog/migration", "1");

    /** A request of ten events fits in one page or two. */
    private static final int PAGE_BYTES = 8192;

    /** Nobody else writes, but a copy or a look from outside may hold the file for a moment. */
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;

    private final Path file;
    private final SQLiteDataSource source;
    private final WaitingSteps waiting = new WaitingSteps();
    private final LogUpkeep upkeep = new LogUpkeep(this);
    private final Checkpoints checkpoints;
    private final LogWriter writer;
    private final Thread thread;
    private volatile long end;
    private volatile long begin;
    private volatile boolean failing;

    private SqliteEventLog(Path file, SQLiteDataSource source) throws SQLException {
        this.file = file;
        this.source = source;
        Connection connection = source.getConnection();
        writer = new LogWriter(connection);
        checkpoints = new Checkpoints(source);
        begin = read(LogReader::begin);
        end = read(LogReader::end);
        thread = Thread.ofPlatform().name("event log").daemon().start(this::run);
    }

    /**
     * Opens the log, or makes one.
     *
     * @throws DataFolderUnusable when the file is not a log of this or an earlier version of Muriel
     */
    public static SqliteEventLog open(DataFolder folder) {
        Path file = folder.file(FILE);
        SQLiteDataSource source = source(file);
        try {
            if (Files.size(file) == 0) {
                layOut(file);
            }
            MIGRATIONS.bringUpToDate(file, source);
            return new SqliteEventLog(file, source);
        } catch (SQLException | IOException e) {
            throw new DataFolderUnusable("cannot open " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public long append(Arrival arrival) {
        int events = arrival.batch().size();
        byte[] body = events == 0 ? new byte[0] : BatchFormat.write(arrival.batch());
        return done(new Step.Append(arrival, events, body, new CompletableFuture<>()));
    }

    @Override
    public long appendErasure(long projectId, long visitorHash) {
        return done(new Step.Erase(projectId, visitorHash, new CompletableFuture<>()));
    }

    @Override
    public long begin() {
        return begin;
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public List<LogRecord> read(long from, int mostEvents) {
        return read(it -> it.records(from, mostEvents));
    }

    @Override
    public void release(long loaded, long keepFrom) {
        upkeep.release(loaded, Math.min(loaded, keepFrom));
        begin = read(LogReader::begin);
    }

    /**
     * Forgets entries and refusals that were received before a moment, beside the loader. Entries that are not loaded
     * stay, and so do those behind one that is younger. Counts stay.
     *
     * @param loaded everything before it is loaded
     */
    public void forget(Instant receivedBefore, long loaded) {
        upkeep.forgetReceivedBefore(receivedBefore.toEpochMilli(), loaded);
        begin = read(LogReader::begin);
    }

    @Override
    public Receipts receipts(long loaded, Period period) {
        return read(it -> it.receipts(loaded, period));
    }

    @Override
    public List<Refusal> refusals(OptionalLong projectId, int most) {
        return read(it -> it.refusals(projectId, most));
    }

    /** How many requests wait to be made durable. */
    public int waiting() {
        return waiting.size();
    }

    /** What the log takes on the disk. */
    public long bytes() {
        try {
            return Files.size(file) + sizeIfThere(checkpoints.writeAheadLog(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the last attempt to write failed. */
    public boolean isFailing() {
        return failing;
    }

    /** Makes durable what waits, and takes no more. */
    @Override
    public void close() {
        waiting.close();
        try {
            thread.join();
            checkpoints.close();
            writer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new StorageException("cannot close " + file + ": " + e.getMessage(), e);
        }
    }

    /** What was overwritten in the database is still in its write-ahead log until that begins anew. */
    void emptyWriteAheadLog() {
        checkpoints.emptyNext();
        upkeep(connection -> {});
    }

    void upkeep(Step.Work work) {
        done(new Step.Upkeep(work, new CompletableFuture<>()));
    }

    @FunctionalInterface
    interface Question<T> {
        T ask(LogReader reader) throws SQLException;
    }

    <T> T read(Question<T> question) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false); // so that several statements see one moment
            T answer = question.ask(new LogReader(connection));
            connection.rollback();
            return answer;
        } catch (SQLException e) {
            throw new StorageException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private long done(Step step) {
        waiting.add(step);
        try {
            return step.done().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IntakeUnavailable unavailable) {
                throw unavailable;
            }
            throw e;
        }
    }

    private void run() {
        try {
            for (List<Step> group = waiting.take(); !group.isEmpty(); group = waiting.take()) {
                write(group);
                checkpoints.afterWriting(group);
            }
        } catch (InterruptedException e) {
            log.error("the writer of {} was interrupted", file);
            waiting.close();
        }
    }

    private void write(List<Step> group) {
        try {
            long[] positions = writer.write(group);
            end = positions[group.size()];
            for (int i = 0; i < group.size(); i++) {
                group.get(i).done().complete(positions[i]);
            }
            if (failing) {
                failing = false;
                log.info("{} can be written again", file);
            }
        } catch (SQLException | RuntimeException | OutOfMemoryError e) {
            if (!failing) {
                failing = true;
                log.error("{} cannot be written; events are refused until it can", file, e);
            }
            IntakeUnavailable why = new IntakeUnavailable("the event log cannot be written: " + e.getMessage());
            group.forEach(step -> step.done().completeExceptionally(why));
        }
    }

    private static long sizeIfThere(Path path) throws IOException {
        return Files.exists(path) ? Files.size(path) : 0;
    }

    /** What can only be chosen while the file is empty. Free pages are given back bit by bit. */
    private static void layOut(Path file) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA page_size = " + PAGE_BYTES);
            statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
            statement.execute("PRAGMA journal_mode = WAL");
        }
    }

    private static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "0"); // see Checkpoints
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
