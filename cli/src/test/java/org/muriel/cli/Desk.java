package org.muriel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.muriel.cli.tutorial.Terminal;
import picocli.CommandLine;

/**
 * A person at a terminal: types a command, answers its prompts and reads what it prints. The "random" digits in
 * names are 1 for the first step run, 2 for the second and so on.
 */
final class Desk {
    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong drawn = new AtomicLong();
    private String answers = "";
    private boolean interactive;

    Desk(Path directory) {
        this.directory = directory;
    }

    /** A desk whose settings file holds a token and a server's address, and these further lines. */
    static Desk settingsFor(RecordingServer server, Path directory, String... lines) {
        return new Desk(directory)
                .settings("token: 2:secret-of-the-tutorial\nbase_url: " + server.baseUrl() + "\n"
                        + String.join("\n", lines) + "\n");
    }

    Desk settings(String text) {
        return file(".settings.yaml", text);
    }

    Desk file(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Desk with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Desk answering(String... lines) {
        answers = String.join("\n", lines) + "\n";
        return this;
    }

    Desk watched() {
        interactive = true;
        return this;
    }

    /** Runs {@code tutorial} with these arguments and returns its exit status. */
    int types(String... arguments) {
        return command().execute(arguments);
    }

    CommandLine command() {
        Terminal terminal = new Terminal(
                new BufferedReader(new StringReader(answers)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                environment,
                interactive,
                directory);
        // A bounded number is half of what the generator gives.
        return TutorialCommand.command(terminal, () -> 2 * drawn.incrementAndGet());
    }

    String printed() {
        return out.toString(UTF_8);
    }

    String complained() {
        return err.toString(UTF_8);
    }

    String savedText(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String savedText() {
        return savedText(".settings.yaml");
    }
}
