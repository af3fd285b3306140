package org.muriel.api.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.muriel.api.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The experiments of a datafile, in groups or not, and the groups. */
final class ImportedExperiments {
    private final Findings findings;
    private final ImportedAudiences audiences;
    private final ImportedFlags flags;
    private final ImportedIds ids;
    private final String environmentKey;
    private final ObjectNode experiments = Json.object();
    private final ObjectNode groups = Json.object();

    ImportedExperiments(
            Findings findings,
            ImportedAudiences audiences,
            ImportedFlags flags,
            ImportedIds ids,
            String environmentKey) {
        this.findings = findings;
        this.audiences = audiences;
        this.flags = flags;
        this.ids = ids;
        this.environmentKey = environmentKey;
    }

    ObjectNode entries() {
        return experiments;
    }

    ObjectNode groups() {
        return groups;
    }

    /** Experiment id → key, those in groups included; of those with one key the first. */
    static Map<String, String> keys(JsonNode datafile) {
        Map<String, String> ids = new LinkedHashMap<>();
        datafile.path("experiments").forEach(it -> putFirst(ids, it));
        datafile.path("groups").forEach(group -> group.path("experiments").forEach(it -> putFirst(ids, it)));
        Map<String, String> keys = new LinkedHashMap<>();
        ids.forEach((key, id) -> keys.put(id, key));
        return keys;
    }

    private static void putFirst(Map<String, String> ids, JsonNode experiment) {
        ids.putIfAbsent(
                experiment.path("key").asString(""), experiment.path("id").asString(""));
    }

    void read(JsonNode datafile) {
        Map<String, String> keys = keys(datafile);
        readAll(datafile.path("experiments"), "/experiments");
        JsonNode all = datafile.path("groups");
        for (int i = 0; i < all.size(); i++) {
            readAll(all.get(i).path("experiments"), "/groups/" + i + "/experiments");
            group(all.get(i), keys, "/groups/" + i);
        }
        for (JsonNode event : datafile.path("events")) {
            for (JsonNode id : event.path("experimentIds")) {
                if (experiments.path(keys.getOrDefault(id.asString(""), "")) instanceof ObjectNode experiment) {
                    experiment
                            .withArray("metrics")
                            .addObject()
                            .put("event", event.path("key").asString(""))
                            .put("aggregator", "unique")
                            .put("scope", "visitor");
                    findings.note("metrics are not in datafiles: each event of an experiment becomes one that counts"
                            + " visitors");
                }
            }
        }
    }

    private void readAll(JsonNode list, String at) {
        for (int i = 0; i < list.size(); i++) {
            JsonNode sent = list.get(i);
            String key = sent.path("key").asString("");
            if (experiments.has(key)) {
                findings.loss("a second experiment '" + key + "', "
                        + sent.path("id").asString("") + ": here keys are unique");
                continue;
            }
            ObjectNode entry = experiments.putObject(key);
            ids.putRequired(entry, sent.path("id"), at + "/" + i + "/id");
            experiment(entry, sent, "experiment '" + key + "'");
        }
    }

    private void experiment(ObjectNode entry, JsonNode sent, String what) {
        ImportedIds.number(sent.path("layerId"))
                .ifPresentOrElse(
                        it -> entry.put("campaign_id", it),
                        () -> findings.note(what + " gets a new number for its layer, "
                                + sent.path("layerId").asString("none")));
        JsonNode flag = flags.flagOf(sent.path("id").asString("")).orElseGet(Json::object);
        if (flag.has("key")) {
            entry.put("feature", flag.path("key").asString(""));
        }
        entry.set("audience_conditions", audiences.targeting(sent, what));
        Map<String, String> keys = new HashMap<>();
        List<String> inOrder = new ArrayList<>();
        for (JsonNode variation : sent.path("variations")) {
            String key = variation.path("key").asString("");
            keys.put(variation.path("id").asString(""), key);
            inOrder.add(key);
        }
        ImportedRanges ranges = ImportedRanges.of(sent.path("trafficAllocation"), keys);
        entry.put("traffic_allocation", ranges.total());
        entry.set("ranges", ranges.json("variation"));
        SequencedMap<String, Integer> weights = ranges.weights(inOrder);
        ArrayNode variations = entry.putArray("variations");
        sent.path("variations").forEach(it -> variations.add(variation(it, flag, weights, what)));
        whitelist(entry, sent, keys);
        state(entry, sent, what);
        if (sent.has("cmab")) {
            findings.loss(what + " asks a contextual bandit: here its ranges decide");
        }
        if (sent.path("type").asString("").equals("fr")) {
            findings.loss(
                    what + " is a feature rollout: newer clients give those outside of it the last rule's variation");
        }
    }

    private ObjectNode variation(JsonNode sent, JsonNode flag, Map<String, Integer> weights, String what) {
        String key = sent.path("key").asString("");
        ObjectNode variation = Json.object().put("key", key).put("weight", weights.getOrDefault(key, 0));
        ImportedIds.number(sent.path("id"))
                .ifPresentOrElse(
                        it -> variation.put("id", it),
                        () -> findings.loss("variation '" + key + "' of " + what + " gets a new id, for "
                                + sent.path("id").asString("none") + " is no number: decisions and events name it"));
        if (flag.has("key")) {
            variation.put("feature_enabled", sent.path("featureEnabled").asBoolean(false));
            ObjectNode values = ImportedFlags.values(sent, flag);
            if (!values.isEmpty()) {
                variation.set("variable_values", values);
            }
        }
        return variation;
    }

    /** A visitor that is forced into what is not there is not forced. */
    private static void whitelist(ObjectNode entry, JsonNode sent, Map<String, String> keys) {
        ObjectNode whitelist = Json.object();
        sent.path("forcedVariations").forEachEntry((visitor, key) -> {
            if (!visitor.isBlank() && keys.containsValue(key.asString(""))) {
                whitelist.put(visitor, key.asString(""));
            }
        });
        if (!whitelist.isEmpty()) {
            entry.set("whitelist", whitelist);
        }
    }

    private void state(ObjectNode entry, JsonNode sent, String what) {
        String status = sent.path("status").asString("");
        boolean canRun = !sent.path("variations").isEmpty();
        switch (status) {
            case "Running" -> {
                if (canRun) {
                    status(entry, "running");
                } else {
                    findings.note(what + " has no variation, and is not started");
                }
            }
            case "Launched" -> {
                findings.loss(
                        what + " is launched, which some clients take for running and others do not: here it runs");
                status(entry, "running");
            }
            case "Paused" -> status(entry, "paused");
            case "Archived" -> entry.put("archived", true);
            default -> {} // not started, whatever it is called
        }
    }

    private void status(ObjectNode entry, String status) {
        entry.putObject("environments").putObject(environmentKey).put("status", status);
    }

    /** @param keys of all experiments that are kept */
    private void group(JsonNode sent, Map<String, String> keys, String at) {
        String name = "Group " + sent.path("id").asString("");
        ObjectNode entry = groups.putObject(name);
        ids.putRequired(entry, sent.path("id"), at + "/id");
        boolean excludes = sent.path("policy").asString("").equals("random");
        if (!excludes) {
            entry.put("x_policy", "overlapping");
        }
        Map<String, String> inGroup = new LinkedHashMap<>();
        for (JsonNode experiment : sent.path("experiments")) {
            String id = experiment.path("id").asString("");
            Optional.ofNullable(keys.get(id)).ifPresent(it -> inGroup.put(id, it));
        }
        ImportedRanges ranges = ImportedRanges.of(excludes ? sent.path("trafficAllocation") : Json.array(), inGroup);
        Map<String, Integer> totals = ranges.totals();
        ArrayNode members = entry.putArray("experiments");
        inGroup.values().forEach(key -> members.addObject().put("key", key).put("weight", totals.getOrDefault(key, 0)));
        entry.set("ranges", ranges.json("experiment"));
    }
}
