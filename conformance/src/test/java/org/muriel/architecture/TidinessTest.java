package org.muriel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every check is made on our sources, and shown to find the fault in sources that have it. */
class TidinessTest {
    private static final Tidiness OURS = new Tidiness(projectFolder());

    @TempDir
    Path untidy;

    @Test
    void all_of_the_project_is_looked_at() {
        assertThat(OURS.files())
                .contains(
                        "pom.xml",
                        "verify",
                        "experiment/src/main/java/org/muriel/experiment/package-info.java",
                        "conformance/src/test/java/org/muriel/architecture/TidinessTest.java")
                .noneMatch(it -> it.contains("target/"));
    }

    @Test
    void nothing_is_left_over() throws IOException {
        write("api/src/main/java/a/A.java", "// TO" + "DO later");
        write("api/src/main/java/a/B.java", "// see FIX" + "ME", "/* XX" + "X */");
        write("api/src/test/java/a/C.java", "@Dis" + "abled class C {}");
        write("api/src/test/java/a/D.java", "Thread" + ".sleep(10);", "TimeUnit.SECONDS" + ".sleep(1);");
        write("api/src/test/java/a/E.java", "System" + ".out.println();", "System" + ".err.println();");
        write("api/src/test/java/a/F.java", "static void main(String[] args) {", "System" + ".out.println();");
        write("cli/src/main/java/c/G.java", "System" + ".out.println();");
        check(
                Tidiness::leftOvers,
                "api/src/main/java/a/A.java:1: a note to ourselves: TO" + "DO",
                "api/src/main/java/a/B.java:1: a note to ourselves: FIX" + "ME",
                "api/src/main/java/a/B.java:2: a note to ourselves: XX" + "X",
                "api/src/test/java/a/C.java:1: a test that is switched off: @Dis" + "abled",
                "api/src/test/java/a/D.java:1: waits a fixed time: Thread" + ".sleep",
                "api/src/test/java/a/D.java:2: waits a fixed time: TimeUnit.SECONDS" + ".sleep",
                "api/src/test/java/a/E.java:1: prints: System" + ".out",
                "api/src/test/java/a/E.java:2: prints: System" + ".err");
    }

    @Test
    void no_file_is_too_long() throws IOException {
        write("api/src/main/java/a/Long.java", "// one\n".repeat(501));
        write("api/src/main/java/a/Short.java", "// one\n".repeat(499) + "// one");
        write("api/src/test/java/a/LongTest.java", "// one\n".repeat(501));
        check(Tidiness::longFiles, "api/src/main/java/a/Long.java: has more than 500 lines");
    }

    @Test
    void no_line_is_too_long() throws IOException {
        write("api/src/main/java/a/Wide.java", "x".repeat(160), "x".repeat(161));
        write("api/README.md", "x".repeat(161));
        check(Tidiness::longLines, "api/src/main/java/a/Wide.java:2: longer than 160 columns");
    }

    @Test
    void every_link_leads_somewhere() throws IOException {
        write("README.md", "# One & only", "[a](docs/a.md#second-part), [gone](docs/gone.md)");
        write("docs/a.md", "## Second part", "[up](../README.md) [top](#one--only) [far](https://example.org/x)");
        write("docs/b.md", "[up](../README.md#one--only \"x\") `[code](nowhere)`", "```", "[code](nowhere)", "```");
        write("docs/c.md", "[c]: gone.md", "![plot](plot.svg \"A plot\")");
        check(
                Tidiness::deadLinks,
                "README.md: leads nowhere: docs/gone.md",
                "docs/a.md: leads nowhere: #one--only",
                "docs/c.md: leads nowhere: gone.md",
                "docs/c.md: leads nowhere: plot.svg");
    }

    @Test
    void every_module_has_a_front_page() throws IOException {
        write("pom.xml", "<modules><module>api</module>", "<module>cli</module></modules>");
        write("cli/README.md", "# cli");
        check(Tidiness::modulesWithoutReadme, "api/README.md: is missing");
    }

    @Test
    void every_package_has_a_page() throws IOException {
        write("api/src/main/java/a/package-info.java", "package a;");
        write("api/src/main/java/a/A.java", "package a;");
        write("api/src/test/java/a/ATest.java", "package a;");
        write("api/src/main/java/a/b/B.java", "package a.b;");
        write("api/src/test/java/a/c/CTest.java", "package a.c;");
        check(
                Tidiness::packagesWithoutPage,
                "api/src/main/java/a/b/package-info.java: is missing",
                "api/src/test/java/a/c/package-info.java: is missing");
    }

    @Test
    void no_path_of_one_machine_is_written_down() throws IOException {
        write(
                "docs/a.md",
                "in /ho" + "me/ada/muriel",
                "at https://example.org/home/page and ~/projects/x and a/ro" + "ot/b");
        write("api/src/main/java/a/A.java", "\"C:" + "\\\\Temp\"");
        write("run", "cd /Us" + "ers/ada");
        check(
                Tidiness::machinePaths,
                "api/src/main/java/a/A.java:1: a path of one machine: C:" + "\\\\T",
                "docs/a.md:1: a path of one machine: /ho" + "me/a",
                "run:1: a path of one machine: /Us" + "ers/a");
    }

    @Test
    void no_module_asks_for_a_mock_library() throws IOException {
        write("api/pom.xml", "<artifactId>mock" + "ito-core</artifactId>");
        check(Tidiness::mockLibraries, "api/pom.xml:1: a mock library: mock" + "ito");
    }

    /** @param faults all that the check must find in the files written by the test */
    private void check(Function<Tidiness, List<String>> check, String... faults) {
        assertThat(check.apply(new Tidiness(untidy))).containsExactlyInAnyOrder(faults);
        assertThat(check.apply(OURS)).isEmpty();
    }

    private void write(String path, String... lines) throws IOException {
        Path file = untidy.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }

    /** Tests run in the folder of their module. */
    private static Path projectFolder() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("verify"))) {
            folder = Objects.requireNonNull(folder.getParent(), "the tests run outside the project");
        }
        return folder;
    }
}
