package org.muriel.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muriel.decision.datafile.Datafile.Experiment;
import org.muriel.decision.datafile.Datafile.Variation;

/**
 * What a visitor gets of a flag, and by which rule. Immutable; made with the ruleset and shared by all visitors who get
 * the same, unless the call asks for reasons.
 *
 * @param flagKey empty if an experiment was asked for by its own key
 * @param source {@link Source#ROLLOUT} also if there is no rule
 * @param rule the experiment, rule of a rollout or holdout; absent if nothing decided or the whole flag is forced
 * @param variation absent if nothing decided
 * @param enabled whether the flag is on; for an experiment by its own key, whether there is a variation
 * @param variables by variable key, in the datafile's order; values as {@link
 *     org.muriel.decision.datafile.VariableText#value} has them, null for a text that does not convert
 * @param exposure whether this decision is to be reported, if the call does not forbid it. SDK contract, 4.4
 * @param reasons errors; all steps if the call asked for reasons
 * @param predictionId under which events report the choice of a bandit
 */
public record Decision(
        String flagKey,
        Source source,
        Optional<Experiment> rule,
        Optional<Variation> variation,
        boolean enabled,
        Map<String, @Nullable Object> variables,
        boolean exposure,
        List<Step> reasons,
        Optional<String> predictionId) {

    public Optional<String> variationKey() {
        return variation.map(Variation::key);
    }

    public Optional<String> ruleKey() {
        return rule.map(Experiment::key);
    }

    /** The id of the rule, which events call the experiment's. */
    public Optional<String> ruleId() {
        return rule.map(Experiment::id);
    }

    public Optional<String> variationId() {
        return variation.map(Variation::id);
    }

    /** The campaign that events name: the layer of the rule, for a holdout its own id. */
    public Optional<String> campaignId() {
        return rule.map(it -> it.layerId().isEmpty() && source == Source.HOLDOUT ? it.id() : it.layerId());
    }

    /** The reasons in words. */
    public List<String> reasonTexts() {
        return reasons.stream().map(Step::text).toList();
    }

    Decision withoutVariables() {
        return new Decision(
                flagKey,
                source,
                rule,
                variation,
                enabled,
                Map.of(),
                exposure,
                reasons.stream()
                        .filter(it -> !(it instanceof Step.InvalidVariable))
                        .toList(),
                predictionId);
    }

    /** This decision with the steps that led to it, before the reasons it has by itself. */
    Decision after(List<Step> steps) {
        List<Step> all = new ArrayList<>(steps);
        reasons.stream().filter(it -> !all.contains(it)).forEach(all::add);
        return new Decision(
                flagKey, source, rule, variation, enabled, variables, exposure, List.copyOf(all), predictionId);
    }

    Decision predicted(String uuid) {
        return new Decision(flagKey, source, rule, variation, enabled, variables, exposure, reasons, Optional.of(uuid));
    }

    /** The same variation by another rule, or by none. */
    Decision by(Source otherSource, Optional<Experiment> otherRule, boolean reported) {
        return new Decision(
                flagKey, otherSource, otherRule, variation, enabled, variables, reported, reasons, predictionId);
    }

    /** Nothing is decided because of an error: not enabled, no variables, not reported. */
    static Decision failed(String flagKey, Step error) {
        return new Decision(
                flagKey,
                Source.ROLLOUT,
                Optional.empty(),
                Optional.empty(),
                false,
                Map.of(),
                false,
                List.of(error),
                Optional.empty());
    }
}
