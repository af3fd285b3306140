package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server as an operator runs it: a process of its own. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("listens on (http://\\S+)");
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path errors;

    private ServerProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /**
     * @param scratch folder for what the process writes beside its data
     * @param options further ones of {@code serve}
     */
    static ServerProcess launch(Path data, Path scratch, String... options) {
        Path errors = scratch.resolve("errors.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                // a killed process leaves the database's native library there
                "-Djava.io.tmpdir=" + scratch,
                // it lives for seconds: compiling well would cost more than it gives
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "org.muriel.server.Muriel",
                "serve",
                "--port",
                "0",
                "--data",
                data.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("MURIEL_TOKEN", RunningServer.TOKEN);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        try {
            return new ServerProcess(builder.start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it listens, and returns where. */
    String origin() {
        // Not closed: the process must be able to write on.
        BufferedReader out = process.inputReader(UTF_8);
        try {
            String line = out.readLine();
            Matcher listens = LISTENS.matcher(line == null ? "" : line);
            if (listens.find()) {
                return listens.group(1);
            }
            throw new AssertionError("the server did not start: " + line + "\n" + errors());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Client client() {
        return new Client(origin()).with(RunningServer.TOKEN);
    }

    /** As {@code kill -9} does: no hook runs, nothing is flushed. */
    void kill() {
        process.destroyForcibly();
        exit();
    }

    /** As {@code kill} or a service manager does. */
    int terminate() {
        process.destroy();
        return exit();
    }

    /** Waits for the end; the exit code. */
    int exit() {
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new AssertionError("the server does not end\n" + errors());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it has written to its error stream. */
    List<String> errors() {
        try {
            return Files.readAllLines(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
