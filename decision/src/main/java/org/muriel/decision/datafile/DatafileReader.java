package org.muriel.decision.datafile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.muriel.decision.audience.Audience;
import org.muriel.decision.bucketing.Range;
import org.muriel.decision.datafile.Datafile.Attribute;
import org.muriel.decision.datafile.Datafile.Event;
import org.muriel.decision.datafile.Datafile.Experiment;
import org.muriel.decision.datafile.Datafile.Flag;
import org.muriel.decision.datafile.Datafile.Group;
import org.muriel.decision.datafile.Datafile.Holdout;
import org.muriel.decision.datafile.Datafile.Integration;
import org.muriel.decision.datafile.Datafile.Rollout;
import org.muriel.decision.datafile.Datafile.Variable;

/** From the bytes of a datafile to its content, one method for each kind of object. */
final class DatafileReader {
    private static final Set<String> VERSIONS = Set.of("2", "3", "4");

    private final Tokens in;
    private final ConditionReader conditions;
    private final ExperimentReader experimental;
    private final Supplier<Variable> variable = this::variable;

    private DatafileReader(Tokens in) {
        this.in = in;
        this.conditions = new ConditionReader(in);
        this.experimental = new ExperimentReader(in, conditions);
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
                case "sdkKey" -> sdkKey = in.textOrEmpty();
                case "environmentKey" -> environmentKey = in.textOrEmpty();
                case "anonymizeIP" -> anonymizeIp = in.flagOrFalse();
                case "botFiltering" -> botFiltering = in.isNull() ? Optional.empty() : Optional.of(in.flag());
                case "sendFlagDecisions" -> sendFlagDecisions = in.flagOrFalse();
                case "attributes" -> attributes = in.list(this::attribute);
                case "events" -> events = in.list(this::event);
                case "audiences" -> audiences = in.list(conditions::audience);
                case "typedAudiences" -> typedAudiences = in.list(conditions::typedAudience);
                case "experiments" -> experiments = in.list(experimental::experiment);
                case "groups" -> groups = in.list(this::group);
                case "featureFlags" -> flags = in.list(this::flag);
                case "rollouts" -> rollouts = in.list(this::rollout);
                case "integrations" -> integrations = in.list(this::integration);
                case "holdouts" -> holdouts = in.list(experimental::holdout);
                case "localHoldouts" -> localHoldouts = in.list(experimental::holdout);
                default -> in.skip();
            }
        }
        return new Datafile(
                in.required(version, "version"),
                in.required(accountId, "accountId"),
                in.required(projectId, "projectId"),
                in.required(revision, "revision"),
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
        return new Attribute(in.required(id, "id"), in.required(key, "key"));
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
                case "experimentIds" -> experimentIds = in.texts();
                default -> in.skip();
            }
        }
        return new Event(in.required(id, "id"), in.required(key, "key"), experimentIds);
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
                case "policy" -> policy = in.textOrEmpty();
                case "trafficAllocation" -> traffic = in.list(experimental::range);
                case "experiments" -> experiments = in.list(experimental::experiment);
                default -> in.skip();
            }
        }
        return new Group(in.required(id, "id"), policy, traffic, experiments);
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
                case "rolloutId" -> rolloutId = in.textOrEmpty();
                case "experimentIds" -> experimentIds = in.texts();
                case "variables" -> variables = in.list(variable);
                default -> in.skip();
            }
        }
        return new Flag(in.required(id, "id"), in.required(key, "key"), rolloutId, experimentIds, variables);
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
                case "subType" -> subType = in.textOrEmpty();
                case "defaultValue" -> defaultValue = in.text();
                default -> in.skip();
            }
        }
        String typeOrNull = "string".equals(type) && subType.equals("json") ? subType : type;
        return new Variable(
                in.required(id, "id"),
                in.required(key, "key"),
                in.required(typeOrNull, "type"),
                in.required(defaultValue, "defaultValue"));
    }

    private Rollout rollout() {
        String id = null;
        List<Experiment> rules = List.of();
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "id" -> id = in.text();
                case "experiments" -> rules = in.list(experimental::experiment);
                default -> in.skip();
            }
        }
        return new Rollout(in.required(id, "id"), rules);
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
        return new Integration(in.required(key, "key"), host, publicKey, pixelUrl);
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
