package org.muriel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class OutputTest {
    private static final String ESCAPE = "\u001b[";
    private static final String RESET = "\u001b[0m";

    @AutoClose
    private final RecordingServer server = new RecordingServer();

    @TempDir
    Path directory;

    @Test
    void a_step_shows_each_request_and_its_response() {
        Desk desk = Desk.settingsFor(server, directory);

        assertThat(desk.types("project")).isZero();
        assertThat(desk.printed()).startsWith("""

                Create a project
                Request:
                POST %1$s/projects
                headers:
                {
                    "Authorization": "Bearer 2:secr...",
                    "Content-Type": "application/json",
                    "User-Agent": "muriel-tutorial"
                }
                body:
                {
                    "confidence_threshold": 0.9,
                    "description": "Made by run 1 of the tutorial",
                    "name": "Tutorial project 1",
                    "platform": "custom",
                    "sdks": [
                        "java"
                    ],
                    "status": "active"
                }

                Response:
                201
                body:
                {
                    "confidence_threshold": 0.9,
                    "description": "Made by run 1 of the tutorial",
                    "id": 1001,
                    "name": "Tutorial project 1",
                    "platform": "custom",
                    "sdks": [
                        "java"
                    ],
                    "status": "active"
                }

                Update the project
                Request:
                PATCH %1$s/projects/1001
                """.formatted(server.baseUrl()));
    }

    @Test
    void the_csv_is_shown_as_it_is() {
        Desk desk = Desk.settingsFor(server, directory, "experiment_id: 5");

        assertThat(desk.types("result")).isZero();
        assertThat(desk.printed()).contains("\"metrics\": [],", "body:\nVariation Name,Denominator Value\r\none,0\n");
    }

    @Test
    void the_token_is_never_shown_in_full() {
        Desk desk = Desk.settingsFor(server, directory);
        assertThat(desk.types("all")).isZero();
        assertThat(desk.printed() + desk.complained()).doesNotContain("secret-of-the-tutorial");

        Desk shortToken = new Desk(directory.resolve("none")).with("MURIEL_TOKEN", "abcd");
        assertThat(shortToken.types("project", "--base-url", server.baseUrl())).isZero();
        assertThat(shortToken.printed()).contains("\"Bearer a...\"").doesNotContain("abcd");
    }

    @Test
    void a_person_sees_colours() {
        Desk desk = Desk.settingsFor(server, directory).watched();

        assertThat(desk.types("project")).isZero();
        assertThat(desk.printed()).contains(ESCAPE + "1mCreate a project" + RESET, ESCAPE + "32m201" + RESET);
    }

    @Test
    void a_failure_is_red_for_a_person() {
        Desk desk = new Desk(directory).watched();

        assertThat(desk.types("project", "--settings", "none.yaml")).isEqualTo(1);
        assertThat(desk.complained()).startsWith(ESCAPE + "31mnone.yaml does not exist");
    }

    @Test
    void no_color_and_a_redirected_output_are_free_of_colours() {
        Desk redirected = Desk.settingsFor(server, directory);
        Desk noColor = Desk.settingsFor(server, directory).watched().with("NO_COLOR", "1");

        assertThat(redirected.types("project")).isZero();
        assertThat(noColor.types("project")).isZero();
        assertThat(noColor.types("--help")).isZero();
        assertThat(redirected.printed() + noColor.printed()).doesNotContain(ESCAPE);
    }

    @Test
    void an_empty_no_color_changes_nothing() {
        Desk desk = Desk.settingsFor(server, directory).watched().with("NO_COLOR", "");

        assertThat(desk.types("project")).isZero();
        assertThat(desk.printed()).contains(ESCAPE);
    }

    @Test
    void help_lists_the_steps_in_order() {
        Desk desk = new Desk(directory);

        assertThat(desk.types("--help")).isZero();
        assertThat(desk.printed())
                .containsSubsequence(
                        "project", "attribute", "event", "audience", "feature", "experiment", "result", "all");
        assertThat(new Desk(directory).types("all", "--help")).isZero();
    }

    @Test
    void it_works_as_a_subcommand_and_keeps_its_exit_status() {
        Desk desk = Desk.settingsFor(server, directory);
        CommandLine root = new CommandLine(new Root()).addSubcommand("tutorial", desk.command());

        assertThat(root.execute("tutorial", "project")).isZero();
        assertThat(root.execute("tutorial", "project", "--settings", "none.yaml"))
                .isEqualTo(1);
        assertThat(desk.complained()).isEqualToIgnoringNewLines("none.yaml does not exist; with --save it is made");
    }

    @Command(name = "muriel")
    private static final class Root {}
}
