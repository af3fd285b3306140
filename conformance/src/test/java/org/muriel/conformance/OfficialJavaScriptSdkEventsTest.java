package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The official JavaScript SDK, unmodified, gets its datafile from the server and tells it what its visitors did. */
@Timeout(400)
class OfficialJavaScriptSdkEventsTest {
    private static final int VISITORS = 50;

    @TempDir
    private Path temporary;

    @Test
    void what_the_sdk_sends_is_in_the_store_and_nothing_else() throws Exception {
        Path data = temporary.resolve("data");
        List<String> sent = new ArrayList<>();
        try (RunningServer server = RunningServer.at(data, Instant::now)) {
            JsonNode environment = CheckoutProject.make(server.client());
            try (NodeProgram program = NodeProgram.start(
                    "events.js",
                    server.origin(),
                    environment.at("/datafile/sdk_key").stringValue(),
                    String.valueOf(VISITORS))) {
                for (int i = 0; i < 2 * VISITORS; i++) {
                    sent.add(program.line());
                }
                program.end();
            }
            List<JsonNode> ledger = SentEvents.settledLedger(server.client());
            assertThat(SentEvents.total(ledger, "/stored")).isEqualTo(sent.size());
            assertThat(SentEvents.total(ledger, "/received")).isEqualTo(sent.size());
        }
        assertThat(SentEvents.stored(data)).containsExactlyInAnyOrderElementsOf(sent);
    }
}
