package org.muriel.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muriel.docs.Page.Block;

/**
 * What pages show is what happens.
 *
 * <p>Of a fenced block marked {@code console} each line that begins with {@code $} is run, in order, and what follows it
 * is compared with what was printed; nothing needs to follow, and then it only has to succeed. Run with
 * {@code -Dmuriel.docs.refresh=true}, the pages are rewritten instead: read the difference before you keep it.
 *
 * <ul>
 *   <li>{@code console only="Update the event"} shows of what the tutorial prints these requests, separated by
 *       semicolons, and the values it hands on.
 *   <li>{@code yaml file=.settings.yaml} is a file that the reader writes; later commands find it.
 *   <li>{@code java from=path/of/Program.java} is the inside of that class.
 * </ul>
 */
@Timeout(120)
class DocsTest {
    private static final String REFRESH = "muriel.docs.refresh";

    /** Commands no test can run, each with the reason. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "./verify",
            "this test is a part of it",
            "./verify long",
            "this test is a part of it",
            "mvn -B -q spotless:apply",
            "changes the sources",
            "mvn -B -q -pl conformance -am test -Dtest=DocsTest,ApiPagesTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dmuriel.docs.refresh=true",
            "this test is a part of it",
            "./muriel demo",
            "SimulationTest runs it",
            "./muriel simulate --experiment checkout --visitors 200000 --rate 0.10 --lift 0.05 --revenue 4500",
            "SimulationTest runs it",
            "./muriel certify",
            "SimulationTest runs it, with fewer experiments",
            "sqlite3 data/catalog.db \".backup 'catalog-copy.db'\"",
            "the program need not be there");

    /** Nothing can be run of these, and nothing is compared here: ApiPagesTest sends what is {@code http}. */
    private static final Set<String> ONLY_SHOWN = Set.of("text", "json", "nginx", "http");

    @TempDir
    private Path folder;

    static Stream<Path> pages() {
        return Repository.pages().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void a_page_shows_what_is_there_and_what_happens(Path file) throws IOException {
        String text = Repository.text(file);

        String checked = checked(text);

        if (Boolean.getBoolean(REFRESH) && !checked.equals(text)) {
            Files.writeString(Repository.root().resolve(file), checked);
        } else {
            assertThat(text).isEqualTo(checked);
        }
    }

    @Test
    void a_command_that_prints_something_else_than_shown_is_noticed() {
        assertThat(checked("""
                        ```console
                        $ ./muriel version
                        muriel 1066
                        ```
                        """)).contains("muriel " + Repository.version()).doesNotContain("1066");
    }

    @Test
    void a_command_that_fails_is_noticed() {
        assertThatThrownBy(() -> checked("""
                        ```console
                        $ ./muriel reticulate
                        ```
                        """))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("reticulate");
    }

    @Test
    void a_command_nobody_knows_is_noticed() {
        assertThatThrownBy(() -> checked("""
                        ```console
                        $ rm -r data
                        ```
                        """))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("rm -r data");
    }

    @Test
    void a_program_that_has_changed_is_noticed() {
        assertThat(checked("""
                        ```java from=cli/src/main/java/org/muriel/cli/tutorial/ReadResults.java
                        static void run() {}
                        ```
                        """)).contains("api.get(\"Get the results\"").doesNotContain("run() {}");
    }

    @Test
    void a_block_that_is_neither_run_nor_compared_says_so() {
        assertThatThrownBy(() -> checked("""
                        ```bash
                        $ ./verify
                        ```
                        """))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("bash");
    }

    @Test
    void scripts_that_are_named_and_not_run_are_there() {
        assertThat(Stream.of("muriel", "verify").map(Repository.root()::resolve))
                .allSatisfy(it -> assertThat(it).isExecutable());
    }

    /** The page as it would have to be. */
    private String checked(String text) {
        Page page = Page.of(text);
        Map<Block, List<String>> replaced = new HashMap<>();
        try (PageRun run = new PageRun(folder.toRealPath())) {
            for (Block block : page.blocks()) {
                switch (block.language()) {
                    case "console" -> replaced.put(block, typed(block, run));
                    case "java" -> replaced.put(block, program(block));
                    case "yaml", "json" -> block.attribute("file").ifPresent(it -> run.save(it, block.lines()));
                    default ->
                        assertThat(ONLY_SHOWN)
                                .as("kinds of blocks that are shown only")
                                .contains(block.language());
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return page.with(replaced);
    }

    private static List<String> typed(Block block, PageRun run) {
        List<String> shown = new ArrayList<>();
        boolean silent = block.lines().stream().allMatch(it -> it.startsWith("$ "));
        for (String line : block.lines()) {
            if (line.startsWith("$ ")) {
                shown.add(line);
                String command = line.substring(2);
                List<String> printed = NOT_RUN.containsKey(command) ? List.of() : run.run(command);
                if (!silent) {
                    shown.addAll(selected(block, printed));
                }
            }
        }
        return shown;
    }

    private static List<String> selected(Block block, List<String> printed) {
        List<String> lines = block.attribute("only")
                .map(titles -> Exchanges.select(List.of(titles.split(";")), printed))
                .orElse(printed);
        return withoutOuterBlanks(lines);
    }

    private static List<String> withoutOuterBlanks(List<String> lines) {
        return String.join("\n", lines).strip().lines().toList();
    }

    /** The inside of a class, from its first method on. */
    private static List<String> program(Block block) {
        String source = Repository.text(Path.of(block.attribute("from").orElseThrow()));
        String inside = source.substring(source.indexOf("() {}\n\n") + "() {}\n\n".length(), source.lastIndexOf('}'));
        return inside.stripTrailing().stripIndent().lines().toList();
    }
}
