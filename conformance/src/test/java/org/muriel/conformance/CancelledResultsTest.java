package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.access.Access;
import org.muriel.access.PersonalToken;
import org.muriel.api.Api;
import org.muriel.api.EventParts;
import org.muriel.api.agent.AgentCredential;
import org.muriel.api.arrival.ArrivalRoutes;
import org.muriel.api.datafile.DatafileAddresses;
import org.muriel.api.datafile.Datafiles;
import org.muriel.api.decision.Reporting;
import org.muriel.api.export.ExportFolder;
import org.muriel.api.export.ExportRoutes;
import org.muriel.api.http.HttpServer;
import org.muriel.api.ledger.LedgerRoutes;
import org.muriel.api.metrics.MetricsRoutes;
import org.muriel.api.project.DefaultEnvironments;
import org.muriel.api.route.RateLimits;
import org.muriel.api.stream.Broadcast;
import org.muriel.event.EventBatch;
import org.muriel.event.intake.RecentEvents;
import org.muriel.event.ledger.Ledger;
import org.muriel.event.ledger.Loads;
import org.muriel.event.ledger.Receipts;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.StorageException;
import org.muriel.result.Cancellation;
import org.muriel.result.EmptyEventStore;
import org.muriel.result.EventStore;
import org.muriel.result.Irregularities;
import org.muriel.storage.duckdb.DuckEventStore;
import org.muriel.storage.sql.DataFolder;
import org.muriel.storage.sql.SqlStorage;
import org.muriel.testkit.DiscardingIntake;

/** Whoever closes the connection gives up the question, whoever stays gets an answer, and the next one is answered. */
@Timeout(120)
class CancelledResultsTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    private Path path;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch working = new CountDownLatch(1);
    private final CountDownLatch givenUp = new CountDownLatch(1);
    private final AtomicReference<Duration> patience = new AtomicReference<>(Duration.ofSeconds(PATIENCE_SECONDS));
    private DataFolder folder;
    private SqlStorage storage;
    private DuckEventStore raw;
    private HttpServer server;

    @BeforeEach
    void a_server_whose_first_question_takes_long() {
        folder = DataFolder.open(path.resolve("data"));
        storage = SqlStorage.open(folder);
        raw = DuckEventStore.open(folder.path().resolve("events.duckdb"));
        Access access = storage.access(now::get, UUID::randomUUID);
        access.setUp(PersonalToken.parse(RunningServer.TOKEN).orElseThrow());
        Catalog catalog = storage.catalog(now::get);
        Api api = new Api(
                catalog,
                access,
                new EventParts(
                        new DiscardingIntake(),
                        this::looks,
                        _ -> new Irregularities(0, 0),
                        (from, until) -> List.of(),
                        new LedgerRoutes(
                                catalog,
                                new Ledger(
                                        period -> new Loads(1, List.of()),
                                        (position, period) -> new Receipts(1, List.of())),
                                (project, most) -> List.of()),
                        new ExportRoutes(catalog, raw, new ExportFolder(folder.folder("exports"))),
                        new MetricsRoutes(() -> "", false),
                        new ArrivalRoutes.Arriving(new RecentEvents(), raw.arrivals(), () -> 0)),
                new Datafiles(catalog, InstantSource.system()),
                DatafileAddresses.KEY,
                AgentCredential.KEY,
                new Reporting(
                        new DiscardingIntake(), EventBatch.Client.of("muriel", "test"), now::get, UUID::randomUUID),
                new Broadcast(),
                DefaultEnvironments.CAPITALISED,
                List.of(),
                RateLimits.off(),
                now::get,
                new SecureRandom());
        server = HttpServer.start("127.0.0.1", 0, api.router());
    }

    @AfterEach
    void close() {
        server.close();
        raw.close();
        storage.close();
        folder.close();
    }

    @Test
    void a_closed_connection_ends_the_work_and_frees_its_place() throws Exception {
        Client client = client();
        String results = resultsOfAnExperiment(client);

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            ask(socket, results);
            assertThat(working.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(givenUp.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(client.get(results).status()).isEqualTo(200);
        assertThat(asked).hasValue(2);
    }

    @Test
    void who_stays_gets_an_answer_however_long_it_takes_and_another_to_what_was_asked_meanwhile() throws Exception {
        patience.set(Duration.ofSeconds(1));
        String results = resultsOfAnExperiment(client());

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            ask(socket, results);
            assertThat(working.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            ask(socket, "/v2/projects");
            socket.shutdownOutput();
            String answers = new String(socket.getInputStream().readAllBytes(), US_ASCII);

            assertThat(answers.split("HTTP/1.1 200 OK", -1)).as(answers).hasSize(3);
        }
        assertThat(asked).hasValue(1);
    }

    private Client client() {
        return new Client("http://127.0.0.1:" + server.port()).with(RunningServer.TOKEN);
    }

    private String resultsOfAnExperiment(Client client) {
        long project = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good()
                .id();
        long experiment = client.post("/v2/experiments?action=start", """
                        {"project_id": %d, "key": "checkout", "variations": [{"key": "a", "weight": 10000}]}
                        """.formatted(project))
                .good()
                .id();
        now.set(START.plusSeconds(3600));
        return "/v2/experiments/" + experiment + "/results";
    }

    private static void ask(Socket socket, String path) throws IOException {
        socket.getOutputStream()
                .write("GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(path, RunningServer.TOKEN)
                        .getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    /** The first question takes long, until it is given up, as a long statement is. */
    private List<EventStore.Look> looks(EventStore.Query query) {
        if (asked.incrementAndGet() == 1) {
            Cancellation.current().orElseThrow().onCancel(givenUp::countDown);
            working.countDown();
            if (!wasGivenUp()) {
                return new EmptyEventStore().looks(query);
            }
            throw new StorageException("given up", new IOException("given up"));
        }
        return new EmptyEventStore().looks(query);
    }

    private boolean wasGivenUp() {
        try {
            return givenUp.await(patience.get().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
