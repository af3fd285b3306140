package org.muriel.decision.datafile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muriel.decision.audience.Audience;
import org.muriel.decision.audience.Condition;
import org.muriel.decision.bucketing.Range;
import org.muriel.decision.datafile.Datafile.Attribute;
import org.muriel.decision.datafile.Datafile.Bandit;
import org.muriel.decision.datafile.Datafile.Event;
import org.muriel.decision.datafile.Datafile.Experiment;
import org.muriel.decision.datafile.Datafile.Flag;
import org.muriel.decision.datafile.Datafile.Group;
import org.muriel.decision.datafile.Datafile.Holdout;
import org.muriel.decision.datafile.Datafile.Integration;
import org.muriel.decision.datafile.Datafile.Rollout;
import org.muriel.decision.datafile.Datafile.Variable;
import org.muriel.decision.datafile.Datafile.Variation;

/** From the bytes of a datafile to its content, one method for each kind of object. */
final class DatafileReader {
    private static final Set<String> VERSIONS = Set.of("2", "3", "4");

    private final Tokens in;
    private final ConditionReader conditions;

    private DatafileReader(Tokens in) {
        this.in = in;
        this.conditions = new ConditionReader(in);
    }

    static Datafile read(byte[] json) {
        if (json.length > Datafile.MAX_BYTES) {
            throw new DatafileException("", "at most " + Datafile.MAX_BYTES + " bytes", json.length + " bytes");
        }
        Tokens tokens = Tokens.of(json);
        return tokens.document(new DatafileReader(tokens)::datafile);
    }

    private Datafile datafile() {
        String version = null;
        String accountId = null;
        String projectId = null;
        String revision = null;
        String sdkKey = "";
        String environmentKey = "";
        boolean anonymizeIp = false;
        Optional<Boolean> botFiltering = Optional.empty();
        boolean sendFlagDecisions = false;
        List<Attribute> attributes = List.of();
        List<Event> events = List.of();
        List<Audience> audiences = List.of();
        List<Audience> typedAudiences = List.of();
        List<Experiment> experiments = List.of();
        List<Group> groups = List.of();
        List<Flag> flags = List.of();
        List<Rollout> rollouts = List.of();
        List<Integration> integrations = List.of();
        List<Holdout> holdouts = List.of();
        List<Holdout> localHoldouts = List.of();
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "version" -> version = version();
                case "accountId" -> accountId = in.text();
                case "projectId" -> projectId = in.text();
                case "revision" -> revision = in.text();
                case "sdkKey" -> sdkKey = textOrEmpty();
                case "environmentKey" -> environmentKey = textOrEmpty();
                case "anonymizeIP" -> anonymizeIp = flagOrFalse();
                case "botFiltering" -> botFiltering = in.isNull() ? Optional.empty() : Optional.of(in.flag());
                case "sendFlagDecisions" -> sendFlagDecisions = flagOrFalse();
                case "attributes" -> attributes = in.list(this::attribute);
                case "events" -> events = in.list(this::event);
                case "audiences" -> audiences = in.list(conditions::audience);
                case "typedAudiences" -> typedAudiences = in.list(conditions::typedAudience);
                case "experiments" -> experiments = in.list(this::experiment);
                case "groups" -> groups = in.list(this::group);
                case "featureFlags" -> flags = in.list(this::flag);
                case "rollouts" -> rollouts = in.list(this::rollout);
                case "integrations" -> integrations = in.list(this::integration);
                case "holdouts" -> holdouts = in.list(this::holdout);
                case "localHoldouts" -> localHoldouts = in.list(this::holdout);
                default -> in.skip();
            }
        }
        return new Datafile(
                required(version, "version"),
                required(accountId, "accountId"),
                required(projectId, "projectId"),
                required(revision, "revision"),
                sdkKey,
                environmentKey,
                anonymizeIp,
                botFiltering,
                sendFlagDecisions,
                attributes,
                events,
                both(typedAudiences, audiences),
                experiments,
                groups,
                flags,
                rollouts,
                integrations,
                holdouts,
                localHoldouts);
    }

    private String version() {
        if (in.isText()) {
            String version = in.text();
            if (VERSIONS.contains(version)) {
                return version;
            }
        }
        throw in.wrong("\"2\", \"3\" or \"4\"");
    }

    private Attribute attribute() {
        String id = null;
        String key = null;
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "id" -> id = in.text();
                case "key" -> key = in.text();
                default -> in.skip();
            }
        }
        return new Attribute(required(id, "id"), required(key, "key"));
    }

    private Event event() {
        String id = null;
        String key = null;
        List<String> experimentIds = List.of();
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "id" -> id = in.text();
                case "key" -> key = in.text();
                case "experimentIds" -> experimentIds = in.list(in::text);
                default -> in.skip();
            }
        }
        return new Event(required(id, "id"), required(key, "key"), experimentIds);
    }

    private Experiment experiment() {
        ExperimentDraft draft = new ExperimentDraft();
        in.object();
        for (String name; (name = in.name()) != null; ) {
            if (!member(draft, name)) {
                in.skip();
            }
        }
        return experiment(draft);
    }

    private Holdout holdout() {
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
            case "layerId" -> draft.layerId = textOrEmpty();
            case "status" -> draft.status = textOrEmpty();
            case "audienceIds" -> draft.audienceIds = in.list(in::text);
            case "audienceConditions" -> draft.audienceConditions = conditions.audienceConditions();
            case "variations" -> draft.variations = in.list(this::variation);
            case "trafficAllocation" -> draft.traffic = in.list(this::range);
            case "forcedVariations" -> draft.whitelist = whitelist();
            case "type" -> draft.type = textOrEmpty();
            case "cmab" -> draft.bandit = in.isNull() ? Optional.empty() : Optional.of(bandit());
            default -> {
                return false;
            }
        }
        return true;
    }

    private Experiment experiment(ExperimentDraft draft) {
        return new Experiment(
                required(draft.id, "id"),
                required(draft.key, "key"),
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
                case "featureEnabled" -> enabled = flagOrFalse();
                case "variables" -> values = values();
                default -> in.skip();
            }
        }
        return new Variation(required(id, "id"), required(key, "key"), enabled, values);
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
        return Map.entry(required(id, "id"), required(value, "value"));
    }

    private Range range() {
        String entityId = "";
        Integer end = null;
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "entityId" -> entityId = textOrEmpty();
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

    private Group group() {
        String id = null;
        String policy = "";
        List<Range> traffic = List.of();
        List<Experiment> experiments = List.of();
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "id" -> id = in.text();
                case "policy" -> policy = textOrEmpty();
                case "trafficAllocation" -> traffic = in.list(this::range);
                case "experiments" -> experiments = in.list(this::experiment);
                default -> in.skip();
            }
        }
        return new Group(required(id, "id"), policy, traffic, experiments);
    }

    private Flag flag() {
        String id = null;
        String key = null;
        String rolloutId = "";
        List<String> experimentIds = List.of();
        List<Variable> variables = List.of();
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "id" -> id = in.text();
                case "key" -> key = in.text();
                case "rolloutId" -> rolloutId = textOrEmpty();
                case "experimentIds" -> experimentIds = in.list(in::text);
                case "variables" -> variables = in.list(this::variable);
                default -> in.skip();
            }
        }
        return new Flag(required(id, "id"), required(key, "key"), rolloutId, experimentIds, variables);
    }

    private Variable variable() {
        String id = null;
        String key = null;
        String type = null;
        String subType = "";
        String defaultValue = null;
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "id" -> id = in.text();
                case "key" -> key = in.text();
                case "type" -> type = in.text();
                case "subType" -> subType = textOrEmpty();
                case "defaultValue" -> defaultValue = in.text();
                default -> in.skip();
            }
        }
        String typeOrNull = "string".equals(type) && subType.equals("json") ? subType : type;
        return new Variable(
                required(id, "id"),
                required(key, "key"),
                required(typeOrNull, "type"),
                required(defaultValue, "defaultValue"));
    }

    private Rollout rollout() {
        String id = null;
        List<Experiment> rules = List.of();
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "id" -> id = in.text();
                case "experiments" -> rules = in.list(this::experiment);
                default -> in.skip();
            }
        }
        return new Rollout(required(id, "id"), rules);
    }

    private Integration integration() {
        String key = null;
        Optional<String> host = Optional.empty();
        Optional<String> publicKey = Optional.empty();
        Optional<String> pixelUrl = Optional.empty();
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "key" -> key = in.text();
                case "host" -> host = Optional.ofNullable(in.textOrNull());
                case "publicKey" -> publicKey = Optional.ofNullable(in.textOrNull());
                case "pixelUrl" -> pixelUrl = Optional.ofNullable(in.textOrNull());
                default -> in.skip();
            }
        }
        return new Integration(required(key, "key"), host, publicKey, pixelUrl);
    }

    private String textOrEmpty() {
        return in.isNull() ? "" : in.text();
    }

    private boolean flagOrFalse() {
        return !in.isNull() && in.flag();
    }

    private <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw in.missing(name, "a string");
        }
        return value;
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
