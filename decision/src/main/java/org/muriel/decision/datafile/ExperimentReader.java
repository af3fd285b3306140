package org.muriel.decision.datafile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    ExperimentReader(Tokens in, ConditionReader conditions) {
        this.in = in;
        this.conditions = conditions;
    }

    Experiment experiment() {
        ExperimentDraft draft = new ExperimentDraft();
        in.object();
        for (String name; (name = in.name()) != null; ) {
            if (!member(draft, name)) {
                in.skip();
            }
        }
        return experiment(draft);
    }

    Holdout holdout() {
        ExperimentDraft draft = new ExperimentDraft();
        List<String> includedRules = List.of();
        in.object();
        for (String name; (name = in.name()) != null; ) {
            if (name.equals("includedRules")) {
                includedRules = in.list(in::text);
            } else if (!member(draft, name)) {
                in.skip();
            }
        }
        return new Holdout(experiment(draft), includedRules);
    }

    /** The members that experiments, rules and holdouts share. False if it is none of them. */
    private boolean member(ExperimentDraft draft, String name) {
        switch (name) {
            case "id" -> draft.id = in.text();
            case "key" -> draft.key = in.text();
            case "layerId" -> draft.layerId = in.textOrEmpty();
            case "status" -> draft.status = in.textOrEmpty();
            case "audienceIds" -> draft.audienceIds = in.list(in::text);
            case "audienceConditions" -> draft.audienceConditions = conditions.audienceConditions();
            case "variations" -> draft.variations = in.list(this::variation);
            case "trafficAllocation" -> draft.traffic = in.list(this::range);
            case "forcedVariations" -> draft.whitelist = whitelist();
            case "type" -> draft.type = in.textOrEmpty();
            case "cmab" -> draft.bandit = in.isNull() ? Optional.empty() : Optional.of(bandit());
            default -> {
                return false;
            }
        }
        return true;
    }

    private Experiment experiment(ExperimentDraft draft) {
        return new Experiment(
                in.required(draft.id, "id"),
                in.required(draft.key, "key"),
                draft.layerId,
                draft.status,
                draft.audienceIds,
                draft.audienceConditions,
                draft.variations,
                draft.traffic,
                draft.whitelist,
                draft.type,
                draft.bandit);
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
        List<Map.Entry<String, String>> entries = in.list(this::value);
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
        Integer end = null;
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "entityId" -> entityId = in.textOrEmpty();
                case "endOfRange" -> end = in.integer();
                default -> in.skip();
            }
        }
        if (end == null) {
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
                case "attributeIds" -> attributeIds = in.list(in::text);
                case "trafficAllocation" -> traffic = in.integer();
                default -> in.skip();
            }
        }
        return new Bandit(attributeIds, traffic);
    }

    /** An experiment of which some members are read. */
    private static final class ExperimentDraft {
        private @Nullable String id;
        private @Nullable String key;
        private String layerId = "";
        private String status = "";
        private List<String> audienceIds = List.of();
        private Optional<Condition> audienceConditions = Optional.empty();
        private List<Variation> variations = List.of();
        private List<Range> traffic = List.of();
        private Map<String, String> whitelist = Map.of();
        private String type = "";
        private Optional<Bandit> bandit = Optional.empty();
    }
}
