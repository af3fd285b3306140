package org.muriel.decision.generated;

import com.optimizely.ab.Optimizely;
import com.optimizely.ab.OptimizelyDecisionContext;
import com.optimizely.ab.OptimizelyForcedDecision;
import com.optimizely.ab.OptimizelyUserContext;
import com.optimizely.ab.bucketing.UserProfileService;
import com.optimizely.ab.event.internal.ImpressionEvent;
import com.optimizely.ab.optimizelydecision.OptimizelyDecideOption;
import com.optimizely.ab.optimizelydecision.OptimizelyDecision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The official Java SDK with a datafile. */
final class OfficialSdk {
    private final Optimizely optimizely;
    private final List<Answer.Exposure> exposures = new ArrayList<>();
    private Map<String, String> profile = Map.of();
    private Optional<Map<String, String>> saved = Optional.empty();

    OfficialSdk(String datafile) {
        this.optimizely = Optimizely.builder()
                .withDatafile(datafile)
                .withUserProfileService(new KeptProfile())
                .withEventProcessor(event -> exposures.add(exposure((ImpressionEvent) event)))
                .build();
        if (!optimizely.isValid()) {
            throw new AssertionError("the official SDK refuses the datafile");
        }
    }

    Answer answer(GeneratedVisitor visitor, Question question) {
        exposures.clear();
        profile = visitor.profile();
        saved = Optional.empty();
        visitor.overrides().forEach((experiment, variation) -> override(experiment, visitor.id(), variation));
        OptimizelyUserContext user =
                Objects.requireNonNull(optimizely.createUserContext(visitor.id(), visitor.attributes()));
        user.setQualifiedSegments(List.copyOf(visitor.segments()));
        for (GeneratedVisitor.Forced forced : visitor.forced()) {
            user.setForcedDecision(
                    new OptimizelyDecisionContext(
                            forced.flagKey(), forced.ruleKey().orElse(null)),
                    new OptimizelyForcedDecision(forced.variationKey()));
        }
        Map<String, Answer.Line> lines = new LinkedHashMap<>();
        decisions(user, question).forEach((key, decision) -> lines.put(key, line(decision)));
        visitor.overrides().forEach((experiment, variation) -> override(experiment, visitor.id(), null));
        return new Answer(lines, List.copyOf(exposures), saved);
    }

    private void override(String experimentKey, String visitorId, @Nullable String variationKey) {
        if (!optimizely.setForcedVariation(experimentKey, visitorId, variationKey)) {
            throw new AssertionError("the official SDK refuses the override of " + experimentKey);
        }
    }

    private static Map<String, OptimizelyDecision> decisions(OptimizelyUserContext user, Question question) {
        List<OptimizelyDecideOption> options = question.options().stream()
                .map(it -> OptimizelyDecideOption.valueOf(it.name()))
                .toList();
        return switch (question) {
            case Question.One(String flagKey, var ignored) -> Map.of(flagKey, user.decide(flagKey, options));
            case Question.Some(List<String> flagKeys, var ignored) -> user.decideForKeys(flagKeys, options);
            case Question.All ignored -> user.decideAll(options);
        };
    }

    private static Answer.Line line(OptimizelyDecision decision) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        Objects.requireNonNull(decision.getVariables().toMap())
                .forEach((key, value) -> variables.put(key, Reading.value(value)));
        return new Answer.Line(
                Reading.orEmpty(decision.getRuleKey()),
                Reading.orEmpty(decision.getVariationKey()),
                decision.getEnabled(),
                variables,
                Reading.shared(decision.getReasons()));
    }

    private static Answer.Exposure exposure(ImpressionEvent event) {
        return new Answer.Exposure(
                Reading.orEmpty(event.getMetadata().getFlagKey()),
                Reading.orEmpty(event.getMetadata().getRuleKey()),
                event.getMetadata().getRuleType(),
                Reading.orEmpty(event.getMetadata().getVariationKey()),
                event.getMetadata().getEnabled(),
                Reading.orEmpty(event.getLayerId()),
                Reading.orEmpty(event.getExperimentId()),
                Reading.orEmpty(event.getVariationId()));
    }

    private final class KeptProfile implements UserProfileService {
        @Override
        public Map<String, Object> lookup(String userId) {
            Map<String, Object> experiments = new HashMap<>();
            profile.forEach((experiment, variation) ->
                    experiments.put(experiment, new HashMap<>(Map.of(variationIdKey, variation))));
            return new HashMap<>(Map.of(userIdKey, userId, experimentBucketMapKey, experiments));
        }

        @Override
        public void save(Map<String, Object> userProfile) {
            Map<String, String> variations = new HashMap<>();
            Map<?, ?> experiments = (Map<?, ?>) Objects.requireNonNull(userProfile.get(experimentBucketMapKey));
            experiments.forEach((experiment, decision) -> variations.put(
                    String.valueOf(experiment), String.valueOf(((Map<?, ?>) decision).get(variationIdKey))));
            saved = Optional.of(variations);
        }
    }
}
