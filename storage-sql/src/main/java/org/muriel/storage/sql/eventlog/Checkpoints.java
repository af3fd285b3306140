package org.muriel.storage.sql.eventlog;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/**
 * Moves what was written from SQLite's write-ahead log into the database, beside the writer. SQLite would do it by
 * itself, but in the middle of a commit, for which everybody waits.
 *
 * <p>A write-ahead log can begin anew only when all of it is moved and nobody reads it, which beside a busy writer
 * never happens. Therefore, once the background has moved nearly all, the writer moves the rest and waits for the few
 * milliseconds that takes.
 */
final class Checkpoints implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

    /** So many bytes of bodies are written between two checkpoints. */
    private static final long INTERVAL_BYTES = 16L << 20;

    /** The write-ahead log begins anew when it is larger, in pages. */
    private static final long MOST_PAGES = (64L << 20) / 8192;

    private final Connection background;
    private final Connection foreground;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("event log checkpoints").daemon().factory());
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean beginAnew = new AtomicBoolean();
    private final AtomicBoolean empty = new AtomicBoolean();
    private final AtomicLong written = new AtomicLong();

    Checkpoints(SQLiteDataSource source) throws SQLException {
        background = source.getConnection();
        foreground = source.getConnection();
    }

    /** Called by the writer between two transactions. */
    void afterWriting(List<Step> group) {
        long bytes = 0;
        for (Step step : group) {
            bytes += step.bytes();
        }
        if (empty.getAndSet(false)) {
            empty.set(run(foreground, "TRUNCATE") > 0);
        } else if (beginAnew.getAndSet(false)) {
            run(foreground, "RESTART");
        }
        if (written.addAndGet(bytes) >= INTERVAL_BYTES && !running.getAndSet(true)) {
            written.set(0);
            executor.execute(this::moveInBackground);
        }
    }

    /** Leaves nothing in the write-ahead log after the next transaction, or after a later one when it is being read. */
    void emptyNext() {
        empty.set(true);
    }

    Path writeAheadLog(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    private void moveInBackground() {
        try {
            if (run(background, "PASSIVE") > MOST_PAGES) {
                beginAnew.set(true);
            }
        } finally {
            running.set(false);
        }
    }

    /** @return pages in the write-ahead log */
    private static long run(Connection connection, String mode) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            return row.getLong("log");
        } catch (SQLException e) {
            // a full disk, say: what was written is durable all the same, and the next attempt may succeed
            log.warn("checkpoint of the event log failed", e);
            return 0;
        }
    }

    @Override
    public void close() throws SQLException {
        executor.close();
        background.close();
        foreground.close();
    }
}
