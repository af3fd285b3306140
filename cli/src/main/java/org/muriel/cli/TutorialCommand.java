package org.muriel.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.muriel.cli.tutorial.Step;
import org.muriel.cli.tutorial.Terminal;
import org.muriel.cli.tutorial.Tutorial;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command {@code tutorial}: seven small programs that use the REST API as any client would.
 *
 * <p>Exit status: 0 when every request was answered as hoped, 1 when something stopped the tutorial (the
 * last line says what), 2 when the command line was wrong.
 */
@Command(
        name = "tutorial",
        description = "Use the REST API step by step, showing every request and its answer.",
        synopsisSubcommandLabel = "STEP",
        commandListHeading = "%nSteps:%n")
public final class TutorialCommand {
    private final Terminal terminal;
    private final RandomGenerator random;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Values for the steps; by default .settings.yaml, if there is one.")
    private @Nullable Path settings;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Where the API answers; goes before base_url in the settings.")
    private @Nullable String baseUrl;

    @Option(
            names = "--save",
            scope = ScopeType.INHERIT,
            description = "Write new ids into the settings file, which is made if need be.")
    private boolean save;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it by itself
    private boolean help;

    private TutorialCommand(Terminal terminal, RandomGenerator random) {
        this.terminal = terminal;
        this.random = random;
    }

    /** The command on the terminal of this process, ready to run or to become a subcommand. */
    public static CommandLine command() {
        return command(Terminal.system());
    }

    /** The command on some terminal, ready to run or to become a subcommand. */
    public static CommandLine command(Terminal terminal) {
        return command(terminal, RandomGenerator.getDefault());
    }

    /** @param random keeps the names of one run apart from those of another */
    static CommandLine command(Terminal terminal, RandomGenerator random) {
        TutorialCommand tutorial = new TutorialCommand(terminal, random);
        CommandLine command = new CommandLine(tutorial);
        // Subcommands made of annotated methods would be listed by name; these keep the order of the tutorial.
        for (Step step : Step.values()) {
            CommandLine subcommand = new CommandLine(tutorial.new OneStep(step));
            subcommand.getCommandSpec().usageMessage().description(step.description());
            command.addSubcommand(step.name().toLowerCase(Locale.ROOT), subcommand);
        }
        return command.addSubcommand("all", tutorial.new AllSteps())
                .setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setColorScheme(Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
    }

    private Tutorial tutorial() {
        Tutorial.Options options =
                new Tutorial.Options(Optional.ofNullable(settings), Optional.ofNullable(baseUrl), save);
        return new Tutorial(terminal, random, options);
    }

    @Command
    private final class OneStep implements Callable<Integer> {
        private final Step step;

        OneStep(Step step) {
            this.step = step;
        }

        @Override
        public Integer call() {
            return tutorial().run(step);
        }
    }

    @Command(description = "All steps in order, in a new project; ids in the settings file are not used.")
    private final class AllSteps implements Callable<Integer> {
        @Option(names = "--without-feature", description = "Experiment without the feature.")
        private boolean withoutFeature;

        @Override
        public Integer call() {
            return tutorial().runAll(withoutFeature);
        }
    }
}
