package org.muriel.simulation;

import java.time.InstantSource;
import org.muriel.simulation.rest.CannotGoOn;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Those commands of {@code muriel} that need visitors. */
@Command(
        name = "muriel",
        description = "Self-hosted experimentation server: commands with made-up visitors.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Simulation {
    private Simulation() {}

    public static void main(String[] args) {
        System.exit(commandLine(InstantSource.system()).execute(args));
    }

    /** The command with its subcommands; exit codes are 0 done, 1 failed, 2 wrong usage. */
    static CommandLine commandLine(InstantSource clock) {
        return new CommandLine(new Simulation())
                .addSubcommand(new DemoCommand(clock))
                .addSubcommand(new SimulateCommand(clock))
                .addSubcommand(new CertifyCommand(clock))
                .addSubcommand(new CommandLine.HelpCommand())
                .setExecutionExceptionHandler(Simulation::explain);
    }

    private static int explain(Exception exception, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (exception instanceof CannotGoOn) {
            command.getErr().println(command.getColorScheme().errorText("muriel: " + exception.getMessage()));
            return 1;
        }
        throw exception;
    }
}
