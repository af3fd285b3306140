package org.muriel.api.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.route.Request;

/**
 * Lets a request know the connection it came on, which the library keeps to itself: each connection is served with its
 * socket as a scoped value.
 */
final class Connections implements ServerConnectionSelector {
    /** Of a socket: for so long a client may leave a request unfinished. It is the library's own default. */
    static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private static final ScopedValue<HelidonSocket> SOCKET = ScopedValue.newInstance();

    private final ServerConnectionSelector http =
            Http1ConnectionSelector.builder().config(Http1Config.create()).build();

    /** The client of the request that this thread serves. */
    static Request.Peer peer() {
        return new Watched(SOCKET.isBound() ? Optional.of(SOCKET.get()) : Optional.empty());
    }

    /**
     * The library watches a socket by reading on, and keeps what it may find for the next request. It gives up after the
     * time to read, which looks the same as an end: what it says from then on means nothing.
     */
    private static final class Watched implements Request.Peer {
        /** The next request waits for the watch to end, so what is soon done goes unwatched. */
        private static final int UNWATCHED = 3;

        private final Optional<HelidonSocket> socket;
        private int asked;

        Watched(Optional<HelidonSocket> socket) {
            this.socket = socket;
        }

        @Override
        public boolean isGone() {
            asked++;
            boolean watching = asked > UNWATCHED && EVERY.multipliedBy(asked).compareTo(READ_TIMEOUT) < 0;
            return watching
                    && socket.filter(it -> {
                                it.idle();
                                return !it.isConnected();
                            })
                            .isPresent();
        }
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http.bytesToIdentifyConnection();
    }

    /** Nothing else is spoken here; what is not HTTP is told so. */
    @Override
    public Support supports(BufferData data) {
        return Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return new Connection(http.connection(context), context.serverSocket());
    }

    private record Connection(ServerConnection http, HelidonSocket socket)
            implements ServerConnection, InterruptableTask<Void> {
        @Override
        public void handle(Limit limit) throws InterruptedException {
            ScopedValue.where(SOCKET, socket).<Optional<Void>, InterruptedException>call(() -> {
                http.handle(limit);
                return Optional.empty();
            });
        }

        @Override
        public Duration idleTime() {
            return http.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            http.close(interrupt);
        }

        @Override
        public boolean canInterrupt() {
            return http instanceof InterruptableTask<?> task && task.canInterrupt();
        }
    }
}
