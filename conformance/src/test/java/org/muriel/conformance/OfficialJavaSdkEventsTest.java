package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.optimizely.ab.Optimizely;
import com.optimizely.ab.event.AsyncEventHandler;
import com.optimizely.ab.event.BatchEventProcessor;
import com.optimizely.ab.event.EventHandler;
import com.optimizely.ab.event.LogEvent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The official Java SDK, unmodified, decides by a datafile of the server and sends to it what its visitors did. */
@Timeout(120)
class OfficialJavaSdkEventsTest {
    private static final int VISITORS = 50;

    @TempDir
    private Path temporary;

    @Test
    void what_the_sdk_sends_is_in_the_store_and_nothing_else() throws Exception {
        Path data = temporary.resolve("data");
        Queue<String> sent = new ConcurrentLinkedQueue<>();
        try (RunningServer server = RunningServer.at(data, Instant::now)) {
            Client client = server.client();
            JsonNode environment = CheckoutProject.make(client);
            String datafile = client.get(
                            "/v2/environments/" + environment.at("/id").longValue() + "/datafile")
                    .good()
                    .text();
            AsyncEventHandler stock = AsyncEventHandler.builder().build();
            EventHandler redirected = event -> {
                Json.parse(event.getBody()).findValues("uuid").forEach(it -> sent.add(it.stringValue()));
                stock.dispatchEvent(new LogEvent(
                        event.getRequestMethod(),
                        server.origin() + URI.create(event.getEndpointUrl()).getPath(),
                        event.getRequestParams(),
                        event.getEventBatch()));
            };
            // closes the processor too, which sends what it still has
            try (Optimizely sdk = Optimizely.builder()
                    .withDatafile(datafile)
                    .withEventProcessor(BatchEventProcessor.builder()
                            .withEventHandler(redirected)
                            .withBatchSize(10)
                            .build())
                    .build()) {
                for (int i = 0; i < VISITORS; i++) {
                    assertThat(sdk.activate("checkout", "visitor-" + i)).isNotNull();
                    sdk.track("purchase", "visitor-" + i, Map.of(), Map.of("revenue", 4200 + i, "value", 0.5));
                }
            }
            stock.shutdownAndAwaitTermination(30, TimeUnit.SECONDS);

            assertThat(sent).hasSize(2 * VISITORS);
            List<JsonNode> ledger = SentEvents.settledLedger(client);
            assertThat(SentEvents.total(ledger, "/stored")).isEqualTo(sent.size());
            assertThat(SentEvents.total(ledger, "/received")).isEqualTo(sent.size());
        }
        assertThat(SentEvents.stored(data)).containsExactlyInAnyOrderElementsOf(sent);
    }
}
