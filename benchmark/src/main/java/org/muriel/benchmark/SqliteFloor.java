package org.muriel.benchmark;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.sqlite.SQLiteDataSource;

/** The least that durable rows in SQLite cost: one thread that writes whatever waits in one transaction. */
final class SqliteFloor implements AutoCloseable {
    private final BlockingQueue<Row> waiting = new LinkedBlockingQueue<>();
    private final Connection connection;
    private final Thread thread;

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Row(byte[] bytes, CompletableFuture<Boolean> done) {}

    SqliteFloor(Path file) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA page_size = 8192");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("CREATE TABLE entry (position INTEGER PRIMARY KEY, body BLOB NOT NULL)");
        }
        connection.setAutoCommit(false);
        thread = Thread.ofPlatform().name("floor").daemon().start(this::run);
    }

    /** Returns when the bytes are durable. */
    void append(byte[] bytes) {
        Row row = new Row(bytes, new CompletableFuture<>());
        waiting.add(row);
        row.done().join();
    }

    private void run() {
        List<Row> group = new ArrayList<>();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO entry (body) VALUES (?)")) {
            while (true) {
                group.add(waiting.take());
                waiting.drainTo(group);
                for (Row row : group) {
                    insert.setBytes(1, row.bytes());
                    insert.executeUpdate();
                }
                connection.commit();
                group.forEach(row -> row.done().complete(true));
                group.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            group.forEach(row -> row.done().completeExceptionally(e));
        }
    }

    @Override
    public void close() throws SQLException {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
