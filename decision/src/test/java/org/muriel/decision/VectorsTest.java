package org.muriel.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.muriel.decision.audience.Condition;
import org.muriel.decision.audience.Truth;
import org.muriel.decision.bucketing.Bucketer;
import org.muriel.decision.datafile.Datafile;
import org.muriel.decision.datafile.DatafileException;

class VectorsTest {
    private final Decider decider = new Decider();

    @TestFactory
    Stream<DynamicTest> hashes_and_buckets_are_those_of_all_sdks() {
        List<JsonObject> cases = Vectors.rows("bucketing/buckets.json", "cases");
        assertThat(cases).hasSize(31);
        return cases.stream()
                .map(row -> dynamicTest(text(row, "key"), () -> {
                    int hash = new Bucketer(text(row, "entityId")).hash(text(row, "bucketingId"));
                    assertThat(Integer.toUnsignedLong(hash))
                            .isEqualTo(row.get("hash").getAsLong());
                    assertThat(Bucketer.bucketOf(hash))
                            .isEqualTo(row.get("bucket").getAsInt());
                }));
    }

    @TestFactory
    Stream<DynamicTest> one_condition_says_what_sdks_say() {
        List<JsonObject> cases = Vectors.rows("audience/conditions.json", "cases");
        assertThat(cases).hasSize(384);
        return cases.stream()
                .map(row -> dynamicTest(row.toString(), () -> {
                    JsonObject leaf = new JsonObject();
                    leaf.add("type", row.get("type"));
                    leaf.add("match", row.get("match"));
                    leaf.addProperty("name", "a");
                    leaf.add("value", row.get("condition"));
                    Map<String, @Nullable Object> attributes = new HashMap<>();
                    if (row.get("present").getAsBoolean()) {
                        attributes.put("a", Json.value(row.get("attribute")));
                    }
                    assertThat(said(leaf, attributes)).isEqualTo(text(row, "result"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> a_tree_of_conditions_says_what_sdks_say() {
        List<JsonObject> cases = Vectors.rows("audience/trees.json", "cases");
        assertThat(cases).hasSize(23);
        return cases.stream()
                .map(row -> dynamicTest(
                        text(row, "name"),
                        () -> assertThat(said(row.get("conditions"), attributes(row)))
                                .isEqualTo(text(row, "result"))));
    }

    @TestFactory
    Stream<DynamicTest> flags_are_decided_as_by_sdks() {
        Ruleset ruleset = Ruleset.of(Vectors.bytes("decide/datafile.json"));
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonObject row : Vectors.rows("decide/decisions.json", "visitors")) {
            Visitor visitor = Visitor.of(text(row, "userId"), attributes(row));
            row.getAsJsonObject("expect")
                    .asMap()
                    .forEach((flag, expected) ->
                            tests.add(dynamicTest(visitor.id() + " " + visitor.attributes() + " " + flag, () -> {
                                Decision decision = decider.decide(ruleset, visitor, flag);
                                assertThat(line(decision)).isEqualTo(Json.value(expected));
                                assertThat(decider.decideAll(ruleset, visitor, Set.of()))
                                        .containsEntry(flag, decision);
                                Explanation explanation = decider.explain(ruleset, visitor, flag);
                                assertThat(explanation.decision()).isEqualTo(decision);
                                assertThat(explanation.path()).isNotNull();
                            })));
        }
        assertThat(tests).hasSize(368);
        return tests.stream();
    }

    private static List<@Nullable Object> line(Decision decision) {
        List<@Nullable Object> line = new ArrayList<>();
        line.add(decision.ruleKey().orElse(null));
        line.add(decision.variationKey().orElse(null));
        line.add(decision.enabled());
        line.add(decision.variables());
        return line;
    }

    /** What an audience of these conditions says, in the letters of the vectors. */
    private static String said(JsonElement conditions, Map<String, ? extends @Nullable Object> attributes) {
        String json =
                "{\"version\":\"4\",\"accountId\":\"1\",\"projectId\":\"2\",\"revision\":\"3\",\"typedAudiences\":"
                        + "[{\"id\":\"1\",\"name\":\"a\",\"conditions\":" + Json.text(conditions) + "}]}";
        try {
            Condition condition = Datafile.parse(json.getBytes(StandardCharsets.UTF_8))
                    .audiences()
                    .getFirst()
                    .condition();
            Truth truth = condition.test(Visitor.of("v", attributes).attributes(), Set.of());
            return truth.name().substring(0, 1);
        } catch (DatafileException refused) {
            return "INVALID";
        }
    }

    private static String text(JsonObject row, String name) {
        return row.get(name).getAsString();
    }

    private static Map<String, @Nullable Object> attributes(JsonObject row) {
        return Json.members(row.getAsJsonObject("attributes"));
    }
}
