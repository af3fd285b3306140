package org.muriel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.server.Muriel;
import org.muriel.server.MurielServer;
import org.muriel.server.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/settings.md} names what can be set, all of it and as it is. */
class SettingsPageTest {
    private final Page page = Page.of(Repository.text(Path.of("docs/settings.md")));

    @Test
    void its_table_of_options_is_that_of_the_command() {
        CommandLine serve =
                Objects.requireNonNull(Muriel.commandLine().getSubcommands().get("serve"));

        List<List<String>> options = serve.getCommandSpec().options().stream()
                .filter(it -> !it.usageHelp() && !it.versionHelp())
                .map(SettingsPageTest::nameAndDefault)
                .toList();

        assertThat(page.table("## Options of serve"))
                .map(row -> row.subList(0, 2))
                .isEqualTo(options);
    }

    @Test
    void every_setting_of_a_server_has_an_option() {
        assertThat(page.table("## Options of serve")).hasSameSizeAs(Settings.class.getRecordComponents());
    }

    @Test
    void each_environment_variable_is_read_by_a_program_or_by_the_launcher() {
        List<String> sources = Stream.concat(
                        Repository.files(Repository.root(), Integer.MAX_VALUE)
                                .filter(it -> it.toString().contains("/src/main/java/")),
                        Stream.of("muriel", ".mvn/build.sh").map(Repository.root()::resolve))
                .map(Repository::text)
                .toList();

        assertThat(page.table("## Environment variables"))
                .isNotEmpty()
                .allSatisfy(row ->
                        assertThat(sources).as(row.getFirst()).anyMatch(source -> source.contains(row.getFirst())));
    }

    @Test
    void its_table_of_files_is_what_a_running_server_keeps(@TempDir Path folder) throws IOException {
        Settings settings = Settings.defaults().withPort(0).withData(folder);
        try (var _ = MurielServer.start(settings, Map.of(), InstantSource.system());
                Stream<Path> files = Files.list(folder)) {
            assertThat(page.table("## The data folder"))
                    .map(List::getFirst)
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(it -> it.getFileName().toString()).toList());
        }
    }

    private static List<String> nameAndDefault(OptionSpec option) {
        return List.of(option.longestName(), option.defaultValue());
    }
}
