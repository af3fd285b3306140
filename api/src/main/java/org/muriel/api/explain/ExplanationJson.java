package org.muriel.api.explain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.muriel.api.json.Json;
import org.muriel.api.json.Values;
import org.muriel.decision.Decision;
import org.muriel.decision.Explanation;
import org.muriel.decision.Step;
import org.muriel.decision.audience.Audience;
import org.muriel.decision.audience.Condition;
import org.muriel.decision.audience.Leaf;
import org.muriel.decision.bucketing.Range;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An explanation as JSON; what does not apply is left out. */
final class ExplanationJson {
    private ExplanationJson() {}

    static ObjectNode write(Explanation explanation) {
        ObjectNode node = Json.object()
                .put("revision", explanation.revision())
                .put("flag_key", explanation.flagKey())
                .put("visitor_id", explanation.visitorId())
                .put("bucketing_id", explanation.bucketingId());
        node.set("decision", decision(explanation.decision()));
        ArrayNode path = node.putArray("path");
        explanation.path().forEach(it -> path.add(stop(it)));
        return node;
    }

    private static ObjectNode decision(Decision decision) {
        ObjectNode node = Json.object()
                .put("enabled", decision.enabled())
                .put("source", decision.source().word());
        decision.variationKey().ifPresent(it -> node.put("variation_key", it));
        decision.variationId().ifPresent(it -> node.put("variation_id", it));
        decision.ruleKey().ifPresent(it -> node.put("rule_key", it));
        decision.ruleId().ifPresent(it -> node.put("rule_id", it));
        node.set("variables", Values.object(decision.variables()));
        return node;
    }

    private static ObjectNode stop(Explanation.Stop stop) {
        ObjectNode node = Json.object();
        stop.rule()
                .ifPresent(it -> node.putObject("rule")
                        .put("source", it.source().word())
                        .put("id", it.id())
                        .put("key", it.key()));
        ArrayNode steps = node.putArray("steps");
        stop.steps().forEach(it -> steps.add(step(it)));
        return node;
    }

    private static ObjectNode step(Step step) {
        ObjectNode node = Json.object().put("text", step.text());
        return switch (step) {
            case Step.NoSuchFlag _ -> node.put("step", "no_such_flag");
            case Step.NoSuchExperiment _ -> node.put("step", "no_such_experiment");
            case Step.NotRunning _ -> node.put("step", "not_running");
            case Step.InvalidVariable(String key) ->
                node.put("step", "invalid_variable").put("variable_key", key);
            case Step.Forced forced ->
                node.put("step", "forced_decision")
                        .put("variation_key", forced.variationKey())
                        .put("known", forced.known());
            case Step.Given given ->
                node.put("step", given.gift().name().toLowerCase(Locale.ROOT))
                        .put("variation_key", given.variation())
                        .put("known", given.known());
            case Step.Audiences audiences -> {
                node.put("step", "audiences").put("result", truth(audiences.truth()));
                audiences.tree().ifPresent(it -> node.set("tree", tree(it)));
                yield node;
            }
            case Step.GroupPlaced group -> {
                node.put("step", "group").put("group_id", group.groupId());
                group.experimentId().ifPresent(it -> node.put("experiment_id", it));
                yield placed(node, group.placement());
            }
            case Step.Placed placed -> {
                node.put("step", "traffic");
                placed.variationKey().ifPresent(it -> node.put("variation_key", it));
                yield placed(node, placed.placement());
            }
            case Step.Predicted predicted -> node.put("step", "predicted").put("variation_id", predicted.variationId());
            case Step.NotPredicted _ -> node.put("step", "not_predicted");
        };
    }

    private static ObjectNode placed(ObjectNode node, Step.Placement placement) {
        node.put("hash_input", placement.bucketingId() + placement.entityId())
                .put("hash", placement.hash())
                .put("bucket", placement.bucket());
        ArrayNode ranges = node.putArray("ranges");
        int begin = 0;
        for (int i = 0; i < placement.ranges().size(); i++) {
            Range range = placement.ranges().get(i);
            ranges.addObject()
                    .put("entity_id", range.entityId())
                    .put("begin", begin)
                    .put("end", range.end())
                    .put("hit", placement.hit().isPresent() && placement.hit().getAsInt() == i);
            begin = range.end();
        }
        return node;
    }

    static ObjectNode tree(Step.Assessed assessed) {
        ObjectNode node = Json.object().put("result", truth(assessed.truth()));
        return switch (assessed.condition()) {
            case Condition.And _ -> operands(node.put("operator", "and"), assessed.operands());
            case Condition.Or _ -> operands(node.put("operator", "or"), assessed.operands());
            case Condition.Not _ -> operands(node.put("operator", "not"), assessed.operands());
            case Condition.Of(Audience audience) ->
                operands(
                        node.put("operator", "audience")
                                .put("audience_id", audience.id())
                                .put("audience_name", audience.name()),
                        assessed.operands());
            case Condition.Named(String id) ->
                node.put("operator", "unknown_audience").put("audience_id", id);
            case Condition.Nothing _ -> node.put("operator", "nothing");
            case Condition.Test(Leaf leaf) -> test(node, leaf, assessed.found());
        };
    }

    private static ObjectNode test(ObjectNode node, Leaf leaf, Optional<Object> found) {
        node.put("operator", "test")
                .put("type", leaf.type())
                .put("attribute", leaf.attribute())
                .put("match", leaf.match().orElse("exact"));
        leaf.value().ifPresent(it -> node.set("expected", Values.node(it)));
        found.ifPresent(it -> node.set("found", Values.node(it)));
        return node;
    }

    private static ObjectNode operands(ObjectNode node, List<Step.Assessed> operands) {
        ArrayNode array = node.putArray("operands");
        operands.forEach(it -> array.add(tree(it)));
        return node;
    }

    private static String truth(Enum<?> truth) {
        return truth.name().toLowerCase(Locale.ROOT);
    }
}
