package org.muriel.decision.generated;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muriel.decision.Decider;
import org.muriel.decision.Decision;
import org.muriel.decision.Explanation;
import org.muriel.decision.Profiles;
import org.muriel.decision.Ruleset;
import org.muriel.decision.Visitor;
import org.muriel.decision.datafile.Datafile.Flag;

/** This module's engine with a datafile. */
final class OurEngine {
    private final Ruleset ruleset;
    private final List<Answer.Exposure> exposures = new ArrayList<>();
    private final Decider decider = new Decider()
            .withProfiles(new KeptProfile())
            .withExposures((rules, visitor, decision) -> exposures.add(exposure(decision)));
    private Map<String, String> profile = Map.of();
    private Optional<Map<String, String>> saved = Optional.empty();

    OurEngine(byte[] datafile) {
        this.ruleset = Ruleset.of(datafile);
    }

    Answer answer(GeneratedVisitor generated, Question question) {
        exposures.clear();
        saved = Optional.empty();
        Visitor visitor = known(generated);
        Map<String, Answer.Line> lines = new LinkedHashMap<>();
        decisions(visitor, question).forEach((key, decision) -> lines.put(key, line(decision)));
        forget(generated);
        return new Answer(lines, List.copyOf(exposures), saved);
    }

    /** How the flags of a question are decided. */
    List<Explanation> explanations(GeneratedVisitor generated, Question question) {
        Collection<String> keys = switch (question) {
            case Question.One(String flagKey, var ignored) -> List.of(flagKey);
            case Question.Some(List<String> flagKeys, var ignored) -> flagKeys;
            case Question.All ignored -> ruleset.flags().stream().map(Flag::key).toList();
        };
        Visitor visitor = known(generated);
        List<Explanation> explanations =
                keys.stream().map(it -> decider.explain(ruleset, visitor, it)).toList();
        forget(generated);
        return explanations;
    }

    private Visitor known(GeneratedVisitor generated) {
        profile = generated.profile();
        generated
                .overrides()
                .forEach((experiment, variation) -> decider.overrides()
                        .put(ruleset.experiment(experiment).orElseThrow().id(), generated.id(), variation));
        Visitor visitor = Visitor.of(generated.id(), generated.attributes()).inSegments(generated.segments());
        for (GeneratedVisitor.Forced forced : generated.forced()) {
            visitor = forced.ruleKey().isPresent()
                    ? visitor.forced(forced.flagKey(), forced.ruleKey().get(), forced.variationKey())
                    : visitor.forced(forced.flagKey(), forced.variationKey());
        }
        return visitor;
    }

    private void forget(GeneratedVisitor generated) {
        generated
                .overrides()
                .keySet()
                .forEach(experiment -> decider.overrides()
                        .remove(ruleset.experiment(experiment).orElseThrow().id(), generated.id()));
    }

    private Map<String, Decision> decisions(Visitor visitor, Question question) {
        return switch (question) {
            case Question.One(String flagKey, var options) ->
                Map.of(flagKey, decider.decide(ruleset, visitor, flagKey, options));
            case Question.Some(List<String> flagKeys, var options) ->
                decider.decideForKeys(ruleset, visitor, flagKeys, options);
            case Question.All(var options) -> decider.decideAll(ruleset, visitor, options);
        };
    }

    private static Answer.Line line(Decision decision) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        decision.variables().forEach((key, value) -> variables.put(key, Reading.value(value)));
        return new Answer.Line(
                decision.ruleKey().orElse(""),
                decision.variationKey().orElse(""),
                decision.enabled(),
                variables,
                Reading.shared(decision.reasonTexts()));
    }

    private static Answer.Exposure exposure(Decision decision) {
        return new Answer.Exposure(
                decision.flagKey(),
                decision.ruleKey().orElse(""),
                decision.source().word(),
                decision.variationKey().orElse(""),
                decision.enabled(),
                decision.campaignId().orElse(""),
                decision.ruleId().orElse(""),
                decision.variationId().orElse(""));
    }

    private final class KeptProfile implements Profiles {
        @Override
        public Map<String, String> lookup(String visitorId) {
            return profile;
        }

        @Override
        public void save(String visitorId, Map<String, String> variationByExperiment) {
            saved = Optional.of(variationByExperiment);
        }
    }
}
