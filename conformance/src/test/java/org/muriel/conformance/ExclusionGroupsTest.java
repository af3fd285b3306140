package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.optimizely.ab.Optimizely;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What a group does to visitors of the official Java SDK, unmodified, and what a group may be (REST specification, 15). */
class ExclusionGroupsTest {
    private static final int VISITORS = 4_000;

    static {
        ((Logger) LoggerFactory.getLogger("com.optimizely.ab")).setLevel(Level.ERROR);
    }

    @TempDir
    private static Path folder;

    private static RunningServer server;
    private static Client client;
    private long project;
    private String sdkKey;
    private final List<Long> experiments = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = RunningServer.in(folder);
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** With experiments e0, e1 and e2 that everybody enters. */
    @BeforeEach
    void makeProject() {
        project = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good()
                .id();
        sdkKey = client.get("/v2/environments?project_id=" + project)
                .at("/0/datafile/sdk_key")
                .stringValue();
        for (int i = 0; i < 3; i++) {
            experiments.add(experiment("e" + i));
        }
    }

    @Test
    void a_visitor_enters_at_most_one_experiment_of_a_group_in_shares_as_weighed() {
        long group = group(entities(3000, 2000)).good().id();
        Map<String, Integer> entered = entered(2);

        assertThat(entered.getOrDefault("e0 e1", 0)).isZero();
        assertThat(share(entered, "e0")).isBetween(0.27, 0.33);
        assertThat(share(entered, "e1")).isBetween(0.17, 0.23);
        assertThat(share(entered, "")).isBetween(0.46, 0.54);

        // the free half goes to the third, and nobody else moves
        Map<String, String> before = byVisitor(2);
        client.patch("/v2/groups/" + group, "{\"entities\": [%s]}".formatted(entities(3000, 2000, 5000)))
                .good();
        byVisitor(3)
                .forEach((visitor, after) -> assertThat(after)
                        .isEqualTo(before.getOrDefault(visitor, "").isEmpty() ? "e2" : before.get(visitor)));
    }

    @Test
    void when_a_member_leaves_its_visitors_enter_none_and_others_stay() {
        long group = group(entities(5000, 5000)).good().id();
        Map<String, String> before = byVisitor(2);
        assertThat(before.values()).containsOnly("e0", "e1");

        client.patch("/v2/experiments/" + experiments.getFirst() + "?action=pause", "{}")
                .good();
        byVisitor(2)
                .forEach((visitor, after) -> assertThat(after)
                        .isEqualTo(before.getOrDefault(visitor, "").equals("e1") ? "e1" : ""));

        client.patch("/v2/experiments/" + experiments.getFirst() + "?action=resume", "{}")
                .good();
        assertThat(byVisitor(2)).isEqualTo(before);

        client.delete("/v2/groups/" + group).good();
        assertThat(entered(2)).containsOnlyKeys("e0 e1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"id": %1$d, "kind": "Experiment", "weight": 6000}, {"id": %2$d, "kind": "Experiment", "weight": 5000} | entities
            {"id": %1$d, "kind": "Experiment", "weight": 1}, {"id": %1$d, "kind": "Experiment", "weight": 1} | entities.1.id
            {"id": %1$d, "kind": "Campaign", "weight": 1} | entities.0.kind
            {"id": %1$d, "kind": "Experiment", "weight": -1} | entities.0.weight
            {"id": %1$d, "kind": "Experiment", "weight": 10001} | entities.0.weight
            {"id": %1$d, "kind": "Experiment", "weight": 1.5} | entities.0.weight
            {"id": %1$d, "kind": "Experiment"} | entities.0.weight
            {"kind": "Experiment", "weight": 1} | entities.0.id
            {"id": %1$d, "weight": 1} | entities.0.kind
            {"id": 5, "kind": "Experiment", "weight": 1} | entities.0.id
            """)
    void what_a_group_cannot_be_is_refused(String entities, String member) {
        Answer answer = group(entities.formatted(experiments.get(0), experiments.get(1)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().at("/messages").has(member)).as(answer.text()).isTrue();
        assertThat(client.get("/v2/groups?project_id=" + project).json()).isEmpty();
    }

    @Test
    void an_experiment_is_in_one_group_until_that_is_archived_and_of_its_own_project() {
        long first = group(entities(5000)).good().id();
        assertThat(group(entities(1)).status()).isEqualTo(400);

        client.delete("/v2/groups/" + first).good();
        assertThat(group(entities(1)).status()).isEqualTo(201);
        assertThat(client.patch("/v2/groups/" + first, "{\"archived\": false}").status())
                .as("its experiment is in another now")
                .isEqualTo(400);

        long elsewhere = client.post("/v2/projects", "{\"name\": \"q\", \"platform\": \"custom\"}")
                .good()
                .id();
        assertThat(client.post(
                                "/v2/groups",
                                "{\"project_id\": %d, \"name\": \"g\", \"entities\": [%s]}"
                                        .formatted(elsewhere, entities(1)))
                        .status())
                .isEqualTo(400);
    }

    private long experiment(String key) {
        return client.post("/v2/experiments?action=start", """
                        {"project_id": %d, "key": "%s", "variations": [{"key": "a", "weight": 5000},
                        {"key": "b", "weight": 5000}]}""".formatted(project, key))
                .good()
                .id();
    }

    private String entities(int... weights) {
        List<String> entities = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            entities.add(
                    "{\"id\": %d, \"kind\": \"Experiment\", \"weight\": %d}".formatted(experiments.get(i), weights[i]));
        }
        return String.join(", ", entities);
    }

    private Answer group(String entities) {
        return client.post(
                "/v2/groups", "{\"project_id\": %d, \"name\": \"g\", \"entities\": [%s]}".formatted(project, entities));
    }

    private Map<String, Integer> entered(int members) {
        Map<String, Integer> counts = new HashMap<>();
        byVisitor(members).values().forEach(it -> counts.merge(it, 1, Integer::sum));
        return counts;
    }

    /** Visitor → which of the first experiments it enters, joined. */
    private Map<String, String> byVisitor(int members) {
        Map<String, String> found = new HashMap<>();
        try (Optimizely sdk = Optimizely.builder()
                .withDatafile(server.stranger()
                        .get("/datafiles/" + sdkKey + ".json")
                        .good()
                        .text())
                .build()) {
            for (int visitor = 0; visitor < VISITORS; visitor++) {
                String id = "visitor-" + visitor;
                List<String> entered = new ArrayList<>();
                for (int i = 0; i < members; i++) {
                    if (Optional.ofNullable(sdk.getVariation("e" + i, id)).isPresent()) {
                        entered.add("e" + i);
                    }
                }
                found.put(id, String.join(" ", entered));
            }
        }
        return found;
    }

    private static double share(Map<String, Integer> counts, String which) {
        return counts.getOrDefault(which, 0) / (double) VISITORS;
    }
}
