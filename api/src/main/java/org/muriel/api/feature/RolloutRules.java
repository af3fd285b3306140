package org.muriel.api.feature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.api.audience.TargetingJson;
import org.muriel.api.entity.Limits;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Member;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.RolloutRule;
import org.muriel.experiment.feature.Variable;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.traffic.Share;

/** A feature's {@code environments} on the wire: one rule for each, all for the same audiences. */
final class RolloutRules {
    static final String RULES = "rollout_rules";

    private RolloutRules() {}

    /** What the body says of one environment's only rule. */
    private record Sent(Environment environment, Fields rule, Optional<Targeting> targeting) {}

    /**
     * The rules as the body would have them. Environments it does not name keep theirs, except that the audiences sent
     * for one environment hold in all whose rule was made here.
     *
     * @param named what the body says of each environment
     */
    static Map<Long, List<RolloutRule>> read(
            Fields in,
            Map<Environment, Fields> named,
            Feature current,
            List<Variable> variables,
            ImportedRollouts.Read imported,
            Draft draft) {
        List<Sent> sent = sentRules(named, current, variables, draft.current());
        Optional<Targeting> targeting =
                sent.stream().flatMap(it -> it.targeting().stream()).findFirst();
        for (Sent one : sent) {
            if (one.targeting().isPresent()
                    && !TargetingJson.same(one.targeting().get(), targeting.orElseThrow())) {
                one.rule()
                        .reject(
                                "audience_conditions",
                                "the same audiences in every environment",
                                TargetingJson.write(one.targeting().get()));
            }
        }
        Map<Long, List<RolloutRule>> rules = new HashMap<>(current.rules());
        current.rollouts().keySet().stream()
                .filter(it -> !imported.ids().containsKey(it))
                .forEach(rules::remove);
        Targeting present = in.isCreating() ? Targeting.everyone() : targetingOf(current, draft.current());
        draft.current().list(Environment.class, current.projectId()).stream()
                .filter(it -> in.isCreating()
                        || sent.stream().anyMatch(one -> one.environment().equals(it)))
                .forEach(it -> rules.computeIfAbsent(it.id(), id -> List.of(ruleOff(draft.nextId(), present))));
        targeting.ifPresent(it -> rules.replaceAll((environmentId, list) ->
                list.stream().map(rule -> withTargeting(rule, it)).toList()));
        for (Sent one : sent) {
            rules.computeIfPresent(
                    one.environment().id(), (id, list) -> List.of(rule(one.rule(), list.getFirst(), variables)));
        }
        rules.putAll(imported.rules());
        return rules;
    }

    static JsonObject write(Feature feature, Snapshot snapshot) {
        JsonObject environments = new JsonObject();
        for (Environment environment : snapshot.list(Environment.class, feature.projectId())) {
            List<RolloutRule> rules = feature.rulesIn(environment.id());
            Optional<String> imported = feature.importedRollout(environment.id());
            // an environment younger than the feature has no rule yet: shown is what it amounts to
            List<RolloutRule> shown = rules.isEmpty() ? List.of(ruleOff(0, targetingOf(feature, snapshot))) : rules;
            JsonObject out = new JsonObject()
                    .put("id", environment.id())
                    .put("is_primary", environment.primary())
                    .putObjects(RULES, shown, it -> writeRule(it, feature));
            imported.ifPresent(it -> out.put(ImportedRollouts.MEMBER, ImportedRollouts.write(it, rules, feature)));
            environments.put(environment.key(), out);
        }
        return environments;
    }

    private static List<Sent> sentRules(
            Map<Environment, Fields> named, Feature current, List<Variable> variables, Snapshot snapshot) {
        TargetingJson targetingJson = new TargetingJson(snapshot, current.projectId());
        List<Sent> sent = new ArrayList<>();
        named.forEach((environment, object) -> {
            boolean clears = object.isNull(ImportedRollouts.MEMBER);
            if (object.mentions(ImportedRollouts.MEMBER) && (!clears || !object.mentions(RULES))) {
                // what a GET shows of an imported rollout may be sent back: it changes nothing, but must be well formed
                object.objects(RULES, ImportedRollouts.RULES)
                        .value()
                        .orElse(List.of())
                        .forEach(it -> {
                            targetingJson.read(it);
                            rule(it, ruleOff(0, Targeting.everyone()), variables);
                        });
                return;
            }
            boolean imported =
                    !clears && current.importedRollout(environment.id()).isPresent();
            oneRule(object, imported)
                    .ifPresent(rule -> sent.add(new Sent(environment, rule, targetingJson.read(rule))));
        });
        return sent;
    }

    private static Optional<Fields> oneRule(Fields environment, boolean imported) {
        Member<List<Fields>> rules = environment.objects(RULES, Limits.ENVIRONMENTS);
        if (imported && rules.isMentioned()) {
            environment.reject(
                    RULES,
                    "no change: an import brought this environment a rollout of its own; " + ImportedRollouts.MEMBER
                            + " changes it",
                    "a change of its rules");
            return Optional.empty();
        }
        if (rules.value().map(List::size).orElse(0) != 1) {
            if (rules.isGiven() || !rules.isMentioned() || rules.isNull()) {
                environment.reject(RULES, "an array of exactly one rule");
            }
            return Optional.empty();
        }
        return rules.value().map(List::getFirst);
    }

    private static RolloutRule rule(Fields in, RolloutRule current, List<Variable> variables) {
        return new RolloutRule(
                current.id(),
                current.targeting(),
                in.truth("enabled").or(current.enabled(), false),
                in.share("percentage_included").or(current.share(), Share.NOBODY),
                VariableValues.read(in, current.variableValues(), variables));
    }

    /** All environments have the primary one's, if that was made here. */
    private static Targeting targetingOf(Feature feature, Snapshot snapshot) {
        return feature.rulesIn(snapshot.primaryEnvironment(feature.projectId()).id()).stream()
                .filter(it -> it.delivery().isEmpty())
                .map(RolloutRule::targeting)
                .findFirst()
                .orElse(Targeting.everyone());
    }

    private static RolloutRule ruleOff(long id, Targeting targeting) {
        return new RolloutRule(id, targeting, false, Share.NOBODY, Map.of());
    }

    private static RolloutRule withTargeting(RolloutRule rule, Targeting targeting) {
        return rule.delivery().isPresent()
                ? rule
                : new RolloutRule(rule.id(), targeting, rule.enabled(), rule.share(), rule.variableValues());
    }

    private static JsonObject writeRule(RolloutRule rule, Feature feature) {
        JsonObject out = new JsonObject()
                .put("audience_conditions", TargetingJson.write(rule.targeting()))
                .put("enabled", rule.enabled())
                .put("percentage_included", rule.share());
        TargetingJson.ids(rule.targeting()).ifPresent(it -> out.putIds("audience_ids", it));
        if (!rule.variableValues().isEmpty()) {
            out.putTextsByName("variable_values", VariableValues.write(rule.variableValues(), feature.variables()));
        }
        return out;
    }
}
