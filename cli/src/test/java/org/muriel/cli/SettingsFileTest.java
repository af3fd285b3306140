package org.muriel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.cli.RecordingServer.Reply;
import tools.jackson.databind.json.JsonMapper;

class SettingsFileTest {
    private static final JsonMapper JSON = new JsonMapper();

    @AutoClose
    private final RecordingServer server = new RecordingServer();

    @TempDir
    Path directory;

    @Test
    void without_save_the_file_stays_as_it_is_and_the_value_is_shown() {
        Desk desk = Desk.settingsFor(server, directory, "# mine");
        String before = desk.savedText();

        assertThat(desk.types("project")).isZero();
        assertThat(desk.savedText()).isEqualTo(before);
        assertThat(desk.printed()).contains("project_id: 1001");
    }

    @Test
    void saving_changes_one_value_and_keeps_every_other_byte() {
        Desk desk = new Desk(directory).settings("""
                # é 𝒳 mine
                %s

                project_id:    7   # the old one
                event_id: 9 # stays


                # project_id: commented out
                """.formatted(access()));

        assertThat(desk.types("project", "--save")).isZero();
        assertThat(desk.savedText()).isEqualTo("""
                # é 𝒳 mine
                %s

                project_id:    1001   # the old one
                event_id: 9 # stays


                # project_id: commented out
                """.formatted(access()));
    }

    @Test
    void saving_adds_a_missing_member_at_the_end_below_a_commented_one() {
        Desk desk = new Desk(directory).settings(access() + "\n# project_id: 5\n# the end");

        assertThat(desk.types("project", "--save")).isZero();
        assertThat(desk.savedText()).isEqualTo(access() + "\n# project_id: 5\n# the end\nproject_id: 1001\n");
    }

    @Test
    void saving_keeps_line_ends_and_indentation() {
        Desk desk = new Desk(directory).settings(("  " + access().replace("\n", "\n  ") + "\n").replace("\n", "\r\n"));
        String before = desk.savedText();

        assertThat(desk.types("project", "--save")).isZero();
        assertThat(desk.savedText()).isEqualTo(before + "  project_id: 1001\r\n");
    }

    @ParameterizedTest(name = "[{0}] becomes [{1}]")
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            project_id:|project_id: 1001
            project_id: # empty|project_id: 1001 # empty
            project_id: ~|project_id: 1001
            "project_id": 5|"project_id": 1001
            project_id: &id 5|project_id: 1001
            ? project_id\\n: 5|? project_id\\n: 1001
            """)
    void saving_finds_the_value_however_it_is_written(String before, String after) {
        Desk desk = new Desk(directory).settings(access() + "\n" + before.replace("\\n", "\n") + "\n# end\n");

        assertThat(desk.types("project", "--save")).isZero();
        assertThat(desk.savedText()).isEqualTo(access() + "\n" + after.replace("\\n", "\n") + "\n# end\n");
    }

    @ParameterizedTest(name = "[{0}] becomes [{1}]")
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            variable_values:|variable_values: NEW
            variable_values: [a: b, c: d] # flow|variable_values: NEW # flow
            variable_values:\\n  - a: b # one\\n  # two\\n  - c: d # three\\n\\n# four|variable_values:\\n  NEW # three\\n\\n# four
            variable_values:\\n- a: b\\n# left edge|variable_values:\\n NEW\\n# left edge
            variable_values:\\n  a: "b"\\n  # map|variable_values:\\n  NEW\\n  # map
            """)
    void saving_replaces_a_list_and_leaves_the_comments_after_it(String before, String after) {
        String access = access() + "\nproject_id: 1\naudience_id: 2\nfeature_id: 3\n";
        Desk desk = new Desk(directory).settings(access + before.replace("\\n", "\n") + "\nevent_id: 4\n");

        assertThat(desk.types("feature", "--save")).isZero();
        assertThat(desk.savedText())
                .isEqualTo(access.replace("feature_id: 3", "feature_id: 1002")
                        + after.replace("\\n", "\n").replace("NEW", "[{fs_feature_variable_1_updated: 'true'}]")
                        + "\nevent_id: 4\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain name",
                "with: colon",
                "# hash",
                "'quoted'",
                "\"double\"",
                "two\nlines",
                "yes",
                "12",
                "[x], {y}",
                " ",
                "é 𝒳",
                "true",
                "- dash",
                "tab\there",
                "a name that is very long a name that is very long a name that is very long a name that is very long a name that is very long"
            })
    void a_saved_name_is_quoted_so_that_it_reads_back_the_same(String name) {
        Desk desk = new Desk(directory)
                .settings(access() + "\nproject_id: 1\ncustom_audience_attribute: |\n  old\n\n# end\n");
        String json = JSON.writeValueAsString(name + "!");
        server.answering("PATCH /v2/attributes/1001", new Reply(200, "{\"name\": " + json + "}"));

        assertThat(desk.types("attribute", "--save")).isZero();
        assertThat(desk.savedText()).startsWith(access()).endsWith("\n\n# end\n");
        assertThat(desk.types("audience")).isZero();
        String conditions = server.requests().getLast().body().at("/conditions").stringValue();
        assertThat(JSON.readTree(conditions).at("/1/1/1/name").stringValue()).isEqualTo(name + "!");
    }

    @Test
    void saving_all_steps_makes_a_file_with_which_each_can_be_repeated() {
        Desk desk = new Desk(directory).with("MURIEL_TOKEN", "secret");

        assertThat(desk.types("all", "--save", "--base-url", server.baseUrl())).isZero();
        assertThat(desk.savedText().lines().filter(line -> !line.isEmpty() && !line.startsWith("#")))
                .containsExactly(
                        "token:",
                        "base_url:",
                        "project_id: 1001",
                        "custom_audience_attribute: Customer tier 2 - updated",
                        "event_id: 1003",
                        "audience_id: 1004",
                        "feature_id: 1006",
                        "variable_values: [{fs_feature_variable_5_updated: 'true'}]",
                        "experiment_id: 1008");
        for (String step : List.of("attribute", "event", "audience", "feature", "experiment", "result")) {
            assertThat(desk.types(step, "--base-url", server.baseUrl())).isZero();
        }
    }

    @Test
    void a_named_file_must_exist() {
        Desk desk = new Desk(directory).with("MURIEL_TOKEN", "secret");

        assertThat(desk.types("project", "--settings", "mine.yaml", "--base-url", server.baseUrl()))
                .isEqualTo(1);
        assertThat(desk.complained()).contains("mine.yaml does not exist");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_named_file_is_made_when_saving_and_only_its_owner_may_read_it() throws IOException {
        Desk desk = new Desk(directory).with("MURIEL_TOKEN", "secret");

        assertThat(desk.types("--settings", "mine.yaml", "project", "--save", "--base-url", server.baseUrl()))
                .isZero();
        assertThat(desk.savedText("mine.yaml")).startsWith("# ").contains("\nproject_id: 1001\n", "\nevent_id:\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("mine.yaml"))))
                .isEqualTo("rw-------");
    }

    @Test
    void saving_follows_a_link_keeps_permissions_and_leaves_nothing_else_behind() throws IOException {
        Desk desk = new Desk(directory).file("real.yaml", access() + "\n");
        Path real = directory.resolve("real.yaml");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(directory.resolve(".settings.yaml"), real);

        assertThat(desk.types("project", "--save")).isZero();
        assertThat(desk.savedText("real.yaml")).isEqualTo(access() + "\nproject_id: 1001\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r-----");
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(".settings.yaml", "real.yaml");
        }
    }

    @Test
    void a_value_that_another_refers_to_is_not_changed_but_shown() {
        Desk desk = new Desk(directory).settings(access() + "\nproject_id: &id 5\nevent_id: *id\n");
        String before = desk.savedText();

        assertThat(desk.types("project", "--save")).isEqualTo(1);
        assertThat(desk.complained()).contains("cannot be changed in place; set project_id: 1001 by hand");
        assertThat(desk.savedText()).isEqualTo(before);
    }

    @Test
    void a_file_that_cannot_be_written_is_named_with_the_value() {
        Desk desk = new Desk(directory).with("MURIEL_TOKEN", "secret");

        assertThat(desk.types("project", "--settings", "nowhere/mine.yaml", "--save", "--base-url", server.baseUrl()))
                .isEqualTo(1);
        assertThat(desk.complained()).contains("Cannot write nowhere/mine.yaml", "set project_id: 1001 by hand");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            project_id: abc              | line 3: project_id must be a whole number, found the text "abc"
            project_id: "12"             | line 3: project_id must be a whole number, found the text "12"
            project_id: 1.5              | line 3: project_id must be a whole number, found 1.5
            project_id: 9999999999999999999999 | line 3: project_id must be a whole number, found 9999999999999999999999
            project_id: [1]              | line 3: project_id must be a whole number, found a list
            project_id: {}               | line 3: project_id must be a whole number, found a map
            project_id: []               | line 3: project_id must be a whole number, found a list
            custom_audience_attribute: 5 | line 3: custom_audience_attribute must be text, found 5
            variable_values: colour      | line 3: variable_values must be a list of pairs such as '- colour: red', found the text "colour"
            variable_values: [colour]    | line 3: variable_values must be a list of pairs such as '- colour: red', found a list
            variable_values: {a: [1]}    | line 3: the value of a must be text, a number or a boolean, found a list
            variable_values: [b: 1, a: ] | line 3: the value of a must be text, a number or a boolean, found nothing
            variable_values: {a: 1, a: 2}| line 3: not valid YAML: found duplicate key a
            projekt_id: 5                | line 3: expected one of token, base_url, project_id
            projekt_id: 5                | experiment_id, found projekt_id
            [a]: 5                       | line 3: expected one of token
            5: 5                         | line 3: expected one of token
            token: x                     | line 3: token is given twice
            event_id: [1                 | line 4: not valid YAML: expected ',' or ']'
            event_id: a: b               | line 3: not valid YAML: mapping values are not allowed here
            event_id: *unknown           | line 3: not valid YAML: found undefined alias unknown
            event_id: !mine 5            | line 3: not valid YAML: could not determine a constructor for the tag !mine
            event_id: !!int abc          | not valid YAML
            """)
    void a_mistake_is_named_with_its_line(String line, String complaint) {
        Desk desk = Desk.settingsFor(server, directory, line);

        assertThat(desk.types("project")).isEqualTo(1);
        assertThat(desk.complained())
                .startsWith(".settings.yaml")
                .contains(complaint)
                .doesNotContain("\tat ");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"token: 123456", "token: [secret-123456]", "token: {a: 123456}"})
    void a_mistyped_token_is_not_shown(String line) {
        Desk desk = new Desk(directory).settings(line);

        assertThat(desk.types("project")).isEqualTo(1);
        assertThat(desk.complained())
                .contains(".settings.yaml, line 1: token must be text")
                .doesNotContain("123456");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - a       | line 1: expected members such as 'project_id: 5', found a list
            just text | line 1: expected members such as 'project_id: 5', found the text "just text"
            """)
    void a_file_of_another_shape_is_refused(String text, String complaint) {
        Desk desk = new Desk(directory).settings(text);

        assertThat(desk.types("project")).isEqualTo(1);
        assertThat(desk.complained()).contains(complaint);
    }

    @Test
    void a_file_that_is_not_text_is_refused() throws IOException {
        Files.write(directory.resolve(".settings.yaml"), "token: é".getBytes(StandardCharsets.ISO_8859_1));
        Desk desk = new Desk(directory);

        assertThat(desk.types("project")).isEqualTo(1);
        assertThat(desk.complained()).contains(".settings.yaml is not text in UTF-8");
    }

    @Test
    void a_folder_in_place_of_the_file_is_refused() throws IOException {
        Files.createDirectory(directory.resolve(".settings.yaml"));
        Desk desk = new Desk(directory);

        assertThat(desk.types("project")).isEqualTo(1);
        assertThat(desk.complained()).contains("Cannot read .settings.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "\uFEFF", "---\n", "token:\nproject_id: ~\n"})
    void an_empty_file_leaves_everything_to_the_prompts(String text) {
        Desk desk = new Desk(directory).settings(text).answering("secret");

        assertThat(desk.types("project", "--save", "--base-url", server.baseUrl()))
                .isZero();
        assertThat(desk.savedText()).contains("project_id: 1001");
    }

    private String access() {
        return "token: \"secret\" # keep\nbase_url: " + server.baseUrl();
    }
}
