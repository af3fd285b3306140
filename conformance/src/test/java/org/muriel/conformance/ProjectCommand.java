package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.muriel.cli.ProjectCommands;
import org.muriel.cli.tutorial.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands for whole projects, in this process and in a folder of their own. */
final class ProjectCommand {
    private final Path folder;

    ProjectCommand(Path folder) {
        this.folder = folder;
    }

    @Command(name = "muriel")
    private static final class Root {}

    /** @param err what went wrong, and prompts */
    record Ran(int status, String out, String err) {
        Ran good() {
            if (status != 0) {
                throw new AssertionError("ended with " + status + ": " + out + err);
            }
            return this;
        }
    }

    Ran run(RunningServer server, String... arguments) {
        return answering("", server, arguments);
    }

    /** @param input what somebody types */
    Ran answering(String input, RunningServer server, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new BufferedReader(new StringReader(input)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of("MURIEL_TOKEN", RunningServer.TOKEN),
                false,
                folder);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", server.origin() + "/v2"));
        int status =
                ProjectCommands.addTo(new CommandLine(new Root()), terminal).execute(all.toArray(String[]::new));
        return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    String write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
