package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code apply} and {@code export} as people run them: processes of their own beside a running server. */
class ApplyProcessTest {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    @Test
    void a_file_is_planned_and_applied_once_and_what_is_exported_is_the_same_on_an_empty_server() throws Exception {
        try (InputStream in = ApplyProcessTest.class.getResourceAsStream("rich-project.yaml")) {
            Files.write(folder.resolve("rich.yaml"), Objects.requireNonNull(in).readAllBytes());
        }
        try (ServerProcess server = ServerProcess.launch(folder.resolve("one"), scratch("one-scratch"))) {
            String origin = server.origin();
            assertThat(muriel(origin, "apply", "rich.yaml", "--dry-run").good().out())
                    .contains("+ create   project Shop: all of it", "+ create   experiment steps", "0 to change");
            assertThat(new Client(origin)
                            .with(RunningServer.TOKEN)
                            .get("/v2/projects")
                            .good()
                            .json())
                    .isEmpty();

            assertThat(muriel(origin, "apply", "rich.yaml", "--yes").good().out())
                    .contains("Applied. The id of the project is ");
            assertThat(muriel(origin, "apply", "rich.yaml", "--yes").good().out())
                    .contains("0 to create, 0 to change, 0 to archive")
                    .doesNotContain("Applied");
            muriel(origin, "export", "-o", "first.yaml").good();

            Files.writeString(
                    folder.resolve("wrong.yaml"),
                    Files.readString(folder.resolve("rich.yaml")).replace("weight: 6667", "weight: much"));
            Ended refused = muriel(origin, "apply", "wrong.yaml", "--yes");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.out()).contains("wrong.yaml:", "variations[1].weight");
        }
        try (ServerProcess empty = ServerProcess.launch(folder.resolve("two"), scratch("two-scratch"))) {
            String origin = empty.origin();
            muriel(origin, "apply", "first.yaml", "--yes").good();
            muriel(origin, "export", "-o", "second.yaml").good();
        }

        assertThat(folder.resolve("second.yaml")).hasSameTextualContentAs(folder.resolve("first.yaml"));
    }

    /** @param out what it printed, also of what went wrong */
    private record Ended(int status, String out) {
        Ended good() {
            assertThat(status).as(out).isZero();
            return this;
        }
    }

    private Ended muriel(String origin, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "org.muriel.server.Muriel"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--url", origin + "/v2"));
        Path printed = folder.resolve("printed.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("MURIEL_TOKEN", RunningServer.TOKEN);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), Files.readString(printed, UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    private Path scratch(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }
}
