package org.muriel.decision.generated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A visitor of a generated datafile, with what is known of them beforehand.
 *
 * @param attributes may hold nulls
 * @param forced decisions to be forced
 * @param overrides keys of variations by the keys of experiments
 * @param profile ids of variations by the ids of experiments
 */
record GeneratedVisitor(
        String id,
        Map<String, @Nullable Object> attributes,
        Set<String> segments,
        List<Forced> forced,
        Map<String, String> overrides,
        Map<String, String> profile) {

    static final List<String> IDS = List.of("qa", "visitor-1", "", "zoë", "日本", "😀-user", "with space", "a");

    record Forced(String flagKey, Optional<String> ruleKey, String variationKey) {}

    public static GeneratedVisitor of(GeneratedDatafile datafile, long seed) {
        Choice choice = new Choice(seed);
        Conditions conditions = new Conditions(choice);
        Map<String, @Nullable Object> attributes = new HashMap<>();
        for (String key : Conditions.ATTRIBUTES) {
            if (choice.percent(75)) {
                attributes.put(key, conditions.value(key));
            }
        }
        if (choice.percent(20)) {
            attributes.put("$opt_bucketing_id", choice.of(List.of("", "other", "größe", 5.9, true)));
        }
        Set<String> segments = new HashSet<>(choice.some(0, 2, () -> choice.of(Conditions.SEGMENTS)));
        List<Forced> forced = choice.percent(25) ? choice.some(1, 2, () -> forced(datafile, choice)) : List.of();
        Map<String, String> overrides = new LinkedHashMap<>();
        Map<String, String> profile = new LinkedHashMap<>();
        for (Map<String, Object> experiment : datafile.experiments()) {
            Map<String, Object> variation = choice.of(GeneratedDatafile.variations(experiment));
            if (choice.percent(5)) {
                overrides.put(String.valueOf(experiment.get("key")), String.valueOf(variation.get("key")));
            }
            if (choice.percent(15)) {
                profile.put(
                        String.valueOf(experiment.get("id")),
                        choice.percent(80) ? String.valueOf(variation.get("id")) : "gone");
            }
        }
        String id = choice.percent(30) ? choice.of(IDS) : "v" + choice.below(1_000_000);
        return new GeneratedVisitor(id, attributes, segments, forced, overrides, profile);
    }

    private static Forced forced(GeneratedDatafile datafile, Choice choice) {
        List<Map<String, Object>> rules = new ArrayList<>(datafile.everyRule());
        Map<String, Object> rule = choice.of(rules);
        String key =
                String.valueOf(choice.of(GeneratedDatafile.variations(choice.percent(70) ? rule : choice.of(rules)))
                        .get("key"));
        return new Forced(
                choice.of(datafile.flagKeys()),
                choice.percent(60) ? Optional.of(String.valueOf(rule.get("key"))) : Optional.empty(),
                choice.percent(85) ? key : "no-such-variation");
    }
}
