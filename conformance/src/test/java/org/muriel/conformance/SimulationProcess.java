package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code ./muriel demo}, {@code simulate} and {@code certify} as people run them: a process with a class path of its own. */
final class SimulationProcess {
    private static final int PATIENCE_MINUTES = 10;
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** What the module needs: nothing of the server, and none of its libraries. */
    private static final List<String> LIBRARIES =
            List.of("picocli", "gson", "core-api", "slf4j-api", "commons-codec", "jackson-annotations-2");

    private SimulationProcess() {}

    /** @param out what it printed, progress included */
    record Ended(int status, String out) {
        Ended good() {
            if (status != 0) {
                throw new AssertionError("ended with " + status + ": " + out);
            }
            return this;
        }
    }

    /** Runs a command to its end, with the token of running servers. */
    static Ended run(Path scratch, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + scratch,
                "-Dmuriel.launcher=" + launcher(scratch),
                "-cp",
                classPath(),
                "org.muriel.simulation.Simulation"));
        command.addAll(List.of(arguments));
        try {
            Path printed = Files.createTempFile(scratch, "printed", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
            builder.environment().put("MURIEL_TOKEN", RunningServer.TOKEN);
            Process process = builder.start();
            try {
                if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                    throw new AssertionError("does not end: " + Files.readString(printed));
                }
                return new Ended(process.exitValue(), Files.readString(printed, UTF_8));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String classPath() {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(SimulationProcess::isNeeded)
                .collect(Collectors.joining(File.pathSeparator));
        if (classPath.split(File.pathSeparator).length != LIBRARIES.size() + 1) {
            throw new AssertionError("expected the module and " + LIBRARIES + ", found " + classPath);
        }
        return classPath;
    }

    private static boolean isNeeded(String entry) {
        Path path = Path.of(entry);
        String name = path.getFileName().toString();
        boolean isModule = path.getNameCount() > 2
                && path.getName(path.getNameCount() - 3).toString().equals("simulation");
        return isModule
                || name.startsWith("muriel-simulation")
                || LIBRARIES.stream().anyMatch(name::startsWith);
    }

    /** Starts the server as the script {@code ./muriel} does, from the classes under test. */
    private static Path launcher(Path scratch) {
        Path script = scratch.resolve("muriel");
        try {
            if (!Files.exists(script)) {
                Files.writeString(script, """
                        #!/bin/sh
                        exec "%s" -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp "%s" \\
                            org.muriel.server.Muriel "$@"
                        """.formatted(JAVA, System.getProperty("java.class.path")));
                Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return script;
    }
}
