package org.muriel.api.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The flags of a datafile, with their variables and rollouts. */
final class ImportedFlags {
    private final Findings findings;
    private final ImportedAudiences audiences;
    private final String environmentKey;
    private final ObjectNode features = Json.object();

    /** Experiment id → the flag that is asked through it first. */
    private final Map<String, JsonNode> flagOf = new HashMap<>();

    private final Set<String> usedRollouts = new HashSet<>();

    ImportedFlags(Findings findings, ImportedAudiences audiences, String environmentKey) {
        this.findings = findings;
        this.audiences = audiences;
        this.environmentKey = environmentKey;
    }

    ObjectNode entries() {
        return features;
    }

    Optional<JsonNode> flagOf(String experimentId) {
        return Optional.ofNullable(flagOf.get(experimentId));
    }

    /** @param keys experiment id → key, in whatever order */
    void read(JsonNode datafile, Map<String, String> keys, ImportedIds ids) {
        Map<String, JsonNode> rollouts = new HashMap<>();
        datafile.path("rollouts").forEach(it -> rollouts.put(it.path("id").asString(""), it));
        for (JsonNode flag : datafile.path("featureFlags")) {
            String key = flag.path("key").asString("");
            if (features.has(key)) {
                findings.loss(
                        "a second flag '" + key + "', " + flag.path("id").asString("") + ": here keys are unique");
                continue;
            }
            ObjectNode entry = features.putObject(key);
            ids.put(entry, flag, "flag '" + key + "'");
            ArrayNode variables = entry.putArray("variables");
            flag.path("variables").forEach(it -> variables.add(variable(it, key)));
            ObjectNode rollout = rollout(flag, rollouts, key);
            entry.putObject("environments").putObject(environmentKey).set("x_rollout", rollout);
            ArrayNode order = Json.array();
            for (JsonNode id : flag.path("experimentIds")) {
                String experiment = id.asString("");
                if (!keys.containsKey(experiment)) {
                    findings.note("flag '" + key + "' names the experiment " + experiment
                            + ", which the datafile does not have or which is left out");
                } else if (flagOf.containsKey(experiment)) {
                    findings.loss("experiment '" + keys.get(experiment) + "' is asked for the flag '" + key
                            + "' too: here it varies one feature, '"
                            + flagOf.get(experiment).path("key").asString("")
                            + "'");
                } else {
                    flagOf.put(experiment, flag);
                    order.add(keys.get(experiment));
                }
            }
            if (order.size() > 1) {
                entry.set("experiment_order", order);
            }
        }
    }

    private ObjectNode variable(JsonNode sent, String flag) {
        String type = sent.path("subType").asString("").equals("json")
                ? "json"
                : sent.path("type").asString("");
        ObjectNode variable = Json.object()
                .put("key", sent.path("key").asString(""))
                .put("type", type)
                .put("default_value", sent.path("defaultValue").asString(""));
        ImportedIds.number(sent.path("id"))
                .ifPresentOrElse(
                        it -> variable.put("id", it),
                        () -> findings.note("a variable of the flag '" + flag + "' gets a new id"));
        return variable;
    }

    /** What a variation of an experiment or rule says of a flag's variables, by key. */
    static ObjectNode values(JsonNode variation, JsonNode flag) {
        ObjectNode values = Json.object();
        for (JsonNode value : variation.path("variables")) {
            for (JsonNode variable : flag.path("variables")) {
                if (variable.path("id").equals(value.path("id"))) {
                    values.put(
                            variable.path("key").asString(""),
                            value.path("value").asString(""));
                }
            }
        }
        return values;
    }

    private ObjectNode rollout(JsonNode flag, Map<String, JsonNode> rollouts, String flagKey) {
        String id = flag.path("rolloutId").asString("");
        ObjectNode out = Json.object().put("id", id);
        ArrayNode rules = out.putArray("rules");
        JsonNode rollout = rollouts.get(id);
        if (rollout == null) {
            return out.put("id", "");
        }
        if (!usedRollouts.add(id)) {
            findings.note("flag '" + flagKey + "' shares the rollout " + id + " with another: it gets one of its own");
            out.put("id", id + "-" + flag.path("id").asString(""));
        }
        rollout.path("experiments").forEach(it -> rules.add(rule(it, flag, flagKey)));
        return out;
    }

    private ObjectNode rule(JsonNode sent, JsonNode flag, String flagKey) {
        String id = sent.path("id").asString("");
        String what = "rule '" + sent.path("key").asString(id) + "' of the flag '" + flagKey + "'";
        Map<String, String> ids = new HashMap<>();
        sent.path("variations")
                .forEach(it -> ids.put(it.path("id").asString(""), it.path("id").asString("")));
        ImportedRanges all = ImportedRanges.of(sent.path("trafficAllocation"), ids);
        List<String> reached = new ArrayList<>(all.totals().keySet());
        if (reached.size() > 1) {
            findings.loss(what + " serves several variations: only the first is kept");
        }
        String served =
                reached.isEmpty() ? sent.path("variations").path(0).path("id").asString("") : reached.getFirst();
        JsonNode variation = Json.object();
        for (JsonNode it : sent.path("variations")) {
            variation = it.path("id").asString("").equals(served) ? it : variation;
        }
        ImportedRanges ranges = ImportedRanges.of(sent.path("trafficAllocation"), Map.of(served, served));
        ObjectNode rule = Json.object()
                .put("id", id)
                .put("key", sent.path("key").asString(id))
                .put("layer_id", sent.path("layerId").asString(""))
                .put("enabled", true)
                .put("percentage_included", ranges.total());
        rule.set("audience_conditions", audiences.targeting(sent, what));
        rule.putObject("variation")
                .put("id", served.isEmpty() ? "none-" + id : served)
                .put("key", variation.path("key").asString("none"))
                .put("feature_enabled", variation.path("featureEnabled").asBoolean(false));
        ArrayNode stretches = rule.putArray("ranges");
        ranges.stretches()
                .forEach(it -> stretches
                        .addObject()
                        .put("end", it.end())
                        .put("served", !it.holder().isEmpty()));
        ObjectNode values = values(variation, flag);
        if (!values.isEmpty()) {
            rule.set("variable_values", values);
        }
        return rule;
    }
}
