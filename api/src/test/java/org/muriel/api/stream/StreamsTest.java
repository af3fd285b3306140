package org.muriel.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.muriel.api.http.HttpServer;
import org.muriel.api.json.Json;
import org.muriel.api.route.RateLimits;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.route.Router;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Outcome;
import org.muriel.testkit.TokenHolders;

class StreamsTest {
    private static final long TOPIC = -1;

    private volatile boolean admitted = true;

    private final Broadcast broadcast = new Broadcast();
    private final HttpServer server = HttpServer.start(
            "127.0.0.1",
            0,
            new Router(
                    List.of(Route.publicGet(
                            "/stream",
                            "stream",
                            "Streams",
                            List.of(),
                            Set.of(200),
                            call -> Outcome.done(new Reply.Stream(
                                    200,
                                    "text/event-stream",
                                    broadcast
                                            .events(TOPIC, () -> admitted, StreamsTest::render)
                                            .orElseThrow(),
                                    Map.of())))),
                    TokenHolders.nobody(),
                    () -> Snapshot.EMPTY,
                    RateLimits.off(),
                    () -> Instant.EPOCH));
    private final List<Listening> clients = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (Listening client : clients) {
            client.socket.close();
        }
        broadcast.close();
        server.close();
    }

    @Test
    void every_listener_hears_every_notice_in_order() throws IOException {
        Listening one = listen();
        Listening other = listen();

        publish(1, 2, 3);

        assertThat(one.data(3)).containsExactly("1", "2", "3");
        assertThat(other.data(3)).containsExactly("1", "2", "3");
    }

    @Test
    void a_listener_that_does_not_read_is_cut_off_and_delays_nobody() throws IOException {
        Listening slow = listen();
        Listening quick = listen();
        String large = "x".repeat(100_000);

        // far more than the buffers of two sockets hold; the quick one is waited for, so it cannot fall behind
        for (int i = 0; i < 1_000; i++) {
            broadcast.publish(TOPIC, () -> new Notice.Decided(Json.object().put("much", large)));
            assertThat(quick.data(1).getFirst()).hasSize(large.length());
        }

        assertThat(slow.endsWithTheLastChunk()).isFalse();
    }

    @Test
    void streams_end_when_the_broadcast_does() throws IOException {
        Listening client = listen();

        broadcast.close();

        assertThat(client.endsWithTheLastChunk()).isTrue();
    }

    @Test
    void a_stream_that_begins_too_late_ends_at_once() throws IOException {
        broadcast.close();

        assertThat(listening().endsWithTheLastChunk()).isTrue();
    }

    @Test
    void a_listener_that_may_no_longer_listen_hears_nothing_more_and_its_stream_ends() throws IOException {
        Listening client = listen();
        publish(1);
        assertThat(client.data(1)).containsExactly("1");

        admitted = false;
        publish(2);

        assertThat(client.endsWithTheLastChunk()).isTrue();
    }

    @Test
    void a_listener_that_has_gone_gives_its_place_back() throws IOException {
        for (int i = 0; i < Broadcast.MOST_LISTENERS; i++) {
            Reply.Source source =
                    broadcast.events(TOPIC, () -> admitted, StreamsTest::render).orElseThrow();
            if (i % 2 == 0) {
                source.close();
            }
        }

        assertThat(broadcast.events(TOPIC, () -> admitted, StreamsTest::render)).isPresent();
    }

    @Test
    void beyond_the_limit_nobody_may_listen() {
        for (int i = 0; i < Broadcast.MOST_LISTENERS; i++) {
            assertThat(broadcast.events(i, () -> admitted, StreamsTest::render)).isPresent();
        }

        assertThat(broadcast.events(TOPIC, () -> admitted, StreamsTest::render)).isEmpty();
    }

    private void publish(int... revisions) {
        for (int revision : revisions) {
            broadcast.publish(TOPIC, () -> new Notice.Changed(revision));
        }
    }

    private static Optional<String> render(Notice notice) {
        return switch (notice) {
            case Notice.Changed(long revision) -> Optional.of(Long.toString(revision));
            case Notice.Decided(var json) -> Optional.of(json.get("much").stringValue());
            case Notice.Tracked(var json) -> Optional.empty();
        };
    }

    /** A client that is known to listen. */
    private Listening listen() throws IOException {
        Listening client = listening();
        client.awaitHeartbeat();
        return client;
    }

    private Listening listening() throws IOException {
        Listening client = new Listening(server.port());
        clients.add(client);
        return client;
    }

    /** A client that reads when it is told to. */
    private static final class Listening {
        private final Socket socket;
        private final BufferedReader in;

        Listening(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        }

        void awaitHeartbeat() throws IOException {
            String line = in.readLine();
            while (line != null && !line.equals(":")) {
                line = in.readLine();
            }
            assertThat(line).isEqualTo(":");
        }

        List<String> data(int count) throws IOException {
            List<String> data = new ArrayList<>();
            while (data.size() < count) {
                String line = in.readLine();
                assertThat(line).as("the stream goes on").isNotNull();
                if (line.startsWith("data: ")) {
                    data.add(line.substring("data: ".length()));
                }
            }
            return data;
        }

        /** Whether the stream ends as it should, and is not cut off; what was under way arrives before. */
        boolean endsWithTheLastChunk() {
            try {
                String line = in.readLine();
                while (line != null && !line.equals("0")) {
                    line = in.readLine();
                }
                return line != null;
            } catch (IOException e) {
                return false;
            }
        }
    }
}
