package org.muriel.privacy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files that hold what is kept of a person: one per request, a ZIP, there as a whole or not at all. Thread-safe. */
public final class Exports {
    private static final Pattern NAME = Pattern.compile("([0-9]+)\\.zip");

    private final Path folder;

    /** @param folder for nothing else */
    public Exports(Path folder) {
        this.folder = folder;
    }

    /** The file of a request, if there is one. */
    public Optional<Path> find(long requestId) {
        Path file = file(requestId);
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /**
     * @param about what {@code about.json} holds
     * @param events writes {@code events.json} to a file that is not there yet
     */
    void write(long requestId, String about, Optional<Consumer<Path>> events) {
        Path unfinished = folder.resolve(requestId + ".part");
        Path piece = folder.resolve(requestId + ".events");
        try {
            Files.deleteIfExists(piece);
            try (OutputStream out = Files.newOutputStream(unfinished);
                    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
                zip.putNextEntry(new ZipEntry("about.json"));
                zip.write(about.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
                if (events.isPresent()) {
                    events.get().accept(piece);
                    zip.putNextEntry(new ZipEntry("events.json"));
                    Files.copy(piece, zip);
                    zip.closeEntry();
                }
            }
            Files.move(unfinished, file(requestId), StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(piece);
        } catch (IOException e) {
            throw new UncheckedIOException("an export could not be written", e);
        }
    }

    void delete(long requestId) {
        try {
            Files.deleteIfExists(file(requestId));
        } catch (IOException e) {
            throw new UncheckedIOException("an export could not be deleted", e);
        }
    }

    /** Deletes what an interruption has left unfinished, and returns the requests that have a file. */
    List<Long> tidied() {
        List<Long> requests = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    requests.add(Long.valueOf(name.group(1)));
                } else {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of exports cannot be tidied up", e);
        }
        return requests;
    }

    private Path file(long requestId) {
        return folder.resolve(requestId + ".zip");
    }
}
