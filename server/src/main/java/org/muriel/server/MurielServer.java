package org.muriel.server;

import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.muriel.access.Access;
import org.muriel.access.PersonalToken;
import org.muriel.api.Api;
import org.muriel.api.EventParts;
import org.muriel.api.arrival.ArrivalRoutes;
import org.muriel.api.datafile.DatafileChanges;
import org.muriel.api.datafile.Datafiles;
import org.muriel.api.decision.Reporting;
import org.muriel.api.export.ExportFolder;
import org.muriel.api.export.ExportRoutes;
import org.muriel.api.http.HttpServer;
import org.muriel.api.ledger.LedgerRoutes;
import org.muriel.api.metrics.MetricsRoutes;
import org.muriel.api.route.RateLimits;
import org.muriel.api.stream.Broadcast;
import org.muriel.api.stream.Notice;
import org.muriel.api.system.SystemRoutes;
import org.muriel.console.Console;
import org.muriel.event.EventBatch;
import org.muriel.event.EventIntake;
import org.muriel.event.intake.LoggedIntake;
import org.muriel.event.intake.RecentEvents;
import org.muriel.event.ledger.Ledger;
import org.muriel.event.loader.Loader;
import org.muriel.event.loader.NotOfOnePiece;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.storage.duckdb.DuckEventStore;
import org.muriel.storage.sql.DataFolder;
import org.muriel.storage.sql.SqlStorage;
import org.muriel.storage.sql.eventlog.SqliteEventLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: everything wired together, top to bottom. */
public final class MurielServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MurielServer.class);

    private final Deque<AutoCloseable> parts;
    private final Settings settings;
    private final SqlStorage storage;
    private final HttpServer http;
    private final Optional<PersonalToken> firstToken;

    private MurielServer(
            Deque<AutoCloseable> parts,
            Settings settings,
            SqlStorage storage,
            HttpServer http,
            Optional<PersonalToken> firstToken) {
        this.parts = parts;
        this.settings = settings;
        this.storage = storage;
        this.http = http;
        this.firstToken = firstToken;
    }

    /**
     * Starts a server; when this returns it answers.
     *
     * @param environment the process's environment variables, which may give the first token
     * @param clock what the time is
     */
    public static MurielServer start(Settings settings, Map<String, String> environment, InstantSource clock) {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            DataFolder folder = DataFolder.open(settings.data());
            parts.push(folder);
            // before the account is made: its token is shown once, and only by a server that starts
            listening(settings, () -> HttpServer.probe(settings.host(), settings.port()));
            SqlStorage storage = SqlStorage.open(folder);
            parts.push(storage);
            SecureRandom random = new SecureRandom();
            Access access = storage.access(clock, UUID::randomUUID);
            Optional<PersonalToken> firstToken = FirstToken.setUp(access, environment, random);
            parts.push(AccessUpkeep.start(access));
            Catalog catalog = storage.catalog(clock);
            Broadcast broadcast = new Broadcast();
            DatafileChanges changes = DatafileChanges.start(catalog);
            parts.push(changes);
            changes.subscribe((changed, revision) ->
                    broadcast.publish(changed.id(), () -> new Notice.Changed(revision.number())));
            Datafiles datafiles = new Datafiles(catalog, clock);
            SqliteEventLog eventLog = SqliteEventLog.open(folder);
            parts.push(eventLog);
            DuckEventStore store = DuckEventStore.open(folder.folder("store").resolve("events.duckdb"));
            parts.push(store);
            Loader loader = loading(eventLog, store);
            parts.push(loader);
            parts.push(StoreUpkeep.start(store, eventLog, loader::loaded, settings.eventDays(), clock));
            Ledger ledger = new Ledger(store::loads, eventLog::receipts);
            Metrics metrics = new Metrics(ledger, eventLog, loader);
            RecentEvents recent = new RecentEvents();
            EventIntake intake = metrics.measured(new LoggedIntake(catalog, eventLog, recent, clock));
            EventParts events = new EventParts(
                    intake,
                    store,
                    store,
                    store,
                    new LedgerRoutes(catalog, ledger, eventLog::refusals),
                    new ExportRoutes(catalog, store, new ExportFolder(folder.folder("exports"))),
                    new MetricsRoutes(metrics::text, settings.openMetrics()),
                    new ArrivalRoutes.Arriving(recent, store.arrivals(), loader::loaded));
            Privacy privacy = Privacy.start(folder, storage, access, catalog, eventLog, loader, store, recent, clock);
            parts.push(privacy);
            Webhooks webhooks = Webhooks.start(catalog, access, storage, settings.webhookAddresses(), clock, random);
            parts.push(webhooks);
            Machine machine = new Machine(folder, storage, eventLog, loader, store.arrivals(), ledger, clock.instant());
            Api api = new Api(
                    catalog,
                    access,
                    events,
                    datafiles,
                    settings.datafiles(),
                    settings.agentCredential(),
                    new Reporting(intake, EventBatch.Client.of("muriel", Muriel.version()), clock, UUID::randomUUID),
                    broadcast,
                    settings.environmentKeys(),
                    Stream.of(
                                    webhooks.routes().routes(),
                                    privacy.routes(),
                                    new SystemRoutes(machine::facts, machine::selfTest).routes())
                            .flatMap(List::stream)
                            .toList(),
                    new RateLimits(settings.rateLimit()),
                    clock,
                    random);
            parts.push(Schedules.start(catalog, clock));
            HttpServer http =
                    HttpServer.start(settings.host(), settings.port(), new Console(api.router(), access, random));
            parts.push(http);
            // before the server, which would wait for streams to end
            parts.push(broadcast);
            return new MurielServer(parts, settings, storage, http, firstToken);
        } catch (RuntimeException e) {
            closeAll(parts);
            throw e;
        }
    }

    /** Where clients reach it, such as {@code http://127.0.0.1:8080}. */
    public String address() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return "http://" + host + ":" + http.port();
    }

    /** The token made at the first start: the only time it can be shown. */
    public Optional<PersonalToken> firstToken() {
        return firstToken;
    }

    /** How many SQL statements were sent since the start. */
    public long statements() {
        return storage.statements();
    }

    /** Stops to listen, lets requests under way finish, and gives the data folder back. */
    @Override
    public void close() {
        closeAll(parts);
    }

    private static Loader loading(SqliteEventLog log, DuckEventStore store) {
        try {
            return Loader.start(log, store, new LoadFailures());
        } catch (NotOfOnePiece e) {
            throw new CannotStart(
                    e.getMessage() + ". Put back events.db and the folder store of one copy; without a copy,"
                            + " move both out of the data folder, and events begin anew.");
        }
    }

    /** Runs what listens, or says why it cannot. */
    private static void listening(Settings settings, Runnable action) {
        try {
            action.run();
        } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            throw new CannotStart("Cannot listen on " + settings.host() + " port " + settings.port() + ": "
                    + cause.getMessage() + ". Choose another with --host and --port.");
        }
    }

    /** Closes every part, the last started first, whatever becomes of the others. */
    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                log.error("could not stop {} cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
