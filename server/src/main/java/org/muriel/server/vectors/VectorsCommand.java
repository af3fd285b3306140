package org.muriel.server.vectors;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares reference values with ours: a line for each case that fails, last how many passed and failed. */
@Command(
        name = "vectors",
        description = {
            "Check reference values of statistical methods against Muriel's.",
            "Exit status: 0 all passed, 1 some failed, 2 nothing could be checked."
        },
        mixinStandardHelpOptions = true)
public final class VectorsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A folder of vector files (*.json), or one such file.")
    private Path files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int passed = 0;
        int failed = 0;
        for (VectorCase each : read()) {
            Optional<String> failure = each.failure();
            if (failure.isPresent()) {
                failed++;
                out.println(each.id() + "  " + failure.get());
            } else {
                passed++;
            }
        }
        out.println(passed + " passed, " + failed + " failed");
        return failed == 0 ? 0 : 1;
    }

    private List<VectorCase> read() {
        try {
            return VectorFiles.read(files);
        } catch (UnreadableVectors e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
