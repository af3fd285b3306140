package org.muriel.cli.tutorial;

import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * What the tutorial sees of the process it runs in.
 *
 * @param in answers to prompts, one per line
 * @param out requests and responses
 * @param err prompts and errors, so that they stay visible when {@code out} goes to a file
 * @param interactive whether a person is looking; only then is there colour
 * @param directory where relative file names start
 */
public record Terminal(
        BufferedReader in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        boolean interactive,
        Path directory) {

    /** The terminal, environment and working directory of this process. */
    public static Terminal system() {
        Charset charset = Charset.forName(System.getProperty("stdin.encoding", "UTF-8"));
        // A console is absent or no terminal when input or output is redirected; which, depends on the JDK.
        Optional<Console> console = Optional.ofNullable(System.console());
        return new Terminal(
                new BufferedReader(new InputStreamReader(System.in, charset)),
                System.out,
                System.err,
                System.getenv(),
                console.map(Console::isTerminal).orElse(false),
                Path.of(""));
    }

    /** Whether to write in colour: a person is looking and has not set {@code NO_COLOR} (no-color.org). */
    public boolean colours() {
        return interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    public String paint(Style style, String text) {
        // A full reset: the code that picocli has for "not bold" draws a double underline on many terminals.
        return colours() ? style.on() + text + Style.reset.on() : text;
    }
}
