package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Search and summaries, asked in all the ways that clients do (REST specification, 16 and 23). */
class SearchTest {
    private static final String VARIATIONS = "\"variations\": [{\"key\": \"a\", \"weight\": 10000}]";

    @TempDir
    private static Path folder;

    private static RunningServer server;
    private static Client client;
    private static long shop;
    private static long other;
    private static long audience;

    @BeforeAll
    static void start() {
        server = RunningServer.in(folder);
        client = server.client();
        shop = make("/v2/projects", "{\"name\": \"The shop\", \"platform\": \"custom\"}");
        other = make("/v2/projects", "{\"name\": \"Elsewhere\", \"platform\": \"ios\"}");
        audience = make("/v2/audiences", "{\"project_id\": %d, \"name\": \"Golden customers\"}".formatted(shop));
        make("/v2/audiences", "{\"project_id\": %d, \"name\": \"Old ones\", \"archived\": true}".formatted(shop));
        make("/v2/projects/" + shop + "/custom_events", "{\"key\": \"checkout done\", \"name\": \"Checked out\"}");
        long feature = make("/v2/features", """
                {"project_id": %d, "key": "checkout_button", "name": "The button", "description": "Large or small",
                "variables": [{"key": "colour", "type": "string", "default_value": "crimson"}]}""".formatted(shop));
        make("/v2/experiments?action=start", """
                {"project_id": %d, "key": "checkout_test", "feature_id": %d, %s,
                "audience_conditions": "[\\"or\\", {\\"audience_id\\": %d}]"}""".formatted(shop, feature, VARIATIONS, audience));
        long running = make("/v2/experiments?action=start", """
                {"project_id": %d, "key": "basket_test", "name": "Basket", %s}""".formatted(shop, VARIATIONS));
        client.patch("/v2/experiments/" + running + "?action=pause", "{}").good();
        long gone = make("/v2/experiments", """
                {"project_id": %d, "key": "gone_test", %s}""".formatted(shop, VARIATIONS));
        client.delete("/v2/experiments/" + gone).good();
        make("/v2/experiments", """
                {"project_id": %d, "key": "checkout_elsewhere", %s}""".formatted(other, VARIATIONS));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            query=checkout | checkout_elsewhere, checkout_test, The button, Checked out
            query=CHECKOUT&type=experiment | checkout_elsewhere, checkout_test
            query=checkout&type=experiment&type=event&sort=name&order=asc | Checked out, checkout_elsewhere, checkout_test
            query=checkout&type=experiment,event&sort=name&order=desc | checkout_test, checkout_elsewhere, Checked out
            query=&type=project&sort=name&order=asc | Elsewhere, The shop
            query&type=project&sort=id&order=asc | The shop, Elsewhere
            &query&type=project&&project_type=ios | Elsewhere
            query=&type=audience | Golden customers
            query=&type=audience&archived=True | Old ones
            query=&type=experiment&archived=1 | gone_test
            query=&status=running | checkout_test
            query=&status=paused&status=not_started&sort=name&order=asc | Basket, checkout_elsewhere
            query=&status=archived | gone_test
            query=&status=archived,running&sort=id&order=asc | checkout_test, gone_test
            query=&status=concluded |
            query=&type=campaign |
            query=crimson |
            query=crimson&fullsearch=true | The button
            query=small&fullsearch=TRUE | The button
            query=&type_expand=feature | checkout_test
            query=&audience_id={audience} | checkout_test
            query=&environment_key=development&type=experiment&status=not_started&sort=id&order=asc | checkout_test, Basket, checkout_elsewhere
            query=&environment_key=nowhere |
            query={audience} | Golden customers
            query=&project_id={other}&sort=type&order=asc | checkout_elsewhere, Elsewhere
            query=&project_id={other},{shop}&type=project&sort=name&order=asc | Elsewhere, The shop
            query=nothing+has+this |
            """)
    void it_finds(String query, String names) {
        Answer answer = client.get("/v2/search?" + filled(query));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(names(answer.json())).isEqualTo(names == null ? List.of() : List.of(names.split(", ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type=experiment | query
            query=&type=monkey | type
            query=&type=experiment,monkey | type
            query=&archived=perhaps | archived
            query=&sort=beauty | sort
            query=&order=up | order
            query=&project_id=x | project_id
            query=&page=0 | page
            query=&expand=everything | expand
            """)
    void it_refuses(String query, String member) {
        Answer answer = client.get("/v2/search?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/messages/" + member)).isNotEmpty();
    }

    @Test
    void a_result_has_the_members_that_are_always_there_and_those_asked_for() {
        JsonNode plain = client.get("/v2/search?query=checkout_test").at("/0");
        assertThat(plain.propertyNames())
                .containsExactly(
                        "archived",
                        "created",
                        "description",
                        "id",
                        "key",
                        "last_modified",
                        "name",
                        "project_id",
                        "status",
                        "type");

        JsonNode more = client.get(
                        "/v2/search?query=checkout_test&expand=project_name&expand=experiment_type,feature_key,feature_name")
                .at("/0");
        assertThat(more.at("/project_name").stringValue()).isEqualTo("The shop");
        assertThat(more.at("/experiment_type").stringValue()).isEqualTo("feature");
        assertThat(more.at("/feature_key").stringValue()).isEqualTo("checkout_button");
        assertThat(more.at("/feature_name").stringValue()).isEqualTo("The button");
    }

    @Test
    void pages_are_linked_until_the_last_as_an_odd_client_asks() {
        Answer first = client.get("/v2/search?&project_id=" + shop + "&per_page=1&query&type=experiment&page=1");
        assertThat(first.json()).hasSize(1);
        assertThat(first.header("Link"))
                .contains("<%s/v2/search?page=2&per_page=1&project_id=%d&query=&type=experiment>; rel=next, "
                                .formatted(server.origin(), shop)
                        + "<%s/v2/search?page=2&per_page=1&project_id=%d&query=&type=experiment>; rel=last"
                                .formatted(server.origin(), shop));
        Answer last = client.get("/v2/search?&project_id=" + shop + "&per_page=1&query&type=experiment&page=2");
        assertThat(last.json()).hasSize(1);
        assertThat(last.header("Link").orElseThrow()).contains("rel=prev").doesNotContain("last", "next");
        assertThat(client.get("/v2/search?query&page=99").json()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '' | checkout_test, Basket
            &sort=name | Basket, checkout_test
            &sort=name&order=desc | checkout_test, Basket
            &sort=last_modified&order=asc | checkout_test, Basket
            &status=running | checkout_test
            &status=archived | gone_test
            &status=running&archived=true | gone_test
            &status=paused&archived=false | checkout_test, Basket
            """)
    void summaries_are_of_experiments(String query, String names) {
        Answer answer = client.get("/v2/experiment_summaries?project_id=" + shop + query);

        assertThat(names(answer.good().json())).containsExactly(names.split(", "));
    }

    @Test
    void a_summary_says_what_an_experiment_is() {
        JsonNode summary =
                client.get("/v2/experiment_summaries?project_id=" + shop).at("/0");
        assertThat(summary.at("/type").stringValue()).isEqualTo("experiment");
        assertThat(summary.at("/experiment_type").stringValue()).isEqualTo("feature");
        assertThat(summary.at("/status").stringValue()).isEqualTo("running");
        assertThat(summary.at("/project_name").stringValue()).isEqualTo("The shop");
        assertThat(summary.propertyNames())
                .containsExactly(
                        "archived",
                        "created",
                        "description",
                        "experiment_type",
                        "id",
                        "last_modified",
                        "name",
                        "project_id",
                        "project_name",
                        "status",
                        "type");
        assertThat(client.get("/v2/experiment_summaries").status()).isEqualTo(400);
        assertThat(client.get("/v2/experiment_summaries?project_id=1").status()).isEqualTo(404);
    }

    private static String filled(String query) {
        return query.replace("{audience}", Long.toString(audience))
                .replace("{other}", Long.toString(other))
                .replace("{shop}", Long.toString(shop));
    }

    private static List<String> names(JsonNode results) {
        List<String> names = new ArrayList<>();
        results.forEach(it -> names.add(it.at("/name").stringValue()));
        return names;
    }

    private static long make(String path, String body) {
        return client.post(path, body).good().id();
    }
}
