package org.muriel.decision.generated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muriel.decision.Json;

/**
 * A datafile of version 4 made at random.
 *
 * <p>Left out, because the Java SDK alone decides them otherwise: what {@link KnownDifferencesTest} shows.
 */
final class GeneratedDatafile {
    private static final List<String> STATUSES =
            List.of("Running", "Running", "Running", "Running", "Running", "Paused", "Not started", "Archived", "");

    private final Choice choice;
    private final Conditions conditions;
    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<String> audienceIds = new ArrayList<>();
    private final List<Map<String, Object>> experiments = new ArrayList<>();
    private final List<Map<String, Object>> rolloutRules = new ArrayList<>();
    private final List<Rollout> rollouts = new ArrayList<>();
    private final List<Map<String, Object>> flags = new ArrayList<>();
    private final Map<String, List<Map<String, Object>>> rulesByFlag = new LinkedHashMap<>();
    private final List<String> variableIds = new ArrayList<>();
    private final Map<String, String> types = new LinkedHashMap<>();
    private int lastId = 1000;

    public GeneratedDatafile(long seed) {
        this.choice = new Choice(seed);
        this.conditions = new Conditions(choice);
        variables();
        audiences();
        List<Object> groups = new ArrayList<>(choice.some(0, 2, this::group));
        List<Object> alone = new ArrayList<>(choice.some(1, 5, this::experiment));
        rollouts.addAll(choice.some(0, 3, this::rollout));
        choice.some(1, 6, this::flag);
        json.put("version", "4");
        json.put("accountId", "1");
        json.put("projectId", "2");
        json.put("revision", Long.toString(seed));
        json.put("sdkKey", "key");
        json.put("environmentKey", "production");
        json.put("anonymizeIP", true);
        json.put("sendFlagDecisions", choice.percent(50));
        json.put("attributes", attributes());
        json.put("events", List.of());
        json.put("experiments", alone);
        json.put("groups", groups);
        json.put("rollouts", rollouts);
        json.put("featureFlags", flags);
        json.put("integrations", List.of());
        json.put("variables", List.of());
    }

    public Map<String, Object> json() {
        return json;
    }

    public List<String> flagKeys() {
        return flags.stream().map(it -> String.valueOf(it.get("key"))).toList();
    }

    /** The experiments and rules of a flag, in the order in which they are tried. */
    List<Map<String, Object>> rulesOf(String flagKey) {
        return rulesByFlag.getOrDefault(flagKey, List.of());
    }

    /** All experiments, in groups or not, without rules of rollouts. */
    List<Map<String, Object>> experiments() {
        return experiments;
    }

    /** All experiments and rules of rollouts. */
    List<Map<String, Object>> everyRule() {
        List<Map<String, Object>> all = new ArrayList<>(experiments);
        all.addAll(rolloutRules);
        return all;
    }

    @SuppressWarnings("unchecked") // as they were made below
    static List<Map<String, Object>> variations(Map<String, Object> experiment) {
        return (List<Map<String, Object>>) experiment.getOrDefault("variations", List.of());
    }

    private String id() {
        lastId += 1 + choice.below(3);
        return Integer.toString(lastId);
    }

    private List<Object> attributes() {
        return Conditions.ATTRIBUTES.stream()
                .map(key -> (Object) Map.of("id", id(), "key", key))
                .toList();
    }

    private void audiences() {
        List<Object> typed = new ArrayList<>();
        List<Object> legacy = new ArrayList<>();
        for (int i = choice.below(6); i >= 0; i--) {
            String id = id();
            audienceIds.add(id);
            Object tree = conditions.tree(4, conditions::leaf);
            Object list = tree instanceof List ? tree : List.of("or", tree);
            if (choice.percent(70)) {
                typed.add(Map.of("id", id, "name", "a" + id, "conditions", list));
            } else {
                legacy.add(Map.of("id", id, "name", "a" + id, "conditions", Json.text(list)));
            }
        }
        audienceIds.add("no-such-audience");
        json.put("audiences", legacy);
        json.put("typedAudiences", typed);
    }

    private Map<String, Object> experiment() {
        Map<String, Object> experiment = rule();
        experiments.add(experiment);
        return experiment;
    }

    private Map<String, Object> rule() {
        String id = choice.percent(90) ? id() : "default-rollout-" + id();
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", id);
        rule.put("key", "e" + id);
        rule.put("layerId", id());
        rule.put("status", choice.of(STATUSES));
        List<String> ids = choice.some(0, 2, () -> choice.of(audienceIds));
        rule.put("audienceIds", ids);
        if (choice.percent(60)) {
            Object tree = conditions.tree(3, () -> choice.of(audienceIds));
            rule.put("audienceConditions", choice.percent(30) ? List.of() : tree);
        }
        List<Object> variations = choice.some(1, 4, this::variation);
        rule.put("variations", variations);
        rule.put("trafficAllocation", ranges(ids(variations)));
        rule.put("forcedVariations", whitelist(variations));
        return rule;
    }

    private static List<String> ids(List<Object> entities) {
        return entities.stream()
                .map(it -> String.valueOf(((Map<?, ?>) it).get("id")))
                .toList();
    }

    private Object variation() {
        Map<String, Object> variation = new LinkedHashMap<>();
        String id = id();
        variation.put("id", id);
        variation.put("key", choice.percent(70) ? "v" + id : choice.of(List.of("on", "off")) + lastId % 3);
        if (choice.percent(90)) {
            variation.put("featureEnabled", choice.percent(70));
        }
        if (choice.percent(90)) {
            variation.put("variables", choice.some(0, 4, () -> {
                String variable = choice.of(variableIds);
                return Map.of("id", variable, "value", text(types.getOrDefault(variable, "string")));
            }));
        }
        return variation;
    }

    /** Ascending ranges with gaps, several for one entity, and an end that may be missing. */
    private List<Object> ranges(List<String> entityIds) {
        List<Object> ranges = new ArrayList<>();
        int end = 0;
        for (int i = choice.below(6); i >= 0 && end < 10_000; i--) {
            end = choice.percent(30) ? 10_000 : end + choice.below(10_001 - end);
            ranges.add(Map.of("entityId", choice.percent(85) ? choice.of(entityIds) : "", "endOfRange", end));
        }
        return choice.percent(3) ? List.of() : ranges;
    }

    private Map<String, Object> whitelist(List<Object> variations) {
        Map<String, Object> whitelist = new LinkedHashMap<>();
        if (choice.percent(25)) {
            Object key = ((Map<?, ?>) choice.of(variations)).get("key");
            whitelist.put(
                    choice.of(GeneratedVisitor.IDS), choice.percent(80) ? String.valueOf(key) : "no-such-variation");
        }
        return whitelist;
    }

    private Object group() {
        List<Object> members = new ArrayList<>(choice.some(1, 3, this::experiment));
        List<String> ids = new ArrayList<>(ids(members));
        ids.add("deleted");
        boolean excludes = choice.percent(75);
        return Map.of(
                "id",
                id(),
                "policy",
                excludes ? "random" : "overlapping",
                "trafficAllocation",
                excludes ? ranges(ids) : List.of(),
                "experiments",
                members);
    }

    private Rollout rollout() {
        List<Map<String, Object>> own = choice.some(0, 4, this::rule);
        rolloutRules.addAll(own);
        return new Rollout(id(), own);
    }

    private record Rollout(String id, List<Map<String, Object>> experiments) {}

    private void variables() {
        for (String type : List.of("string", "integer", "double", "boolean", "json", "string", "integer")) {
            String id = id();
            variableIds.add(id);
            types.put(id, type);
        }
    }

    private Object flag() {
        Map<String, Object> flag = new LinkedHashMap<>();
        String id = id();
        flag.put("id", id);
        flag.put("key", "f" + id);
        List<Map<String, Object>> rules = new ArrayList<>(choice.some(0, 3, () -> choice.of(experiments)));
        flag.put(
                "experimentIds",
                rules.stream().map(it -> it.getOrDefault("id", "")).toList());
        flag.put("rolloutId", choice.percent(50) ? "" : "no-such-rollout");
        if (!rollouts.isEmpty() && choice.percent(80)) {
            Rollout rollout = choice.of(rollouts);
            flag.put("rolloutId", rollout.id());
            rules.addAll(rollout.experiments());
        }
        rulesByFlag.put("f" + id, rules);
        List<Object> variables = new ArrayList<>();
        for (String variable : variableIds) {
            String type = types.getOrDefault(variable, "string");
            if (choice.percent(50)) {
                Map<String, Object> declared = new LinkedHashMap<>();
                declared.put("id", variable);
                declared.put("key", type + variable);
                declared.put("type", type.equals("json") ? "string" : type);
                if (type.equals("json")) {
                    declared.put("subType", "json");
                }
                declared.put("defaultValue", text(type));
                variables.add(declared);
            }
        }
        flag.put("variables", variables);
        flags.add(flag);
        return flag;
    }

    private String text(String type) {
        return switch (type) {
            case "integer" -> choice.of(List.of("0", "7", "-12", "2147483648", "no number"));
            case "double" -> choice.of(List.of("0.5", "1", "-1e3", "no number"));
            case "boolean" -> choice.of(List.of("true", "false"));
            case "json" -> choice.of(List.of("{}", "{\"n\": 1}", "{\"a\": {\"b\": [true, null, 1.5, \"x\"]}}"));
            default -> choice.of(List.of("", "blue", "größer", "7"));
        };
    }
}
