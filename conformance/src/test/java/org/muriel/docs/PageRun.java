package org.muriel.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.muriel.cli.ProjectCommands;
import org.muriel.cli.TutorialCommand;
import org.muriel.cli.tutorial.Terminal;
import org.muriel.server.Muriel;
import org.muriel.server.MurielServer;
import org.muriel.server.Settings;
import picocli.CommandLine;

/**
 * Does what a page says, one command after another, in a folder of its own and with a server of its own.
 *
 * <p>There is no shell. What talks to the server as a client runs in this process, because time and token are then the page's own, and two runs
 * print the same; what opens a data folder runs in a process of its own, since a process must not open a database twice.
 */
final class PageRun implements AutoCloseable {
    /** The token of every page: it has the shape of one, and opens nothing. */
    static final String TOKEN = "2:an-example-your-server-prints-another-token";

    /** Commands that talk to a server as any program does. */
    private static final List<String> CLIENTS = List.of("tutorial", "apply", "export", "import");

    private static final String ADDRESS = "http://127.0.0.1:8080";
    private static final String FOLDER = "/srv/muriel";
    private static final String MURIEL = "./muriel ";
    private static final String SETTINGS_FILE = ".settings.yaml";

    /** What the server prints last when it has made a token. */
    private static final String READY = "Keep it; ";

    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(1_250);

    private static final Pattern ANY_ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final Pattern ANY_VERSION = Pattern.compile("(?m)^([Mm]uriel) (?:\\(not packaged\\)|\\d\\S*)");
    private static final Pattern MADE_TOKEN = Pattern.compile("2:[A-Za-z0-9_-]{43}");

    /** The random digits in the names of one run of a step. */
    private static final Pattern RUN_NUMBER = Pattern.compile(
            "(?<=tier |filled |customers |project |run |fs_attribute |fs_(?:event|feature|feature_variable|experiment|variation)_)\\d+");

    private final Path folder;
    private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-02T09:30:00.25Z"));
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> shortNumbers = new LinkedHashMap<>();
    private Optional<MurielServer> server = Optional.empty();
    private boolean addressIsSaved;

    /** @param folder empty, for this run alone */
    PageRun(Path folder) {
        this.folder = folder;
    }

    /** Writes a file that the page tells its reader to write. */
    void save(String name, List<String> lines) {
        String text = String.join("\n", lines) + "\n";
        addressIsSaved |= name.equals(SETTINGS_FILE) && text.contains(ADDRESS);
        try {
            Files.writeString(folder.resolve(name), text.replace(ADDRESS, server().address()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs one command, which must succeed.
     *
     * @return what it printed, with what differs from run to run replaced by what pages show in its place
     */
    List<String> run(String command) {
        String printed = print(command);
        return canonical(printed).lines().map(String::stripTrailing).toList();
    }

    @Override
    public void close() {
        server.ifPresent(MurielServer::close);
    }

    private String print(String command) {
        if (command.startsWith("export ")) {
            String[] assignment = command.substring("export ".length()).split("=", 2);
            environment.put(assignment[0], assignment[1]);
            return "";
        }
        if (command.startsWith("cat ")) {
            try {
                return Files.readString(folder.resolve(command.substring("cat ".length())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (!command.startsWith(MURIEL)) {
            throw new AssertionError("the build cannot run this: " + command);
        }
        List<String> arguments =
                List.of(command.substring(MURIEL.length()).strip().split("\\s+"));
        return switch (arguments.getFirst()) {
            case "serve" -> serve(arguments);
            default -> {
                if (CLIENTS.contains(arguments.getFirst())) {
                    yield client(arguments);
                }
                server();
                yield printInProcess(folder, arguments, line -> false);
            }
        };
    }

    /** A first start, in a folder of its own: another server may hold the page's. */
    private String serve(List<String> arguments) {
        try {
            Path fresh = Files.createDirectory(folder.resolve("first-start"));
            return printInProcess(fresh, with(arguments, "--port", "0"), line -> line.startsWith(READY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String client(List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new BufferedReader(Reader.nullReader()),
                new Screen(out),
                new PrintStream(err, true, UTF_8),
                environment,
                false,
                folder);
        CommandLine muriel = Muriel.commandLine();
        CLIENTS.forEach(muriel.getCommandSpec()::removeSubcommand);
        muriel.addSubcommand("tutorial", TutorialCommand.command(terminal));
        ProjectCommands.addTo(muriel, terminal);
        muriel.setErr(new PrintWriter(err, true, UTF_8));
        String address = server().address();
        List<String> complete = addressIsSaved ? arguments : with(arguments, "--base-url", address + "/v2");
        int status = muriel.execute(complete.toArray(String[]::new));
        if (status != 0 || err.size() > 0) {
            throw new AssertionError(arguments + " ended with " + status + ": " + err.toString(UTF_8));
        }
        return out.toString(UTF_8);
    }

    /** @param last whether a line is the last one to wait for; the process is then ended */
    private String printInProcess(Path directory, List<String> arguments, Predicate<String> last) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Muriel.class.getName()));
        command.addAll(arguments);
        try {
            Path errors = Files.createTempFile(folder, "errors", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
            builder.environment().keySet().removeIf(it -> it.startsWith("MURIEL_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            try (BufferedReader printed = process.inputReader(UTF_8)) {
                StringBuilder text = new StringBuilder();
                String line = printed.readLine();
                while (line != null) {
                    text.append(line).append('\n');
                    if (last.test(line)) {
                        return text.toString();
                    }
                    line = printed.readLine();
                }
                int status = process.waitFor();
                if (status != 0) {
                    throw new AssertionError(arguments + " ended with " + status + ": " + Files.readString(errors));
                }
                return text.toString();
            } finally {
                process.destroy();
                process.waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(arguments + " was interrupted", e);
        }
    }

    private MurielServer server() {
        MurielServer running = server.orElseGet(() -> MurielServer.start(
                Settings.defaults().withPort(0).withData(folder.resolve(Settings.DEFAULT_DATA)),
                Map.of("MURIEL_TOKEN", TOKEN),
                clock));
        server = Optional.of(running);
        return running;
    }

    private String canonical(String printed) {
        String text = ANY_ADDRESS.matcher(printed).replaceAll(ADDRESS);
        text = text.replace(folder.resolve("first-start").toString(), FOLDER).replace(folder.toString(), FOLDER);
        text = ANY_VERSION.matcher(text).replaceAll("$1 " + Repository.version());
        text = MADE_TOKEN.matcher(text).replaceAll(TOKEN);
        return RUN_NUMBER.matcher(text).replaceAll(it -> shortNumber(it.group()));
    }

    private String shortNumber(String digits) {
        return shortNumbers.computeIfAbsent(digits, it -> Integer.toString(shortNumbers.size() + 1));
    }

    private static List<String> with(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all;
    }

    /** Where the tutorial writes. Time passes between its requests and at no other moment. */
    private final class Screen extends PrintStream {
        Screen(ByteArrayOutputStream out) {
            super(out, true, UTF_8);
        }

        @Override
        public void println(String line) {
            if (line.equals("Request:")) {
                clock.turn(BETWEEN_REQUESTS);
            }
            super.println(line);
        }
    }
}
