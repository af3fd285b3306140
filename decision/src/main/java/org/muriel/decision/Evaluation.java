package org.muriel.decision;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muriel.decision.audience.Truth;
import org.muriel.decision.bucketing.Traffic;
import org.muriel.decision.datafile.Datafile;
import org.muriel.decision.datafile.Datafile.Experiment;

/**
 * One call: a visitor, and what is remembered from one flag to the next. Its methods are the order of deciding (SDK
 * contract, 2.4 to 2.6), read from top to bottom; null from one of them means that evaluation goes on.
 */
final class Evaluation {
    private final Decider decider;
    private final Ruleset ruleset;
    private final Visitor visitor;
    private final Set<DecideOption> options;
    private @Nullable Trace trace;
    private @Nullable Map<String, String> profile;
    private boolean profileChanged;

    Evaluation(Decider decider, Ruleset ruleset, Visitor visitor, Set<DecideOption> options) {
        this.decider = decider;
        this.ruleset = ruleset;
        this.visitor = visitor;
        this.options = options;
    }

    /** This call, watched from now on; null for no longer. */
    Evaluation watched(@Nullable Trace watching) {
        trace = watching;
        return this;
    }

    /** What the visitor gets of a flag. SDK contract, 2.6. */
    Decision flag(FlagRules flag) {
        if (visitor.hasForcedVariations()) {
            Decision forced = forced(flag, null);
            if (forced != null) {
                return forced.by(Source.FEATURE_TEST, Optional.empty(), true);
            }
        }
        Decision held = heldOut(flag.holdouts());
        if (held != null) {
            return held;
        }
        for (int i = 0; i < flag.experiments().size(); i++) {
            Decision decision = experimentRule(flag, flag.experiments().get(i));
            if (decision != null) {
                return decision;
            }
        }
        Decision delivered = rollout(flag);
        return delivered == null ? flag.undecided() : delivered;
    }

    private @Nullable Decision experimentRule(FlagRules flag, Rule rule) {
        Decision before = beforeRule(flag, rule);
        return before == null ? experiment(rule) : before;
    }

    /** What comes before a rule itself: a decision forced in it, then its local holdouts. */
    private @Nullable Decision beforeRule(FlagRules flag, Rule rule) {
        if (visitor.hasForcedVariations()) {
            Decision forced = forced(flag, rule);
            if (forced != null) {
                boolean reported =
                        rule.source() != Source.ROLLOUT || flag.undecided().exposure();
                return forced.by(rule.source(), Optional.of(rule.entrance().experiment()), reported);
            }
        }
        return heldOut(rule.holdouts());
    }

    private @Nullable Decision forced(FlagRules flag, @Nullable Rule rule) {
        String ruleKey = rule == null ? null : rule.entrance().experiment().key();
        Optional<String> key = visitor.forcedVariation(flag.flag().key(), ruleKey);
        if (key.isEmpty()) {
            return null;
        }
        Decision decision = flag.byVariationKey(key.get());
        if (trace != null) {
            Optional<Step.RuleName> name = rule == null ? Optional.empty() : Optional.of(rule.name());
            trace.add(new Step.Forced(flag.flag().key(), name, visitor.id(), key.get(), decision != null));
        }
        return decision;
    }

    private @Nullable Decision heldOut(List<Rule> holdouts) {
        for (int i = 0; i < holdouts.size(); i++) {
            Rule holdout = holdouts.get(i);
            if (isRunning(holdout) && admits(holdout)) {
                Decision decision = placed(holdout);
                if (decision != null) {
                    return decision;
                }
            }
        }
        return null;
    }

    /** One experiment. SDK contract, 2.5. */
    @Nullable
    Decision experiment(Rule rule) {
        if (!isRunning(rule)) {
            return null;
        }
        Decision given = given(rule);
        if (given != null) {
            return given;
        }
        if (!admits(rule) || !entersByGroup(rule)) {
            return null;
        }
        Optional<Datafile.Bandit> bandit = rule.entrance().experiment().bandit();
        if (bandit.isPresent()) {
            return predicted(rule, bandit.get());
        }
        Decision decision = placed(rule);
        if (decision != null) {
            remember(rule, decision);
        }
        return decision;
    }

    private @Nullable Decision rollout(FlagRules flag) {
        List<Rule> rules = flag.rollout();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            Decision before = beforeRule(flag, rule);
            if (before != null) {
                return before;
            }
            if (admits(rule)) {
                Decision decision = placed(rule);
                if (decision != null) {
                    return decision;
                }
                // Whom a rule is for but its traffic leaves out, only the last rule may still take.
                i = Math.max(i, rules.size() - 2);
            }
        }
        return null;
    }

    private boolean isRunning(Rule rule) {
        boolean running = rule.entrance().running();
        if (!running && trace != null) {
            trace.add(new Step.NotRunning(rule.name()));
        }
        return running;
    }

    private boolean admits(Rule rule) {
        Truth truth = rule.entrance().audience().test(visitor.attributes(), visitor.segments());
        if (trace != null) {
            trace.audiences(rule, truth, visitor);
        }
        return truth == Truth.TRUE;
    }

    /** Overrides, the whitelist and the profile, which ask neither for audience nor for traffic. */
    private @Nullable Decision given(Rule rule) {
        Experiment experiment = rule.entrance().experiment();
        Optional<String> override = decider.overrides().get(experiment.id(), visitor.id());
        if (override.isPresent()) {
            Decision decision = rule.byVariationKey(override.get());
            note(rule, Step.Gift.OVERRIDE, override.get(), decision);
            if (decision != null) {
                return decision;
            }
        }
        if (!experiment.whitelist().isEmpty()) {
            String key = experiment.whitelist().get(visitor.id());
            if (key != null) {
                Decision decision = rule.byVariationKey(key);
                note(rule, Step.Gift.WHITELIST, key, decision);
                if (decision != null) {
                    return decision;
                }
            }
        }
        String variationId = keepsProfile() ? profile().get(experiment.id()) : null;
        if (variationId == null) {
            return null;
        }
        Decision decision = rule.byVariationId(variationId);
        note(
                rule,
                Step.Gift.PROFILE,
                decision == null ? variationId : decision.variationKey().orElse(variationId),
                decision);
        return decision;
    }

    private void note(Rule rule, Step.Gift gift, String variation, @Nullable Decision decision) {
        if (trace != null) {
            trace.add(new Step.Given(rule.name(), gift, visitor.id(), variation, decision != null));
        }
    }

    private boolean entersByGroup(Rule rule) {
        Optional<Entrance.Membership> membership = rule.entrance().membership();
        if (membership.isEmpty()) {
            return true;
        }
        Entrance.GroupTraffic group = membership.get().group();
        int bucket = group.bucketer().bucket(visitor.bucketingId());
        int place = group.traffic().target(bucket);
        if (trace != null) {
            Step.Placement placement = Trace.placement(
                    visitor.bucketingId(),
                    group.group().id(),
                    group.bucketer(),
                    bucket,
                    group.group().traffic());
            Optional<String> experimentId = place == Traffic.NOTHING
                    ? Optional.empty()
                    : Optional.of(group.group().experiments().get(place).id());
            trace.add(new Step.GroupPlaced(rule.name(), group.group().id(), placement, experimentId));
        }
        return place == membership.get().place();
    }

    private @Nullable Decision placed(Rule rule) {
        int place = place(rule);
        return place == Traffic.NOTHING ? null : rule.outcomes().get(place);
    }

    private int place(Rule rule) {
        Entrance entrance = rule.entrance();
        int bucket = entrance.bucketer().bucket(visitor.bucketingId());
        int place = entrance.traffic().target(bucket);
        if (trace != null) {
            trace.placed(rule, visitor.bucketingId(), bucket, place);
        }
        return place;
    }

    private @Nullable Decision predicted(Rule rule, Datafile.Bandit bandit) {
        if (place(rule) == Traffic.NOTHING) {
            return null;
        }
        Optional<Bandit.Prediction> prediction =
                decider.bandit().predict(ruleset, rule.entrance().experiment().id(), visitor, known(bandit), options);
        if (prediction.isEmpty()) {
            Step failure = new Step.NotPredicted(rule.name());
            if (trace != null) {
                trace.add(failure);
            }
            return Decision.failed(flagKey(rule), failure);
        }
        if (trace != null) {
            trace.add(new Step.Predicted(rule.name(), prediction.get().variationId()));
        }
        Decision decision = rule.byVariationId(prediction.get().variationId());
        return decision == null ? null : decision.predicted(prediction.get().uuid());
    }

    private static String flagKey(Rule rule) {
        return rule.outcomes().isEmpty() ? "" : rule.outcomes().getFirst().flagKey();
    }

    private Map<String, Object> known(Datafile.Bandit bandit) {
        Map<String, Object> known = new HashMap<>();
        for (Datafile.Attribute attribute : ruleset.datafile().attributes()) {
            Object value = visitor.attributes().get(attribute.key());
            if (value != null && bandit.attributeIds().contains(attribute.id())) {
                known.put(attribute.key(), value);
            }
        }
        return known;
    }

    private boolean keepsProfile() {
        return (decider.profiles().isPresent() || !visitor.carriedVariations().isEmpty())
                && !options.contains(DecideOption.IGNORE_USER_PROFILE_SERVICE);
    }

    private Map<String, String> profile() {
        if (profile == null) {
            profile = new HashMap<>();
            if (decider.profiles().isPresent()) {
                profile.putAll(decider.profiles().get().lookup(visitor.id()));
            }
            profile.putAll(visitor.carriedVariations());
        }
        return profile;
    }

    private void remember(Rule rule, Decision decision) {
        if (keepsProfile() && decision.variation().isPresent()) {
            profile()
                    .put(
                            rule.entrance().experiment().id(),
                            decision.variation().get().id());
            profileChanged = true;
        }
    }

    /** Ends the call. */
    void save() {
        if (profileChanged && decider.profiles().isPresent()) {
            decider.profiles().get().save(visitor.id(), Map.copyOf(profile()));
        }
    }
}
