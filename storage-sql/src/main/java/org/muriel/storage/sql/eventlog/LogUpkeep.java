package org.muriel.storage.sql.eventlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.muriel.event.EventBatch;
import org.muriel.event.VisitorEvents;
import org.muriel.event.VisitorHash;
import org.muriel.event.log.BatchFormat;

/**
 * Forgets what is loaded and carries out erasures: reads beside the writer, and hands it pieces of work small enough
 * that no append waits noticeably longer for them.
 */
final class LogUpkeep {
    /** Entries looked at or forgotten at once: about 1 MB. */
    private static final int PIECE = 400;

    /** Room that is kept for what comes next, instead of giving it back to the file system. */
    private static final long KEPT_FREE_BYTES = 64L << 20;

    private static final int PAGES_AT_ONCE = 256;

    private final SqliteEventLog log;

    LogUpkeep(SqliteEventLog log) {
        this.log = log;
    }

    void release(long loaded, long keepFrom) {
        List<LogReader.Erasure> erasures = log.read(it -> it.erasures(loaded));
        for (LogReader.Erasure erasure : erasures) {
            carryOut(erasure);
        }
        forget(keepFrom);
        giveBackAllBut(erasures.isEmpty() ? KEPT_FREE_BYTES : 0);
        if (!erasures.isEmpty()) {
            log.emptyWriteAheadLog();
        }
    }

    void forgetReceivedBefore(long millis, long loaded) {
        forget(Math.min(loaded, log.read(it -> it.firstReceivedFrom(millis)).orElse(loaded)));
        log.upkeep(connection -> delete(connection, "DELETE FROM refusal WHERE received < ?", millis));
        giveBackAllBut(KEPT_FREE_BYTES);
    }

    private void carryOut(LogReader.Erasure erasure) {
        long from = 0;
        while (true) {
            long next = from;
            List<LogReader.Body> piece =
                    log.read(it -> it.bodies(erasure.projectId(), next, erasure.position(), PIECE));
            if (piece.isEmpty()) {
                break;
            }
            List<LogReader.Body> changed = without(erasure.visitorHash(), piece);
            if (!changed.isEmpty()) {
                log.upkeep(connection -> overwriting(connection, () -> replace(connection, changed)));
            }
            from = piece.getLast().position() + 1;
        }
        log.upkeep(connection -> overwriting(connection, () -> finish(connection, erasure)));
    }

    private static List<LogReader.Body> without(long visitorHash, List<LogReader.Body> bodies) {
        List<LogReader.Body> changed = new ArrayList<>();
        for (LogReader.Body body : bodies) {
            EventBatch batch = BatchFormat.read(body.bytes());
            List<VisitorEvents> kept = batch.visitors().stream()
                    .filter(it -> VisitorHash.of(it.visitorId()) != visitorHash)
                    .toList();
            if (kept.size() < batch.visitors().size()) {
                changed.add(new LogReader.Body(body.position(), BatchFormat.write(batch.with(kept))));
            }
        }
        return changed;
    }

    private static void replace(Connection connection, List<LogReader.Body> bodies) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE entry SET body = ? WHERE position = ?")) {
            for (LogReader.Body body : bodies) {
                update.setBytes(1, body.bytes());
                update.setLong(2, body.position());
                update.executeUpdate();
            }
        }
    }

    private static void finish(Connection connection, LogReader.Erasure erasure) throws SQLException {
        try (PreparedStatement refusals = connection.prepareStatement(
                        "DELETE FROM refusal WHERE project_id IN (?, ?) AND visitor_hash = ?");
                PreparedStatement done = connection.prepareStatement("DELETE FROM erasure WHERE position = ?")) {
            refusals.setLong(1, erasure.projectId());
            refusals.setLong(2, LogWriter.NO_PROJECT);
            refusals.setLong(3, erasure.visitorHash());
            refusals.executeUpdate();
            done.setLong(1, erasure.position());
            done.executeUpdate();
        }
    }

    @FunctionalInterface
    private interface Change {
        void run() throws SQLException;
    }

    /** What is removed is overwritten with zeros, rather than left in unused parts of the file. */
    private static void overwriting(Connection connection, Change change) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA secure_delete = ON");
            try {
                change.run();
            } finally {
                statement.execute("PRAGMA secure_delete = FAST");
            }
        }
    }

    private void forget(long before) {
        while (true) {
            OptionalLong end = log.read(it -> it.pieceEnd(before, PIECE));
            if (end.isEmpty()) {
                break;
            }
            log.upkeep(connection -> {
                delete(connection, "DELETE FROM entry WHERE position < ?", end.getAsLong());
                delete(connection, "UPDATE span SET begin_position = MAX(begin_position, ?)", end.getAsLong());
            });
        }
    }

    /**
     * What entries leave behind that were forgotten is not overwritten, which would be to write everything twice; but it
     * may be of somebody who is erased later, and goes with the room that is given back.
     */
    private void giveBackAllBut(long bytes) {
        while (log.read(LogReader::freeBytes) > bytes) {
            log.upkeep(LogUpkeep::giveBack);
        }
    }

    private static void delete(Connection connection, String sql, long before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, before);
            statement.executeUpdate();
        }
    }

    private static void giveBack(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA incremental_vacuum(" + PAGES_AT_ONCE + ")");
        }
    }
}
