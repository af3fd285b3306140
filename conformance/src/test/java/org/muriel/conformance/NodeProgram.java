package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running program of {@code src/test/node}, with the packages that the lock file there names. Where there is no Node,
 * the test that wants it is skipped, and says so.
 */
final class NodeProgram implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NodeProgram.class);
    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path FOLDER = Path.of("target/node");
    private static final Path INSTALLED = FOLDER.resolve("installed");
    private static final int PATIENCE_SECONDS = 60;
    private static final int INSTALLING_SECONDS = 300;

    private final Process process;
    private final BufferedReader out;
    private final Path errors;

    private NodeProgram(Process process, Path errors) {
        this.process = process;
        this.out = process.inputReader(UTF_8);
        this.errors = errors;
    }

    /**
     * Starts a program.
     *
     * @param script file name in {@code src/test/node}
     */
    static NodeProgram start(String script, String... arguments) {
        if (!isThere("node") || !isThere("npm")) {
            String notice = "SKIPPED: " + script + " needs Node and npm, and they are not on this machine";
            log.warn(notice);
            Assumptions.abort(notice);
        }
        try {
            install();
            List<String> command = new ArrayList<>(List.of("node", script));
            command.addAll(List.of(arguments));
            Path errors = Files.createTempFile(FOLDER, "errors", ".txt");
            return new NodeProgram(
                    new ProcessBuilder(command)
                            .directory(FOLDER.toFile())
                            .redirectError(errors.toFile())
                            .start(),
                    errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line it prints. */
    String line() {
        FutureTask<String> line = new FutureTask<>(out::readLine);
        Thread.ofVirtual().start(line);
        try {
            String printed = line.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (printed == null) {
                throw new AssertionError("it ended without a further line\n" + errors());
            }
            return printed;
        } catch (TimeoutException e) {
            throw new AssertionError("it printed no further line\n" + errors(), e);
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for its end, which must be a good one. */
    void end() {
        mustEnd(process, PATIENCE_SECONDS, this::errors);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Packages are installed once for each lock file; what they would run while being installed is not run. */
    private static synchronized void install() throws IOException {
        Files.createDirectories(FOLDER);
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Files.copy(source, FOLDER.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        String lock = Files.readString(SOURCES.resolve("package-lock.json"));
        if (Files.exists(INSTALLED) && Files.readString(INSTALLED).equals(lock)) {
            return;
        }
        Path output = FOLDER.resolve("install.txt");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        mustEnd(npm, INSTALLING_SECONDS, () -> {
            try {
                return "npm ci: " + Files.readString(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Files.writeString(INSTALLED, lock);
    }

    private static void mustEnd(Process process, int seconds, Supplier<String> said) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it does not end\n" + said.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("exit status " + process.exitValue() + "\n" + said.get());
        }
    }
}
