package org.muriel.decision.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.muriel.decision.Json;

/**
 * Where the official Java SDK, version 4.2.2, decides otherwise than this engine. In all of these it stands alone among
 * SDKs, or is too old to know what is asked for (SDK contract, 1.4, 2.8 to 2.10, 3.1, 3.8 and 4.2); the JavaScript SDK
 * 6.6.1, when it was run on them, did as this engine does. Generated cases leave them out, but for one, which {@link
 * KnownDifference} names.
 */
class KnownDifferencesTest {
    private static final Map<String, Object> ON = Map.of("id", "11", "key", "on", "featureEnabled", true);
    private static final Map<String, Object> ALL = Map.of("entityId", "11", "endOfRange", 10_000);

    private final Map<String, Object> datafile = new HashMap<>(Map.of(
            "version",
            "4",
            "accountId",
            "1",
            "projectId",
            "2",
            "revision",
            "3",
            "anonymizeIP",
            true,
            "attributes",
            List.of(),
            "events",
            List.of(),
            "groups",
            List.of(),
            "rollouts",
            List.of()));
    private final Map<String, Object> experiment = new HashMap<>(Map.of(
            "id",
            "10",
            "key",
            "rule",
            "layerId",
            "12",
            "status",
            "Running",
            "audienceIds",
            List.of(),
            "variations",
            List.of(ON),
            "trafficAllocation",
            List.of(ALL),
            "forcedVariations",
            Map.of()));
    private final Map<String, Object> variable =
            new HashMap<>(Map.of("id", "15", "key", "v", "type", "string", "defaultValue", ""));
    private final Map<String, @Nullable Object> attributes = new HashMap<>();

    @Test
    void a_number_without_a_match_is_compared_as_a_number_and_by_java_as_text() {
        assertThat(officialAndOurs(Map.of("type", "custom_attribute", "name", "a", "value", 10), 10))
                .isEqualTo("- on");
        assertThat(officialAndOurs(Map.of("type", "custom_attribute", "name", "a", "value", "10"), 10))
                .isEqualTo("on -");
    }

    @Test
    void a_missing_attribute_without_a_match_is_unknown_and_for_java_false() {
        Object leaf = Map.of("type", "custom_attribute", "name", "a", "value", "x");
        assertThat(officialAndOurs(List.of("not", leaf), null)).isEqualTo("on -");
    }

    @Test
    void a_version_with_build_metadata_is_what_a_release_is_compared_with_as_with_an_earlier_one() {
        assertThat(officialAndOurs(version("semver_gt", "2.1.3+build"), "2.1.3"))
                .isEqualTo("- on");
        assertThat(officialAndOurs(version("semver_lt", "2.1.3+build"), "2.1.3"))
                .isEqualTo("on -");
    }

    @Test
    void a_condition_with_an_empty_version_is_unknown_and_for_java_equal() {
        assertThat(officialAndOurs(version("semver_eq", ""), "2.0")).isEqualTo("on -");
    }

    @Test
    void a_version_with_two_plus_signs_is_one_but_not_for_java() {
        assertThat(officialAndOurs(version("semver_gt", "3.0"), "3.1.2-2+2.3+1"))
                .isEqualTo("- on");
    }

    @Test
    void parts_of_versions_are_numbers_of_any_size_and_for_java_of_31_bits() {
        assertThat(officialAndOurs(version("semver_gt", "2.0"), "3000000000.0")).isEqualTo("- on");
    }

    @Test
    void a_number_where_a_condition_has_a_suffix_is_equal_as_in_javascript_and_for_java_unknown() {
        assertThat(officialAndOurs(version("semver_ge", "2.1-rc"), "2.1.3")).isEqualTo("- on");
    }

    @Test
    void an_empty_list_within_an_audience_is_false_as_in_javascript_and_for_java_true() {
        assertThat(officialAndOurs(List.of("and", List.of()), "x")).isEqualTo("on -");
    }

    @Test
    void a_launched_experiment_runs_for_java_only() {
        experiment.put("status", "Launched");
        assertThat(officialAndOurs()).isEqualTo("on -");
    }

    @Test
    void a_range_of_no_variation_gives_nothing_and_in_java_an_exception() {
        experiment.put("trafficAllocation", List.of(Map.of("entityId", "99", "endOfRange", 10_000)));
        assertThat(officialAndOurs()).isEqualTo("java.lang.NullPointerException -");
    }

    @Test
    void holdouts_are_unknown_to_java() {
        datafile.put(
                "holdouts",
                List.of(Map.of(
                        "id",
                        "20",
                        "key",
                        "holdout",
                        "status",
                        "Running",
                        "audienceIds",
                        List.of(),
                        "variations",
                        List.of(Map.of("id", "21", "key", "off")),
                        "trafficAllocation",
                        List.of(Map.of("entityId", "21", "endOfRange", 10_000)))));
        assertThat(officialAndOurs()).isEqualTo("on off");
    }

    @Test
    void feature_rollouts_are_unknown_to_java() {
        experiment.put("type", "fr");
        experiment.put("trafficAllocation", List.of());
        Map<String, Object> everyoneElse = new HashMap<>(experiment);
        everyoneElse.put("id", "30");
        everyoneElse.put("key", "everyone-else");
        everyoneElse.put("variations", List.of(Map.of("id", "31", "key", "off")));
        everyoneElse.put("trafficAllocation", List.of(Map.of("entityId", "31", "endOfRange", 10_000)));
        datafile.put("rollouts", List.of(Map.of("id", "32", "experiments", List.of(everyoneElse))));
        Answer.Line official = official();
        Answer.Line ours = ours();
        assertThat(List.of(official.ruleKey(), ours.ruleKey())).containsExactly("everyone-else", "rule");
    }

    @Test
    void a_boolean_variable_is_true_or_false_and_for_java_anything() {
        variable.putAll(Map.of("type", "boolean", "defaultValue", "yes"));
        assertThat(official().variables()).containsEntry("v", false);
        assertThat(ours().variables()).containsEntry("v", null);
    }

    @Test
    void a_number_may_be_followed_by_other_characters_as_in_javascript_but_not_in_java() {
        variable.putAll(Map.of("type", "integer", "defaultValue", "7px"));
        assertThat(official().variables()).containsEntry("v", null);
        assertThat(ours().variables()).containsEntry("v", 7.0);
    }

    private static Map<String, Object> version(String match, String version) {
        return Map.of("type", "custom_attribute", "name", "a", "match", match, "value", version);
    }

    /** The variations that both give a visitor with a value of the attribute {@code a}. */
    private String officialAndOurs(Object condition, @Nullable Object value) {
        Object conditions = condition instanceof List ? condition : List.of("or", condition);
        datafile.put("typedAudiences", List.of(Map.of("id", "1", "name", "a", "conditions", conditions)));
        experiment.put("audienceIds", List.of("1"));
        attributes.put("a", value);
        return officialAndOurs();
    }

    private String officialAndOurs() {
        String official;
        try {
            official = variation(official());
        } catch (NullPointerException defect) {
            official = defect.getClass().getName();
        }
        return official + " " + variation(ours());
    }

    private static String variation(Answer.Line line) {
        return line.variationKey().isEmpty() ? "-" : line.variationKey();
    }

    private Answer.Line official() {
        return only(new OfficialSdk(Json.text(json())).answer(visitor(), question()));
    }

    private Answer.Line ours() {
        return only(new OurEngine(Json.bytes(json())).answer(visitor(), question()));
    }

    private static Answer.Line only(Answer answer) {
        return answer.lines().values().iterator().next();
    }

    private Map<String, Object> json() {
        datafile.put("experiments", List.of(experiment));
        datafile.put(
                "featureFlags",
                List.of(Map.of(
                        "id",
                        "40",
                        "key",
                        "flag",
                        "rolloutId",
                        "32",
                        "experimentIds",
                        List.of("10"),
                        "variables",
                        List.of(variable))));
        datafile.putIfAbsent("audiences", List.of());
        datafile.putIfAbsent("typedAudiences", List.of());
        return datafile;
    }

    private GeneratedVisitor visitor() {
        return new GeneratedVisitor("visitor-1", attributes, Set.of(), List.of(), Map.of(), Map.of());
    }

    private static Question question() {
        return new Question.One("flag", Set.of());
    }
}
