package org.muriel.storage.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.muriel.access.Access;
import org.muriel.change.delivery.Deliveries;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.StorageException;
import org.muriel.privacy.SubjectRequests;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The database of a data folder: the SQLite file {@code catalog.db}. Thread-safe.
 *
 * <p>Every commit is synced to the disk before it returns. Writers take turns, in this process and across processes;
 * readers wait for nobody. While it is open, nothing else in the process may open the file: closing it again would
 * drop SQLite's locks.
 */
public final class SqlStorage implements AutoCloseable {
    private static final String FILE = "catalog.db";

    private static final Migrations MIGRATIONS = new Migrations("classpath:org/muriel/storage/sql/migration", "12");

    /** How long a write waits for another process that writes: a commit takes milliseconds, a slow disk seconds. */
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;

    /** One writes; the others read tokens and journal meanwhile. */
    static final int CONNECTIONS = 4;

    private final Path file;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final LongAdder statements = new LongAdder();
    private final AtomicBoolean catalogIsFree;
    private final Receipts receipts = new Receipts(this);

    private SqlStorage(Path file, HikariDataSource pool, boolean catalogIsFree) {
        this.file = file;
        this.pool = pool;
        this.catalogIsFree = new AtomicBoolean(catalogIsFree);
        this.jdbi = Jdbi.create(pool);
        // by default a message quotes the statement's arguments: documents and hashes, which no log is to hold
        jdbi.configure(StatementExceptions.class, it -> it.setMessageRendering(MessageRendering.NONE));
        jdbi.setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                statements.increment();
            }
        });
    }

    /**
     * Opens the database for the server that holds the folder. Makes it when there is none and brings one of an older
     * version up to date.
     *
     * @throws DataFolderUnusable when the file is not a database of this or an earlier version of Muriel
     */
    public static SqlStorage open(DataFolder folder) {
        Path file = folder.file(FILE);
        SQLiteDataSource source = source(file);
        MIGRATIONS.bringUpToDate(file, source);
        return new SqlStorage(file, pool(source), true);
    }

    /**
     * Opens the database beside a server that may be working on it: for tokens, not for the catalog.
     *
     * @throws DataFolderUnusable when there is no database yet, or one of another version
     */
    public static SqlStorage join(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            throw new DataFolderUnusable("there is no " + file + " yet: start the server once", null);
        }
        SQLiteDataSource source = source(file);
        if (!MIGRATIONS.areDone(source)) {
            throw new DataFolderUnusable(
                    file + " is not of this version of Muriel: start the server of this version once", null);
        }
        return new SqlStorage(file, pool(source), false);
    }

    /**
     * The configuration in this database, read as a whole. Only for the server that holds the folder, and once, since
     * the catalog is the only one to know what it writes.
     *
     * @param time the times of writes; whole microseconds are kept of it
     */
    public Catalog catalog(InstantSource time) {
        if (!catalogIsFree.getAndSet(false)) {
            throw new IllegalStateException("the catalog in " + file + " is not free to be opened");
        }
        return new SqlCatalog(this, time);
    }

    /**
     * The people and tokens in this database.
     *
     * @param personIds ids for new people
     */
    public Access access(InstantSource time, Supplier<UUID> personIds) {
        return new SqlAccess(this, time, personIds);
    }

    /** What is to be sent to webhooks, in this database. */
    public Deliveries deliveries() {
        return new SqlDeliveries(this);
    }

    /** Wishes of people about what is kept of them, in this database. */
    public SubjectRequests subjectRequests() {
        return new SqlSubjectRequests(this);
    }

    /**
     * A key of this server's own, made at the first call for that name and the same ever after.
     *
     * @param fresh makes the key
     */
    public byte[] key(String name, Supplier<byte[]> fresh) {
        return read(handle -> key(handle, name))
                .orElseGet(() -> write(handle -> {
                    byte[] made = fresh.get();
                    handle.execute(
                            "INSERT INTO server_key (name, hex) VALUES (?, ?)",
                            name,
                            HexFormat.of().formatHex(made));
                    return made;
                }));
    }

    private static Optional<byte[]> key(Handle handle, String name) {
        return handle.createQuery("SELECT hex FROM server_key WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne()
                .map(HexFormat.of()::parseHex);
    }

    Receipts receipts() {
        return receipts;
    }

    /** How many SQL statements were sent since the opening. */
    public long statements() {
        return statements.sum();
    }

    /** What the database takes on the disk, in bytes. */
    public long bytes() {
        return Stream.of("", "-wal")
                .map(it -> file.resolveSibling(file.getFileName() + it).toFile())
                .mapToLong(File::length)
                .sum();
    }

    /** What is wrong with the file, as the database finds it; empty: nothing. */
    public String faults() {
        List<String> found = read(handle ->
                handle.select("PRAGMA quick_check").mapTo(String.class).list());
        return found.equals(List.of("ok")) ? "" : String.join("; ", found);
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Which change of people and tokens was the last. Asked each second, so it counts as no statement. */
    long accessRevision() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT revision FROM access_revision")) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            throw new StorageException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Moves all out of the write-ahead log, where former pages stay until others are written over them, and cuts it off.
     * Waits for readers, and writers for it.
     */
    void emptyWriteAheadLog() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            if (row.next() && row.getBoolean("busy")) {
                throw new SQLException("somebody else is reading it");
            }
        } catch (SQLException e) {
            throw new StorageException("cannot empty the write-ahead log of " + file + ": " + e.getMessage(), e);
        }
    }

    <T> T read(HandleCallback<T, RuntimeException> query) {
        try {
            return jdbi.withHandle(query);
        } catch (JdbiException e) {
            throw failed("read", e);
        }
    }

    /** Does the update in one transaction, durable on return; on an exception nothing of it has happened. */
    <T> T write(HandleCallback<T, RuntimeException> update) {
        try {
            return jdbi.inTransaction(update);
        } catch (JdbiException e) {
            throw failed("write", e);
        }
    }

    /** Tells the database's own words: Jdbi's repeat the statement with all its values. */
    private StorageException failed(String what, JdbiException why) {
        Throwable reason = why;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return new StorageException("cannot " + what + " " + file + ": " + reason.getMessage(), why);
    }

    private static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        // what is removed is overwritten with zeros: it may be of somebody who is to be forgotten
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "ON");
        config.enforceForeignKeys(true);
        // A transaction that begins by reading would fail, not wait, when another process has written since.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static HikariDataSource pool(SQLiteDataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("catalog");
        config.setDataSource(source);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }
}
