package org.muriel.api.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What comes in on a connection. That a client has gone shows only when its socket is read; so while a request is worked
 * on, somebody who wants to know reads ahead, and what that finds is kept for the next request. The library's own watch
 * takes a socket without a time to read, as ours are, for closed after a tenth of a second.
 */
final class Incoming implements Supplier<byte @Nullable []> {
    /** May hold what was read to find out what is spoken here. */
    private final DataReader before;

    private final HelidonSocket socket;
    private @Nullable CompletableFuture<Optional<byte[]>> ahead;
    private boolean reading;

    Incoming(DataReader before, HelidonSocket socket) {
        this.before = before;
        this.socket = socket;
    }

    /** @return the next bytes; null when there are no more */
    @Override
    public byte @Nullable [] get() {
        if (before.available() > 0) {
            return before.readBytes(before.available());
        }
        CompletableFuture<Optional<byte[]>> early = begin();
        try {
            return early == null ? socket.get() : early.join().orElse(null);
        } catch (UncheckedIOException | CompletionException e) {
            throw new ServerConnectionException("The connection has broken off", e);
        } finally {
            end();
        }
    }

    private synchronized @Nullable CompletableFuture<Optional<byte[]>> begin() {
        CompletableFuture<Optional<byte[]>> early = ahead;
        ahead = null;
        reading = true;
        return early;
    }

    private synchronized void end() {
        reading = false;
    }

    /** Whether the client has gone away, as far as can be told; the first time it cannot. */
    synchronized boolean hasEnded() {
        if (reading) {
            return false;
        }
        if (ahead == null) {
            ahead = CompletableFuture.supplyAsync(() -> Optional.ofNullable(socket.get()), Thread::startVirtualThread);
        }
        return ahead.isCompletedExceptionally()
                || (ahead.isDone() && ahead.join().isEmpty());
    }
}
