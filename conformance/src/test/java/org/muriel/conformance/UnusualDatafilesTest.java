package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Datafiles that are wrong, or say what cannot be said here: each is refused or told of by name, none half taken. */
class UnusualDatafilesTest {
    @TempDir
    private Path folder;

    private RunningServer server;
    private ProjectCommand muriel;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.in(Files.createDirectory(folder.resolve("data")));
        muriel = new ProjectCommand(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            experiments  | 5      | experiments: expected
            featureFlags | "x"    | featureFlags: expected
            groups       | [1]    | groups[0]: expected
            rollouts     | [null] | rollouts[0]: expected
            projectId    | "abc"  | projectId: expected decimal text
            """)
    void a_member_of_another_shape_is_named_and_nothing_is_imported(String member, String value, String told)
            throws IOException {
        ProjectCommand.Ran refused = imported(it -> it.set(member, Json.parse(value)), "--accept-losses");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("datafile.json: " + told).endsWith("Nothing was imported.\n");
        assertThat(server.client().get("/v2/projects").good().json()).isEmpty();
    }

    @Test
    void an_id_that_is_too_long_to_be_the_name_of_anything_is_refused() throws IOException {
        String audience = "a".repeat(100_000);

        ProjectCommand.Ran refused = imported(it -> ((ObjectNode) it.at("/experiments/0"))
                .set("audienceConditions", Json.parse("[\"or\", \"" + audience + "\"]")));

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .contains("expected keys, names and ids of at most 500 characters")
                .hasSizeLessThan(1_000);
    }

    @Test
    void places_are_those_of_the_datafile_or_of_the_project_and_never_lines_that_nobody_wrote() throws IOException {
        ProjectCommand.Ran refused =
                imported(it -> ((ObjectNode) it.at("/experiments/0/variations/1")).put("key", "on"));

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .contains("datafile.json: experiments.second_test.variations[1].key: expected a key no other")
                .doesNotContainPattern(":\\d+:");
    }

    @Test
    void a_second_flag_or_experiment_with_a_key_is_told_by_id_and_the_first_is_kept() throws IOException {
        Consumer<ObjectNode> twice = it -> {
            ((ObjectNode) it.at("/experiments/1")).put("key", "second_test");
            ((ObjectNode) it.at("/groups/0/experiments/1")).put("key", "g_one");
            ((ArrayNode) it.path("featureFlags"))
                    .add(((ObjectNode) it.at("/featureFlags/0")).deepCopy().put("id", "987654"));
        };

        assertThat(imported(twice).out())
                .contains("a second experiment 'second_test', 9300000000201")
                .contains("a second experiment 'g_one', 9300000000205")
                .contains("a second flag 'banner', 987654");

        imported(twice, "--accept-losses").good();

        assertThat(muriel.run(server, "export", "--ids").good().out())
                .contains("id: 9300000000202", "id: 9300000000204")
                .doesNotContain("9300000000201", "9300000000205", "987654");
    }

    @Test
    void a_variation_whose_id_is_no_number_is_a_loss_told_by_name() throws IOException {
        ProjectCommand.Ran refused =
                imported(it -> ((ObjectNode) it.at("/experiments/0/variations/0")).put("id", "abc"));

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out())
                .contains("What cannot be represented")
                .containsPattern("variation '\\w+' of experiment 'second_test' gets a new id, for abc is no number");
        assertThat(refused.err()).contains("--accept-losses");
    }

    @Test
    void an_experiment_without_variations_comes_as_one_that_does_not_run() throws IOException {
        assertThat(imported(it -> {
                            ((ArrayNode) it.at("/experiments/0/variations")).removeAll();
                            ((ArrayNode) it.at("/experiments/0/trafficAllocation")).removeAll();
                        })
                        .good()
                        .out())
                .contains("experiment 'second_test' has no variation, and is not started");

        muriel.run(server, "export", "-o", "exported.yaml").good();
        assertThat(muriel.run(server, "apply", "exported.yaml", "--yes").good().out())
                .contains("0 to create, 0 to change, 0 to archive");
    }

    @Test
    void without_ids_an_imported_project_keeps_its_shares_and_exports_alike_elsewhere() throws IOException {
        imported(it -> {}).good();
        muriel.run(server, "export", "-o", "exported.yaml").good();

        try (RunningServer other = RunningServer.in(Files.createDirectory(folder.resolve("other")))) {
            muriel.run(other, "apply", "exported.yaml", "--yes").good();
            muriel.run(other, "export", "-o", "again.yaml").good();
        }

        assertThat(folder.resolve("again.yaml")).hasSameTextualContentAs(folder.resolve("exported.yaml"));
    }

    private ProjectCommand.Ran imported(Consumer<ObjectNode> change, String... options) throws IOException {
        ObjectNode datafile = (ObjectNode) Json.parse(
                Files.readString(Path.of("src/test/resources/org/muriel/conformance/flags-first-datafile.json")));
        change.accept(datafile);
        muriel.write("datafile.json", Json.write(datafile));
        String[] all = new String[options.length + 4];
        System.arraycopy(options, 0, all, 4, options.length);
        System.arraycopy(new String[] {"import", "datafile", "datafile.json", "--yes"}, 0, all, 0, 4);
        return muriel.run(server, all);
    }
}
