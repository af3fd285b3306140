package org.muriel.decision;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.decision.datafile.Datafile.Experiment;
import org.muriel.decision.datafile.Datafile.Variation;

/**
 * Decides which variation a visitor gets, as all SDKs would by the same datafile. Safe for all threads; what it remembers
 * are the overrides. A service keeps one, while rulesets come and go.
 *
 * <p>The order of deciding is in {@code Evaluation}. Where SDKs disagree, this decides as JavaScript and Python do if
 * these two agree.
 */
public final class Decider {
    private static final Bandit NO_BANDIT = (ruleset, ruleId, visitor, attributes, options) -> Optional.empty();

    private final Overrides overrides;
    private final Optional<Profiles> profiles;
    private final Bandit bandit;
    private final Optional<Exposures> exposures;

    /** Without profiles, bandit and listener: experiments with a bandit decide nothing but that they failed. */
    public Decider() {
        this(new Overrides(), Optional.empty(), NO_BANDIT, Optional.empty());
    }

    private Decider(Overrides overrides, Optional<Profiles> profiles, Bandit bandit, Optional<Exposures> exposures) {
        this.overrides = overrides;
        this.profiles = profiles;
        this.bandit = bandit;
        this.exposures = exposures;
    }

    /** This decider, with the same overrides, looking at profiles and keeping them. */
    public Decider withProfiles(Profiles kept) {
        return new Decider(overrides, Optional.of(kept), bandit, exposures);
    }

    /** This decider, with the same overrides, asking a bandit. */
    public Decider withBandit(Bandit asked) {
        return new Decider(overrides, profiles, asked, exposures);
    }

    /** This decider, with the same overrides, telling of every exposure. */
    public Decider withExposures(Exposures told) {
        return new Decider(overrides, profiles, bandit, Optional.of(told));
    }

    /** What visitors are given at run time. */
    public Overrides overrides() {
        return overrides;
    }

    /** What a visitor gets of a flag. An unknown flag gives a decision that is not enabled and says so. */
    public Decision decide(Ruleset ruleset, Visitor visitor, String flagKey) {
        return decide(ruleset, visitor, flagKey, Set.of());
    }

    public Decision decide(Ruleset ruleset, Visitor visitor, String flagKey, Set<DecideOption> options) {
        Evaluation evaluation = new Evaluation(this, ruleset, visitor, options);
        FlagRules flag = ruleset.rules(flagKey);
        Decision decision = flag == null
                ? Decision.failed(flagKey, new Step.NoSuchFlag(flagKey))
                : decision(evaluation, flag, options);
        evaluation.save();
        report(ruleset, visitor, decision, options);
        return decision;
    }

    /** What a visitor gets of some flags, by their keys, in the order of the keys. */
    public Map<String, Decision> decideForKeys(
            Ruleset ruleset, Visitor visitor, Collection<String> flagKeys, Set<DecideOption> options) {
        Evaluation evaluation = new Evaluation(this, ruleset, visitor, options);
        Map<String, Decision> decisions = LinkedHashMap.newLinkedHashMap(flagKeys.size());
        for (String flagKey : flagKeys) {
            FlagRules flag = ruleset.rules(flagKey);
            decisions.put(
                    flagKey,
                    flag == null
                            ? Decision.failed(flagKey, new Step.NoSuchFlag(flagKey))
                            : decision(evaluation, flag, options));
        }
        return ended(evaluation, ruleset, visitor, options, decisions);
    }

    /** What a visitor gets of all flags, by their keys, in the datafile's order. */
    public Map<String, Decision> decideAll(Ruleset ruleset, Visitor visitor, Set<DecideOption> options) {
        Evaluation evaluation = new Evaluation(this, ruleset, visitor, options);
        Map<String, Decision> decisions = LinkedHashMap.newLinkedHashMap(ruleset.size());
        for (FlagRules flag : ruleset.allRules()) {
            decisions.put(flag.flag().key(), decision(evaluation, flag, options));
        }
        return ended(evaluation, ruleset, visitor, options, decisions);
    }

    /**
     * The variation a visitor gets of an experiment asked for by its own key, as {@code activate} and {@code
     * getVariation} do: the experiment alone, without holdouts, forced decisions or the flag it may belong to. The two
     * differ in whether options forbid the exposure.
     */
    public Decision decideExperiment(
            Ruleset ruleset, Visitor visitor, String experimentKey, Set<DecideOption> options) {
        Entrance entrance = ruleset.entrance(experimentKey);
        if (entrance == null) {
            return Decision.failed("", new Step.NoSuchExperiment(experimentKey));
        }
        Evaluation evaluation = new Evaluation(this, ruleset, visitor, options);
        Trace trace = options.contains(DecideOption.INCLUDE_REASONS) ? new Trace(false) : null;
        Decision decided = evaluation.watched(trace).experiment(byItself(entrance));
        Decision decision = decided == null ? nothing() : decided;
        evaluation.save();
        report(ruleset, visitor, decision, options);
        return trace == null ? decision : decision.after(trace.steps());
    }

    /** A decision with all that led to it. It is not reported, and no profile is saved; a bandit is asked. */
    public Explanation explain(Ruleset ruleset, Visitor visitor, String flagKey) {
        FlagRules flag = ruleset.rules(flagKey);
        Trace trace = new Trace(true);
        Decision decision;
        if (flag == null) {
            trace.add(new Step.NoSuchFlag(flagKey));
            decision = Decision.failed(flagKey, new Step.NoSuchFlag(flagKey));
        } else {
            decision = new Evaluation(this, ruleset, visitor, Set.of())
                    .watched(trace)
                    .flag(flag);
        }
        return Explanation.of(ruleset, flagKey, visitor, trace.steps(), decision);
    }

    private static Decision decision(Evaluation evaluation, FlagRules flag, Set<DecideOption> options) {
        if (options.isEmpty()) {
            return evaluation.flag(flag);
        }
        Trace trace = options.contains(DecideOption.INCLUDE_REASONS) ? new Trace(false) : null;
        Decision decision = evaluation.watched(trace).flag(flag);
        if (options.contains(DecideOption.EXCLUDE_VARIABLES)) {
            decision = decision.withoutVariables();
        }
        return trace == null ? decision : decision.after(trace.steps());
    }

    private Map<String, Decision> ended(
            Evaluation evaluation,
            Ruleset ruleset,
            Visitor visitor,
            Set<DecideOption> options,
            Map<String, Decision> decisions) {
        evaluation.save();
        if (exposures.isPresent()) {
            decisions.values().forEach(it -> report(ruleset, visitor, it, options));
        }
        if (options.contains(DecideOption.ENABLED_FLAGS_ONLY)) {
            // A key that is no flag's is an error, which stays, as in all SDKs.
            decisions.values().removeIf(it -> !it.enabled() && ruleset.rules(it.flagKey()) != null);
        }
        return decisions;
    }

    private void report(Ruleset ruleset, Visitor visitor, Decision decision, Set<DecideOption> options) {
        if (exposures.isPresent() && decision.exposure() && !options.contains(DecideOption.DISABLE_DECISION_EVENT)) {
            exposures.get().exposed(ruleset, visitor, decision);
        }
    }

    private static Rule byItself(Entrance entrance) {
        Optional<Experiment> experiment = Optional.of(entrance.experiment());
        List<Decision> outcomes = entrance.experiment().variations().stream()
                .map(it -> ofExperiment(experiment, Optional.of(it)))
                .toList();
        return new Rule(Source.EXPERIMENT, entrance, outcomes, List.of());
    }

    private static Decision nothing() {
        return ofExperiment(Optional.empty(), Optional.empty());
    }

    /** Reported if there is a variation. */
    private static Decision ofExperiment(Optional<Experiment> experiment, Optional<Variation> variation) {
        return new Decision(
                "",
                Source.EXPERIMENT,
                experiment,
                variation,
                variation.isPresent(),
                Map.of(),
                variation.isPresent(),
                List.of(),
                Optional.empty());
    }

    Optional<Profiles> profiles() {
        return profiles;
    }

    Bandit bandit() {
        return bandit;
    }
}
