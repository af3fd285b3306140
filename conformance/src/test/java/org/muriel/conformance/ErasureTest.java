package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.event.loader.Erasure;
import org.muriel.event.loader.Loader;
import org.muriel.storage.duckdb.DuckEventStore;
import org.muriel.storage.sql.DataFolder;
import org.muriel.storage.sql.eventlog.SqliteEventLog;

/** A visitor is forgotten everywhere: through log, loader and store, as a server has them. */
@Timeout(120)
class ErasureTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final List<String> UUIDS = List.of("ann-who-leaves", "bob-who-stays");

    @TempDir
    private Path temporary;

    @Test
    void nothing_of_an_erased_visitor_is_in_any_file_and_everything_of_others_is() throws Exception {
        Path data = temporary.resolve("data");
        long project;
        try (RunningServer server = RunningServer.at(data, () -> NOW)) {
            Client client = server.client();
            Answer made = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                    .good();
            project = made.id();
            long account = made.at("/account_id").longValue();
            String body = SentEvents.body(account, project, NOW.toEpochMilli(), UUIDS);
            assertThat(SentEvents.post(client, body).status()).isEqualTo(204);
            // rejected, so that they are on that list too
            String seconds = SentEvents.body(account, project, NOW.getEpochSecond(), UUIDS);
            assertThat(SentEvents.post(client, seconds).status()).isEqualTo(204);
            SentEvents.settledLedger(client);
        }
        assertThat(bytes(data)).contains("ann-who-leaves").contains("bob-who-stays");

        try (DataFolder folder = DataFolder.open(data);
                SqliteEventLog log = SqliteEventLog.open(folder);
                DuckEventStore store = DuckEventStore.open(data.resolve("store").resolve("events.duckdb"))) {
            try (Loader loader = Loader.start(log, store, failure -> {
                throw failure;
            })) {
                long done = new Erasure(log).erase(project, "visitor-ann-who-leaves");
                while (loader.loaded() < done) {
                    Thread.onSpinWait();
                }
            }
            store.compact();
            assertThat(log.refusals(OptionalLong.of(project), 10)).hasSize(1);
        }

        assertThat(bytes(data)).doesNotContain("ann-who-leaves").contains("bob-who-stays");
        assertThat(SentEvents.stored(data)).containsExactly("bob-who-stays");
        try (RunningServer server = RunningServer.at(data, () -> NOW)) {
            var ledger = SentEvents.settledLedger(server.client());
            assertThat(SentEvents.total(ledger, "/received")).isEqualTo(4);
            assertThat(SentEvents.total(ledger, "/stored")).isEqualTo(2);
        }
    }

    private static String bytes(Path data) throws IOException {
        StringBuilder bytes = new StringBuilder();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return bytes.toString();
    }
}
