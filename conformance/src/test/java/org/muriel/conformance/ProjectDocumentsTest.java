package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whole projects as files: planned, applied and exported, by the commands and a real server. */
class ProjectDocumentsTest {
    @TempDir
    private Path folder;

    private RunningServer server;
    private ProjectCommand muriel;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.in(Files.createDirectory(folder.resolve("one")));
        muriel = new ProjectCommand(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void what_is_exported_makes_the_same_project_on_an_empty_server_byte_by_byte() throws IOException {
        muriel.run(server, "apply", rich(), "--yes").good();
        String exported = export(server, "first.yaml");

        try (RunningServer other = RunningServer.in(Files.createDirectory(folder.resolve("two")))) {
            muriel.run(other, "apply", "first.yaml", "--yes").good();

            assertThat(export(other, "second.yaml")).isEqualTo(exported);
            assertThat(muriel.run(other, "apply", "second.yaml", "--dry-run")
                            .good()
                            .out())
                    .contains("0 to create, 0 to change, 0 to archive");
        }
        assertThat(exported).contains("experiment_order:", "'off'", "everyone", "x_legacy", "archived: true");
    }

    @Test
    void with_ids_the_other_server_has_the_same_datafile_but_for_its_revision() throws IOException {
        muriel.run(server, "apply", rich(), "--yes").good();
        muriel.run(server, "export", "--ids", "-o", "ids.yaml").good();
        // more traffic leaves ranges that no fresh layout has
        String thrice = Files.readString(folder.resolve("ids.yaml"))
                .replace("traffic_allocation: 5000", "traffic_allocation: 7500");
        muriel.write("more.yaml", thrice);
        muriel.run(server, "apply", "more.yaml", "--yes").good();
        muriel.run(server, "export", "--ids", "-o", "ids.yaml").good();

        try (RunningServer other = RunningServer.in(Files.createDirectory(folder.resolve("two")))) {
            muriel.run(other, "apply", "ids.yaml", "--yes").good();

            for (var environment : environments(server)) {
                String path =
                        "/datafiles/" + environment.at("/datafile/sdk_key").stringValue() + ".json";
                assertThat(withoutRevision(other.stranger().get(path).good().text()))
                        .isEqualTo(withoutRevision(
                                server.stranger().get(path).good().text()));
            }
            muriel.run(other, "export", "--ids", "-o", "again.yaml").good();
            assertThat(folder.resolve("again.yaml")).hasSameTextualContentAs(folder.resolve("ids.yaml"));
        }
    }

    @Test
    void the_second_time_nothing_is_to_be_done_and_nothing_is_written() {
        muriel.run(server, "apply", rich(), "--yes").good();
        String before = revisions();

        ProjectCommand.Ran again =
                muriel.run(server, "apply", "rich.yaml", "--yes").good();

        assertThat(again.out())
                .contains("0 to create, 0 to change, 0 to archive")
                .doesNotContain("Applied");
        assertThat(revisions()).isEqualTo(before);
    }

    @Test
    void what_refers_to_something_that_cannot_be_kept_is_not_held_against_it() {
        muriel.write("first.yaml", """
                project: {name: Shop, platform: custom}
                attributes: {tariff: {name: plan}}
                """);
        muriel.run(server, "apply", "first.yaml", "--yes").good();

        Answer answer = server.client().post("/v2/x/projects/plan", """
                {"document": {"project": {"name": "Shop"}, "attributes": {"plan": {}},
                "audiences": {"Gold": {"conditions": {"attribute": "plan", "value": "gold"}}}}}""");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("/attributes/plan").doesNotContain("/audiences");
    }

    @Test
    void ranges_that_are_no_list_are_refused_by_their_place() {
        Answer answer = server.client().post("/v2/x/projects/plan", """
                {"document": {"project": {"name": "Ranges", "platform": "custom"}, "experiments": {"e":
                {"variations": [{"key": "a", "weight": 10000}], "ranges": {"id": 1}}}}}""");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("experiments.e.ranges").contains("an array");
    }

    @Test
    void a_plan_shows_what_changes_from_what_to_what_and_a_dry_run_changes_nothing() {
        muriel.run(server, "apply", rich(), "--yes").good();
        String changed = text().replace("weight: 3333", "weight: 5000")
                .replace("weight: 6667", "weight: 5000")
                .replace("  age:\n", "  age: {description: In years}\n  height:\n");
        muriel.write("changed.yaml", changed);
        String before = revisions();

        ProjectCommand.Ran plan =
                muriel.run(server, "apply", "changed.yaml", "--dry-run").good();

        assertThat(plan.out())
                .contains("~ change   attribute age", "description: nothing -> \"In years\"")
                .contains("+ create   attribute height")
                .contains("~ change   experiment steps", "variations[0].weight: 3333 -> 5000")
                .contains("1 to create, 2 to change, 0 to archive");
        assertThat(revisions()).isEqualTo(before);
    }

    @Test
    void everything_wrong_is_told_at_once_with_its_place_in_the_file_and_nothing_is_applied() {
        String wrong = text().replace("weight: 6667", "weight: much")
                .replace("audience_conditions: Gold", "audience_conditions: Golden")
                .replace("match: ge, value: 18", "match: ge, value: old")
                .replace("type: integer", "type: whole")
                .replace("category: purchase", "categori: purchase");
        muriel.write("wrong.yaml", wrong);

        ProjectCommand.Ran ran = muriel.run(server, "apply", "wrong.yaml", "--yes");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .contains("experiments.steps.variations[1].weight: expected an integer from 0 to 10000")
                .contains("experiments.price.audience_conditions: expected the name of an audience")
                .contains("audiences.Gold.conditions.and[1].or[0].value: expected a number for ge, found \"old\"")
                .contains("features.checkout.variables[0].type: expected one of")
                .contains("events.order.categori: expected one of the members")
                .contains("wrong.yaml:")
                .endsWith("Nothing was applied.\n");
        assertThat(ran.err().lines()).hasSize(6);
        assertThat(server.client().get("/v2/projects").good().json()).isEmpty();
    }

    @Test
    void a_plan_of_another_state_is_not_applied() {
        muriel.run(server, "apply", rich(), "--yes").good();
        String document = Json.write(server.client()
                .get("/v2/x/projects/" + projectId() + "/document")
                .good()
                .json());
        String more = document.replace("\"age\":{}", "\"age\":{\"description\":\"Years\"}");
        String plan = server.client()
                .post("/v2/x/projects/plan", "{\"document\":" + more + "}")
                .good()
                .at("/plan")
                .stringValue();
        long age = attribute("age");
        server.client()
                .patch("/v2/attributes/" + age, "{\"description\":\"Meanwhile\"}")
                .good();

        Answer refused =
                server.client().post("/v2/x/projects/apply", "{\"document\":" + more + ",\"plan\":\"" + plan + "\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(server.client()
                        .get("/v2/attributes/" + age)
                        .good()
                        .at("/description")
                        .stringValue())
                .isEqualTo("Meanwhile");
    }

    @Test
    void what_the_file_does_not_name_is_listed_and_archived_when_asked_to() {
        muriel.run(server, "apply", rich(), "--yes").good();
        muriel.write("less.yaml", """
                project: {name: "Shop: all of it"}
                attributes: {plan: , "yes": , "1.0": }
                experiments: {price: , steps: , gone: }
                """);

        assertThat(muriel.run(server, "apply", "less.yaml").good().out())
                .contains("attribute age", "experiment button");
        assertThat(server.client()
                        .get("/v2/attributes/" + attribute("age"))
                        .good()
                        .at("/archived")
                        .booleanValue())
                .isFalse();

        muriel.answering("y\n", server, "apply", "less.yaml", "--archive-absent")
                .good();

        assertThat(server.client()
                        .get("/v2/attributes/" + attribute("age"))
                        .good()
                        .at("/archived")
                        .booleanValue())
                .isTrue();
        assertThat(server.client()
                        .get("/v2/events?project_id=" + projectId())
                        .good()
                        .text())
                .contains("order");
    }

    @Test
    void nothing_is_applied_unless_somebody_agrees() {
        assertThat(muriel.answering("n\n", server, "apply", rich()).status()).isEqualTo(1);
        assertThat(muriel.answering("", server, "apply", "rich.yaml").err()).contains("--yes");
        assertThat(server.client().get("/v2/projects").good().json()).isEmpty();
    }

    private String rich() {
        return muriel.write("rich.yaml", text());
    }

    private static String text() {
        try (InputStream in = ProjectDocumentsTest.class.getResourceAsStream("rich-project.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String export(RunningServer from, String name) throws IOException {
        muriel.run(from, "export", "-o", name).good();
        return Files.readString(folder.resolve(name));
    }

    private long projectId() {
        return server.client().get("/v2/projects").good().at("/0/id").longValue();
    }

    private Iterable<JsonNode> environments(RunningServer of) {
        return of.client()
                .get("/v2/environments?project_id=" + projectId())
                .good()
                .json();
    }

    private long attribute(String key) {
        for (var it : server.client()
                .get("/v2/attributes?per_page=100&project_id=" + projectId())
                .good()
                .json()) {
            if (it.at("/key").stringValue().equals(key)) {
                return it.at("/id").longValue();
            }
        }
        throw new AssertionError("no attribute " + key);
    }

    private String revisions() {
        StringBuilder all = new StringBuilder();
        environments(server)
                .forEach(it -> all.append(it.at("/datafile/revision")).append(' '));
        for (String collection : new String[] {"attributes", "audiences", "features", "experiments"}) {
            all.append(server.client()
                    .get("/v2/" + collection + "?per_page=100&project_id=" + projectId())
                    .good()
                    .text());
        }
        return all.toString();
    }

    private static String withoutRevision(String datafile) {
        return datafile.replaceFirst("\"revision\":\"\\d+\"", "");
    }
}
