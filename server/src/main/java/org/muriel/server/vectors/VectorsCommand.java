package org.muriel.server.vectors;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares reference values with ours: a line for each case that fails, last how many passed and failed. */
@Command(
        name = "vectors",
        description = {
            "Check reference values of statistical methods against Muriel's.",
            "Exit status: 0 all passed, 1 some failed, 2 nothing was checked, because the command or what it names is wrong."
        },
        mixinStandardHelpOptions = true)
public final class VectorsCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            description = "A folder of vector files (*.json), or one such file. Folders in it are not looked into.")
    private Path files;

    @Spec
    private CommandSpec spec;

    /** The command, whose help names the methods. */
    public static CommandLine command() {
        CommandLine command = new CommandLine(new VectorsCommand());
        // a line each: names longer than a line would be broken within
        command.getCommandSpec()
                .usageMessage()
                .footerHeading("%nMethods:%n")
                .footer(Methods.names().stream().map(it -> "  " + it).toArray(String[]::new));
        return command;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        VectorFiles read;
        try {
            read = VectorFiles.read(files);
        } catch (UnreadableVectors e) {
            err.println(spec.commandLine().getColorScheme().errorText("muriel: " + e.getMessage()));
            return 2;
        }
        read.skipped().forEach(it -> err.println("skipped " + it));
        int failed = 0;
        for (VectorCase each : read.cases()) {
            Optional<String> failure = each.failure();
            if (failure.isPresent()) {
                failed++;
                out.println(each.place() + "  " + failure.get());
            }
        }
        out.println(read.cases().size() - failed + " passed, " + failed + " failed");
        return failed == 0 ? 0 : 1;
    }
}
