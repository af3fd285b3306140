package org.muriel.simulation.terminal;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command writes.
 *
 * @param out what it is asked for
 * @param err what passes: progress
 * @param columns that fit on a line
 * @param interactive whether a person is looking, so that a line may be drawn over
 * @param ansi whether what is written may have colours
 */
public record Screen(PrintWriter out, PrintWriter err, int columns, boolean interactive, Ansi ansi) {
    private static final int FEWEST_COLUMNS = 60;
    private static final int MOST_COLUMNS = 140;

    public static Screen of(CommandSpec spec) {
        boolean interactive = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        // wide enough for a table where nothing tells the width, as when a file is written
        int columns = interactive ? spec.root().usageMessage().autoWidth(true).width() : 100;
        return new Screen(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                Math.clamp(columns, FEWEST_COLUMNS, MOST_COLUMNS),
                interactive,
                spec.commandLine().getColorScheme().ansi());
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    public void heading(String text) {
        line("");
        line(ansi.string("@|bold " + text + "|@"));
    }
}
