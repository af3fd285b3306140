package org.muriel.api.route;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the memory that bodies take bounded, however many come at once: a body is read into memory, and what is made of
 * it takes a multiple. Small ones, such as clients usually send, pass; of large ones only a few are in the works at
 * once. Thread-safe.
 */
final class LargeBodies {
    /** Twenty times what an SDK usually sends. */
    private static final long LARGE_BYTES = 64 * 1024;

    /** With ten thousand events each takes some 25 MB while it is taken in. */
    private static final int MOST_AT_ONCE = 8;

    /** Nothing of a body that waits has been read, and some clients drop what is refused. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The largest takes that long on half a megabit a second. Whoever is slower would keep its place for ever. */
    static final Duration LONGEST_READ = Duration.ofMinutes(1);

    private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);
    private final Duration patience;
    private final Duration longestRead;

    /**
     * @param patience how long a body waits for its place
     * @param longestRead how long it may take to come in
     */
    LargeBodies(Duration patience, Duration longestRead) {
        this.patience = patience;
        this.longestRead = longestRead;
    }

    /** Whether a body is large, or does not say how large it is. */
    static boolean isOne(Request.Headers headers) {
        return headers.first("Content-Encoding").isPresent()
                || headers.first("Transfer-Encoding").isPresent()
                || headers.first("Content-Length").map(LargeBodies::bytes).orElse(0L) > LARGE_BYTES;
    }

    private static long bytes(String contentLength) {
        try {
            return Long.parseLong(contentLength.strip());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /** @return whether it may be read; then {@link #leave} when all is done with it */
    boolean enter() {
        try {
            return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Reads a body that has entered; one that takes too long is broken off, with its connection. */
    Optional<byte[]> read(Request.Body body, int most) throws IOException {
        Deadline deadline = new Deadline(Thread.currentThread());
        CompletableFuture<Void> timer = new CompletableFuture<>();
        timer.orTimeout(longestRead.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            deadline.strike();
            return null;
        });
        try {
            return body.read(most);
        } finally {
            deadline.end();
            timer.complete(null);
        }
    }

    /** Interrupts who reads, which closes the connection, but nobody who has read. */
    private static final class Deadline {
        private final Thread reader;
        private boolean over;

        Deadline(Thread reader) {
            this.reader = reader;
        }

        synchronized void strike() {
            if (!over) {
                reader.interrupt();
            }
        }

        synchronized void end() {
            over = true;
            // it may have struck when all was read
            Thread.interrupted();
        }
    }

    void leave() {
        places.release();
    }
}
