package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
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
 * A running program of a folder in {@code src/test}, with the packages that the lock file there names. Where there is no
 * Node, the test that wants it is skipped, and says so.
 */
final class NodeProgram implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NodeProgram.class);
    private static final int PATIENCE_SECONDS = 60;
    private static final int INSTALLING_SECONDS = 300;

    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;
    private final Path errors;

    private NodeProgram(Process process, Path errors) {
        this.process = process;
        this.out = process.inputReader(UTF_8);
        this.in = process.outputWriter(UTF_8);
        this.errors = errors;
    }

    /**
     * Starts a program with official SDKs.
     *
     * @param script file name in {@code src/test/node}
     */
    static NodeProgram start(String script, String... arguments) {
        return startIn("node", script, arguments);
    }

    /**
     * Starts a program.
     *
     * @param name folder in {@code src/test}, whose packages are installed in one of the same name in {@code target}
     * @param script file name in that folder
     */
    static NodeProgram startIn(String name, String script, String... arguments) {
        if (!isThere("node") || !isThere("npm")) {
            String notice = "SKIPPED: " + script + " needs Node and npm, and they are not on this machine";
            log.warn(notice);
            Assumptions.abort(notice);
        }
        try {
            Path folder = installed(name);
            List<String> command = new ArrayList<>(List.of("node", script));
            command.addAll(List.of(arguments));
            Path errors = Files.createTempFile(folder, "errors", ".txt");
            return new NodeProgram(
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
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

    /** Gives it a line to read. */
    void say(String line) {
        try {
            in.write(line + "\n");
            in.flush();
        } catch (IOException e) {
            throw new AssertionError("it reads no further line\n" + errors(), e);
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
    private static synchronized Path installed(String name) throws IOException {
        Path sources = Path.of("src/test", name);
        Path folder = Files.createDirectories(Path.of("target", name));
        try (Stream<Path> files = Files.list(sources)) {
            for (Path source : files.filter(Files::isRegularFile).toList()) {
                Files.copy(source, folder.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path installed = folder.resolve("installed");
        String lock = Files.readString(sources.resolve("package-lock.json"));
        if (Files.exists(installed) && Files.readString(installed).equals(lock)) {
            return folder;
        }
        Path output = folder.resolve("install.txt");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(folder.toFile())
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
        Files.writeString(installed, lock);
        return folder;
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
