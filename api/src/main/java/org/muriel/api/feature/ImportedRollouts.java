package org.muriel.api.feature;

import static org.muriel.api.schema.Schema.byName;
import static org.muriel.api.schema.Schema.integer;
import static org.muriel.api.schema.Schema.jsonOrText;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.scalarText;
import static org.muriel.api.schema.Schema.share;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.truth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.audience.TargetingJson;
import org.muriel.api.entity.Limits;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Member;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.IdGenerator;
import org.muriel.experiment.feature.Delivery;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.RolloutRule;
import org.muriel.experiment.feature.Variable;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.traffic.Range;
import org.muriel.experiment.traffic.Share;

/**
 * Rollouts that were made elsewhere, as an environment's {@code x_rollout}: any number of rules, each with audiences of
 * its own and known to clients by the ids it had. Null gives the environment a rollout of the usual form again.
 */
final class ImportedRollouts {
    static final String MEMBER = "x_rollout";

    private static final Shape VARIATION = Shape.of("ImportedVariation", "What a rule of an imported rollout serves.")
            .needed("id", text(), "Any text.")
            .needed("key", text(), "")
            .needed("feature_enabled", truth(), "");

    private static final Shape RANGE = Shape.of("ServedRange", "Buckets up to an end.")
            .needed("end", integer(1, 10_000), "The first bucket behind it.")
            .needed("served", truth(), "Whether the rule serves them.");

    private static final Shape RULE = Shape.of("ImportedRule", "A rule of an imported rollout.")
            .needed("id", text(), "What buckets hang on; any text.")
            .needed("key", text(), "")
            .writable("layer_id", text(), "")
            .writable("audience_conditions", jsonOrText(Limits.CONDITIONS), "Of this rule alone.")
            .writable("enabled", truth(), "")
            .needed("percentage_included", share(), "")
            .needed("variation", VARIATION, "")
            .optional("ranges", list(RANGE), "Those it serves, when they are not the first ones.")
            .optional("variable_values", byName(scalarText(Limits.VARIABLE_VALUE), Limits.VARIABLES), "");

    static final Shape SCHEMA = Shape.of("ImportedRollout", "Rules in the order they are tried.")
            .needed("id", text(), "Any text; none: the feature has no rollout here.")
            .needed("rules", list(RULE), "");

    private static final int ID = 255;
    static final int RULES = 200;
    private static final int RANGES = 1_000;
    private static final int LAST_BUCKET = 10_000;

    private final Feature feature;
    private final List<Variable> variables;
    private final TargetingJson targeting;
    private final Draft draft;

    private ImportedRollouts(Feature feature, List<Variable> variables, Draft draft) {
        this.feature = feature;
        this.variables = variables;
        this.targeting = new TargetingJson(draft.current(), feature.projectId());
        this.draft = draft;
    }

    /**
     * What a body says of imported rollouts.
     *
     * @param ids environment id → id of its rollout, those the body does not name included
     * @param rules environment id → the rules of each rollout in the body
     */
    record Read(Map<Long, String> ids, Map<Long, List<RolloutRule>> rules) {}

    /** @param named what the body says of each environment */
    static Read read(Map<Environment, Fields> named, Feature current, List<Variable> variables, Draft draft) {
        ImportedRollouts reader = new ImportedRollouts(current, variables, draft);
        Read read = new Read(new HashMap<>(current.rollouts()), new HashMap<>());
        named.forEach((environment, object) -> {
            Member<Fields> sent = object.object(MEMBER);
            if (sent.isNull()) {
                read.ids().remove(environment.id());
            }
            sent.value().ifPresent(rollout -> reader.rollout(rollout.creating(true), environment, read));
        });
        return read;
    }

    static JsonObject write(String id, List<RolloutRule> rules, Feature feature) {
        return new JsonObject().put("id", id).putObjects("rules", rules, it -> write(it, feature));
    }

    private void rollout(Fields in, Environment environment, Read read) {
        String id = in.text("id", ID).required("");
        List<RolloutRule> rules = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Fields rule : in.objects("rules", RULES).required(List.of())) {
            RolloutRule one = rule(rule.creating(true), id, feature.rulesIn(environment.id()));
            rules.add(one);
            if (!seen.add(one.delivery().orElseThrow().ruleId())) {
                rule.reject("id", "each rule once");
            }
        }
        read.ids().put(environment.id(), id);
        read.rules().put(environment.id(), rules);
    }

    private RolloutRule rule(Fields in, String rolloutId, List<RolloutRule> present) {
        String ruleId = in.filledText("id", ID).required("");
        Optional<RolloutRule> known = present.stream()
                .filter(it -> it.delivery()
                        .filter(shown -> shown.ruleId().equals(ruleId))
                        .isPresent())
                .findFirst();
        long id = known.map(RolloutRule::id).orElseGet(() -> idOf(ruleId));
        Share share = in.share("percentage_included").required(Share.NOBODY);
        Fields variation = in.object("variation").required(in);
        Delivery delivery = new Delivery(
                ruleId,
                in.filledText("key", ID).required(""),
                in.text("layer_id", ID).or(rolloutId, rolloutId),
                variation.filledText("id", ID).required(""),
                variation.filledText("key", ID).required(""),
                variation.truth("feature_enabled").required(false),
                ranges(in, id, share, known));
        return new RolloutRule(
                id,
                targeting.read(in).orElse(Targeting.everyone()),
                in.truth("enabled").or(true, true),
                share,
                VariableValues.read(in, Map.of(), variables),
                Optional.of(delivery));
    }

    /** Where it matters who is who, rules bear the number that clients know. */
    private long idOf(String ruleId) {
        if (ruleId.matches("[1-9][0-9]{0,15}") && Long.parseLong(ruleId) <= IdGenerator.LAST_FOREIGN) {
            draft.keepForeign(Long.parseLong(ruleId));
            return Long.parseLong(ruleId);
        }
        return draft.nextId();
    }

    private static List<Range> ranges(Fields in, long id, Share share, Optional<RolloutRule> known) {
        Member<List<Fields>> sent = in.objects("ranges", RANGES);
        if (!sent.isGiven()) {
            return known.flatMap(RolloutRule::delivery).map(Delivery::ranges).orElse(List.of());
        }
        List<Range> ranges = new ArrayList<>();
        int end = 0;
        int served = 0;
        for (Fields element : sent.required(List.of())) {
            Fields range = element.creating(true);
            int next = range.integer("end", end + 1, LAST_BUCKET).required(end + 1);
            boolean serves = range.truth("served").or(true, true);
            ranges.add(new Range(serves ? Optional.of(id) : Optional.empty(), next));
            served += serves ? next - end : 0;
            end = next;
        }
        if (served != share.basisPoints()) {
            in.reject("ranges", "buckets as many as percentage_included, " + share.basisPoints(), served + " buckets");
        }
        return ranges;
    }

    private static JsonObject write(RolloutRule rule, Feature feature) {
        Delivery shown = rule.delivery().orElseThrow();
        JsonObject out = new JsonObject()
                .put("id", shown.ruleId())
                .put("key", shown.ruleKey())
                .put("layer_id", shown.layerId())
                .put("audience_conditions", TargetingJson.write(rule.targeting()))
                .put("enabled", rule.enabled())
                .put("percentage_included", rule.share())
                .put(
                        "variation",
                        new JsonObject()
                                .put("id", shown.variationId())
                                .put("key", shown.variationKey())
                                .put("feature_enabled", shown.featureEnabled()));
        if (shown.ranges().size() > 1) {
            out.putObjects(
                    "ranges",
                    shown.ranges(),
                    it -> new JsonObject()
                            .put("end", it.end())
                            .put("served", it.holder().isPresent()));
        }
        if (!rule.variableValues().isEmpty()) {
            out.putTextsByName("variable_values", VariableValues.write(rule.variableValues(), feature.variables()));
        }
        return out;
    }
}
