package org.muriel.server;

import java.util.Optional;
import org.muriel.cli.ProjectCommands;
import org.muriel.cli.TutorialCommand;
import org.muriel.experiment.catalog.StorageException;
import org.muriel.server.vectors.VectorsCommand;
import org.muriel.storage.sql.DataFolderUnusable;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code muriel}. */
@Command(
        name = "muriel",
        description = "Self-hosted experimentation server.",
        mixinStandardHelpOptions = true,
        versionProvider = Muriel.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Commands that need visitors, which ./muriel starts as a program of their own:",
            "  demo       A server with visitors and results, in a minute.",
            "  simulate   Visitors with planted effects for an experiment.",
            "  certify    The rate of false alarms, through the whole path."
        })
public final class Muriel {
    private Muriel() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command with all its subcommands; exit codes are 0 done, 1 failed, 2 wrong usage. */
    public static CommandLine commandLine() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        CommandLine muriel = new CommandLine(new Muriel())
                .addSubcommand(new ServeCommand())
                .addSubcommand("tutorial", TutorialCommand.command());
        return ProjectCommands.addTo(muriel)
                .addSubcommand(new TokenCommand())
                .addSubcommand("vectors", VectorsCommand.command())
                .addSubcommand(new VersionCommand())
                .addSubcommand(new CommandLine.HelpCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Muriel::explain);
    }

    /** What an operator can mend is one sentence; anything else is our fault and keeps its trace. */
    private static int explain(Exception exception, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (exception instanceof CannotStart
                || exception instanceof DataFolderUnusable
                || exception instanceof StorageException) {
            command.getErr().println(command.getColorScheme().errorText("muriel: " + exception.getMessage()));
            return 1;
        }
        throw exception;
    }

    static String version() {
        return Optional.ofNullable(Muriel.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"muriel " + version()};
        }
    }
}
