package org.muriel.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.muriel.simulation.rest.CannotGoOn;
import org.muriel.simulation.rest.RestApi;

/**
 * A server in a process of its own, which ends with this one: started by the launcher {@code ./muriel}, whose path the
 * system property {@value #LAUNCHER} has.
 */
final class OwnServer implements AutoCloseable {
    static final String LAUNCHER = "muriel.launcher";

    private static final Pattern LISTENS = Pattern.compile("listens on (http://\\S+)");
    private static final String TOKEN = "MURIEL_TOKEN";
    private static final int SECONDS_TO_END = 20;

    private final Process process;
    private final String origin;
    private final String token;
    private final Optional<Path> temporary;

    private OwnServer(Process process, String origin, String token, Optional<Path> temporary) {
        this.process = process;
        this.origin = origin;
        this.token = token;
        this.temporary = temporary;
    }

    /** Starts it in a folder that is removed at the end. */
    static OwnServer inTemporaryFolder(int port) {
        try {
            Path folder = Files.createTempDirectory("muriel-");
            return start(folder, port, Optional.of(folder));
        } catch (IOException e) {
            throw new CannotGoOn("No temporary folder could be made: " + e);
        }
    }

    /** Starts it in a folder that stays; one that is not there is made. */
    static OwnServer in(Path folder, int port) {
        return start(folder, port, Optional.empty());
    }

    private static OwnServer start(Path folder, int port, Optional<Path> temporary) {
        String token = Optional.ofNullable(System.getenv(TOKEN))
                .filter(it -> !it.isBlank())
                .orElseGet(() -> "2:" + UUID.randomUUID().toString().replace("-", ""));
        Process process = launch(token, "serve", "--port", Integer.toString(port), "--data", folder.toString());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, temporary), "stop the server"));
        String origin = origin(process);
        return new OwnServer(process, origin, admitted(token, origin, folder), temporary);
    }

    String origin() {
        return origin;
    }

    String token() {
        return token;
    }

    RestApi api() {
        return new RestApi(origin, token);
    }

    /** Returns when the server has ended, whatever ends it. */
    void await() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end(process, temporary);
    }

    /** The folder may be one in which an earlier start made the account: its token is not ours to know. */
    private static String admitted(String token, String origin, Path folder) {
        try (RestApi api = new RestApi(origin, token)) {
            if (api.isAdmitted()) {
                return token;
            }
        }
        Process process = launch(token, "token", "create", "--data", folder.toString());
        try (BufferedReader printed = process.inputReader(UTF_8)) {
            return Optional.ofNullable(printed.readLine())
                    .map(String::strip)
                    .orElseThrow(() -> new CannotGoOn("No token could be made for the server in " + folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(String token, String... arguments) {
        String launcher = Optional.ofNullable(System.getProperty(LAUNCHER))
                .orElseThrow(() -> new CannotGoOn("Only ./muriel can start this: it knows where the server is"));
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(launcher), Stream.of(arguments)).toList());
        builder.environment().put(TOKEN, token);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CannotGoOn("The server could not be started: " + e.getMessage());
        }
    }

    /** Reads what the server prints until it says where it listens; the little that follows fits into the pipe. */
    private static String origin(Process process) {
        BufferedReader printed = process.inputReader(UTF_8);
        try {
            String line = printed.readLine();
            while (line != null) {
                Matcher listens = LISTENS.matcher(line);
                if (listens.find()) {
                    return listens.group(1);
                }
                line = printed.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new CannotGoOn("The server did not start; what it said is above");
    }

    private static void end(Process process, Optional<Path> temporary) {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        temporary.ifPresent(OwnServer::remove);
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // somebody else removes it too, such as whoever pressed Ctrl-C; one that stays is the operating system's to
            // remove
        }
    }
}
