package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program of {@code src/test/python}, which needs nothing but Python 3 itself. Where there is none, the test that wants
 * it is skipped, and says so.
 */
final class PythonProgram {
    private static final Logger log = LoggerFactory.getLogger(PythonProgram.class);
    private static final Path SOURCES = Path.of("src/test/python");
    private static final int PATIENCE_SECONDS = 300;

    private PythonProgram() {}

    /**
     * Runs a program to its end.
     *
     * @return its exit status and, below it, what it printed
     */
    static String run(String script, Path folder) {
        boolean isThere = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(it -> Files.isExecutable(Path.of(it, "python3")));
        if (!isThere) {
            String notice = "SKIPPED: " + script + " needs python3, and it is not on this machine";
            log.warn(notice);
            Assumptions.abort(notice);
        }
        try {
            Path printed = folder.resolve("printed.txt");
            Process process = new ProcessBuilder(
                            "python3", SOURCES.resolve(script).toAbsolutePath().toString(), folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(script + " does not end");
            }
            return process.exitValue() + "\n" + Files.readString(printed, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
