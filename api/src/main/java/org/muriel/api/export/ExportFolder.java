package org.muriel.api.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.muriel.api.route.Reply;

/**
 * Files that exist until they are sent. A file has no name any more by the time its first byte leaves, where the system
 * allows that, so whatever becomes of client and server, its room is given back. Thread-safe.
 */
public final class ExportFolder {
    /** Each keeps the query engine and room on the disk for as long as its client takes. */
    static final int MOST_AT_ONCE = 4;

    private static final int PIECE_BYTES = 128 * 1024;

    private final Path folder;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final AtomicLong names = new AtomicLong();

    /** @param folder for nothing else: what is in it was left by a server that ended while it wrote, and is deleted */
    public ExportFolder(Path folder) {
        this.folder = folder;
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of exports cannot be emptied", e);
        }
    }

    /**
     * Has a file written, to be sent.
     *
     * @return nothing when as many as may be are under way
     */
    Optional<Sent> written(Consumer<Path> write) {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        Path file = folder.resolve(String.valueOf(names.incrementAndGet()));
        try {
            write.accept(file);
            return Optional.of(new Sent(file, places));
        } catch (IOException | RuntimeException e) {
            places.release();
            delete(file, e);
            throw e instanceof RuntimeException as
                    ? as
                    : new UncheckedIOException("an export cannot be read back", (IOException) e);
        }
    }

    private static void delete(Path file, Exception cause) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** A file on its way. */
    static final class Sent implements Reply.Source {
        private final Semaphore places;
        private final long bytes;
        private final InputStream content;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Sent(Path file, Semaphore places) throws IOException {
            this.places = places;
            this.bytes = Files.size(file);
            this.content = Files.newInputStream(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
        }

        long bytes() {
            return bytes;
        }

        @Override
        public Optional<byte[]> next() {
            try {
                byte[] piece = content.readNBytes(PIECE_BYTES);
                return piece.length == 0 ? Optional.empty() : Optional.of(piece);
            } catch (IOException e) {
                throw new UncheckedIOException("an export cannot be read on", e);
            }
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                places.release();
                try {
                    content.close();
                } catch (IOException e) {
                    throw new UncheckedIOException("an export cannot be deleted", e);
                }
            }
        }
    }
}
