package org.muriel.decision.datafile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.muriel.decision.audience.Condition;
import org.muriel.decision.bucketing.Range;
import org.muriel.decision.datafile.Datafile.Bandit;
import org.muriel.decision.datafile.Datafile.Experiment;
import org.muriel.decision.datafile.Datafile.Holdout;
import org.muriel.decision.datafile.Datafile.Variation;

/** Reads experiments, and what has their members: rules of rollouts and holdouts. */
final class ExperimentReader {
    private final Tokens in;
    private final ConditionReader conditions;

    // Each is there once, because a method reference is a new object wherever it is met.
    private final Supplier<Variation> variation = this::variation;
    private final Supplier<Map.Entry<String, String>> value = this::value;
    private final Supplier<Range> range = this::range;

    ExperimentReader(Tokens in, ConditionReader conditions) {
        this.in = in;
        this.conditions = conditions;
    }

    Experiment experiment() {
        return holdout().experiment();
    }

    /** A holdout has the members of an experiment, and one more. */
    Holdout holdout() {
        String id = null;
        String key = null;
        String layerId = "";
        String status = "";
        List<String> audienceIds = List.of();
        Optional<Condition> audienceConditions = Optional.empty();
        List<Variation> variations = List.of();
        List<Range> traffic = List.of();
        Map<String, String> whitelist = Map.of();
        String type = "";
        Optional<Bandit> bandit = Optional.empty();
        List<String> includedRules = List.of();
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "id" -> id = in.text();
                case "key" -> key = in.text();
                case "layerId" -> layerId = in.textOrEmpty();
                case "status" -> status = in.textOrEmpty();
                case "audienceIds" -> audienceIds = in.texts();
                case "audienceConditions" -> audienceConditions = conditions.audienceConditions();
                case "variations" -> variations = in.list(variation);
                case "trafficAllocation" -> traffic = in.list(range);
                case "forcedVariations" -> whitelist = whitelist();
                case "type" -> type = in.textOrEmpty();
                case "cmab" -> bandit = in.isNull() ? Optional.empty() : Optional.of(bandit());
                case "includedRules" -> includedRules = in.texts();
                default -> in.skip();
            }
        }
        Experiment experiment = new Experiment(
                in.required(id, "id"),
                in.required(key, "key"),
                layerId,
                status,
                audienceIds,
                audienceConditions,
                variations,
                traffic,
                whitelist,
                type,
                bandit);
        return new Holdout(experiment, includedRules);
    }

    private Variation variation() {
        String id = null;
        String key = null;
        boolean enabled = false;
        Map<String, String> values = Map.of();
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "id" -> id = in.text();
                case "key" -> key = in.text();
                case "featureEnabled" -> enabled = in.flagOrFalse();
                case "variables" -> values = values();
                default -> in.skip();
            }
        }
        return new Variation(in.required(id, "id"), in.required(key, "key"), enabled, values);
    }

    private Map<String, String> values() {
        List<Map.Entry<String, String>> entries = in.list(value);
        if (entries.isEmpty()) {
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        entries.forEach(it -> values.put(it.getKey(), it.getValue()));
        return Map.copyOf(values);
    }

    private Map.Entry<String, String> value() {
        String id = null;
        String value = null;
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "id" -> id = in.text();
                case "value" -> value = in.text();
                default -> in.skip();
            }
        }
        return Map.entry(in.required(id, "id"), in.required(value, "value"));
    }

    Range range() {
        String entityId = "";
        int end = 0;
        boolean ends = false;
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "entityId" -> entityId = in.textOrEmpty();
                case "endOfRange" -> {
                    end = in.integer();
                    ends = true;
                }
                default -> in.skip();
            }
        }
        if (!ends) {
            throw in.missing("endOfRange", "an integer");
        }
        return new Range(entityId, end);
    }

    private Map<String, String> whitelist() {
        if (in.isNull()) {
            return Map.of();
        }
        in.object();
        Map<String, String> whitelist = Map.of();
        for (String name; (name = in.name()) != null; ) {
            if (whitelist.isEmpty()) {
                whitelist = new LinkedHashMap<>();
            }
            whitelist.put(name, in.text());
        }
        return Map.copyOf(whitelist);
    }

    private Bandit bandit() {
        List<String> attributeIds = List.of();
        int traffic = 0;
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "attributeIds" -> attributeIds = in.texts();
                case "trafficAllocation" -> traffic = in.integer();
                default -> in.skip();
            }
        }
        return new Bandit(attributeIds, traffic);
    }
}
