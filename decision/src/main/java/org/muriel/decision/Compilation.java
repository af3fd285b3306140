package org.muriel.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.muriel.decision.audience.Audience;
import org.muriel.decision.bucketing.Bucketer;
import org.muriel.decision.bucketing.Range;
import org.muriel.decision.bucketing.Traffic;
import org.muriel.decision.datafile.Datafile;
import org.muriel.decision.datafile.Datafile.Experiment;
import org.muriel.decision.datafile.Datafile.Flag;
import org.muriel.decision.datafile.Datafile.Group;
import org.muriel.decision.datafile.Datafile.Holdout;
import org.muriel.decision.datafile.Datafile.Rollout;
import org.muriel.decision.datafile.Datafile.Variation;
import org.muriel.decision.datafile.DatafileException;

/** One datafile on its way to a ruleset. */
final class Compilation {
    /**
     * Flags may share rollouts and holdouts, and each has outcomes of its own for all their variations. A small file
     * could so ask for any amount of memory; real ones come to a few per flag.
     */
    private static final int MAX_OUTCOMES = 1_000_000;

    /** What the range of a bandit's share belongs to. */
    static final String BANDIT = "$";

    private static final String FEATURE_ROLLOUT = "fr";

    private final Datafile datafile;
    private final Map<String, Audience> audiences;
    private final Map<String, Entrance> byId;
    private final Map<String, Entrance> byKey;
    private final Map<String, List<Entrance>> rollouts = new HashMap<>();
    private final List<Entrance> holdouts = new ArrayList<>();
    private final Map<String, List<Entrance>> holdoutsByRule = new HashMap<>();
    private int outcomes;

    Compilation(Datafile datafile) {
        this.datafile = datafile;
        this.byId = HashMap.newHashMap(datafile.experiments().size());
        this.byKey = HashMap.newHashMap(datafile.experiments().size());
        this.audiences = keyed(datafile.audiences().reversed(), Audience::id);
    }

    Ruleset ruleset() {
        for (Experiment experiment : datafile.experiments()) {
            add(entrance(experiment, Optional.empty()));
        }
        for (Group group : datafile.groups()) {
            addMembers(group);
        }
        for (Rollout rollout : datafile.rollouts()) {
            rollouts.put(
                    rollout.id(),
                    rollout.rules().stream()
                            .map(it -> entrance(it, Optional.empty()))
                            .toList());
        }
        for (Holdout holdout : datafile.holdouts()) {
            holdouts.add(entrance(holdout.experiment(), Optional.empty()));
        }
        for (Holdout holdout : datafile.localHoldouts()) {
            Entrance entrance = entrance(holdout.experiment(), Optional.empty());
            for (String rule : holdout.includedRules()) {
                holdoutsByRule.computeIfAbsent(rule, it -> new ArrayList<>()).add(entrance);
            }
        }
        Map<String, FlagRules> flags =
                LinkedHashMap.newLinkedHashMap(datafile.flags().size());
        for (int i = 0; i < datafile.flags().size(); i++) {
            Flag flag = datafile.flags().get(i);
            flags.put(flag.key(), rules(flag, i));
        }
        return new Ruleset(
                datafile,
                flags,
                byKey,
                audiences,
                keyed(datafile.attributes(), Datafile.Attribute::key),
                keyed(datafile.events(), Datafile.Event::key));
    }

    /** Of two with one key the last is meant, as in all SDKs. */
    private static <T> Map<String, T> keyed(List<T> values, Function<T, String> key) {
        Map<String, T> map = HashMap.newHashMap(values.size());
        values.forEach(it -> map.put(key.apply(it), it));
        return map;
    }

    private void add(Entrance entrance) {
        byId.put(entrance.experiment().id(), entrance);
        byKey.put(entrance.experiment().key(), entrance);
    }

    private void addMembers(Group group) {
        Entrance.@Nullable GroupTraffic traffic = group.excludes() ? Entrance.GroupTraffic.of(group) : null;
        for (int i = 0; i < group.experiments().size(); i++) {
            Optional<Entrance.Membership> membership =
                    traffic == null ? Optional.empty() : Optional.of(new Entrance.Membership(traffic, i));
            add(entrance(group.experiments().get(i), membership));
        }
    }

    private Entrance entrance(Experiment experiment, Optional<Entrance.Membership> membership) {
        return new Entrance(
                experiment,
                experiment.targeting().resolved(audiences),
                experiment.running(),
                new Bucketer(experiment.id()),
                traffic(experiment),
                membership);
    }

    private static Traffic traffic(Experiment experiment) {
        if (experiment.bandit().isPresent()) {
            Range range = new Range(BANDIT, experiment.bandit().get().traffic());
            return Traffic.of(List.of(range), List.of(BANDIT), Function.identity());
        }
        return Traffic.of(experiment.traffic(), experiment.variations(), Variation::id);
    }

    private FlagRules rules(Flag flag, int place) {
        Variables defaults = Variables.defaults(flag);
        List<Entrance> rollout = rollouts.getOrDefault(flag.rolloutId(), List.of());
        Rule[] experiments = new Rule[flag.experimentIds().size()];
        for (int i = 0; i < experiments.length; i++) {
            String id = flag.experimentIds().get(i);
            Entrance entrance = byId.get(id);
            if (entrance == null) {
                throw new DatafileException(
                        "/featureFlags/" + place + "/experimentIds/" + i, "the id of an experiment", "\"" + id + "\"");
            }
            experiments[i] = rule(Source.FEATURE_TEST, withEveryoneElse(entrance, rollout), flag, defaults);
        }
        return new FlagRules(
                flag,
                rules(Source.HOLDOUT, holdouts, flag, defaults),
                List.of(experiments),
                rules(Source.ROLLOUT, rollout, flag, defaults),
                outcome(flag, Source.ROLLOUT, Optional.empty(), Optional.empty(), defaults));
    }

    /**
     * A feature rollout also gives the variation of the rollout's last rule, to all whom its own ranges leave. SDK
     * contract, 2.9.
     */
    private Entrance withEveryoneElse(Entrance entrance, List<Entrance> rollout) {
        Experiment experiment = entrance.experiment();
        if (!experiment.type().equals(FEATURE_ROLLOUT)
                || rollout.isEmpty()
                || rollout.getLast().experiment().variations().isEmpty()) {
            return entrance;
        }
        Variation everyoneElse = rollout.getLast().experiment().variations().getFirst();
        return entrance(
                experiment.with(everyoneElse, new Range(everyoneElse.id(), Bucketer.BUCKETS)), entrance.membership());
    }

    private List<Rule> rules(Source source, List<Entrance> entrances, Flag flag, Variables defaults) {
        return switch (entrances.size()) {
            case 0 -> List.of();
            case 1 -> List.of(rule(source, entrances.getFirst(), flag, defaults));
            default ->
                entrances.stream().map(it -> rule(source, it, flag, defaults)).toList();
        };
    }

    private Rule rule(Source source, Entrance entrance, Flag flag, Variables defaults) {
        Experiment experiment = entrance.experiment();
        Optional<Experiment> rule = Optional.of(experiment);
        outcomes += experiment.variations().size() + 1;
        if (outcomes > MAX_OUTCOMES) {
            throw new DatafileException(
                    "/featureFlags", "at most " + MAX_OUTCOMES + " variations, counted for each flag anew", "more");
        }
        Decision[] decisions = new Decision[experiment.variations().size()];
        for (int i = 0; i < decisions.length; i++) {
            Variation variation = experiment.variations().get(i);
            decisions[i] = outcome(flag, source, rule, Optional.of(variation), defaults.in(variation, flag));
        }
        List<Rule> local = source == Source.HOLDOUT
                ? List.of()
                : rules(Source.HOLDOUT, holdoutsByRule.getOrDefault(experiment.id(), List.of()), flag, defaults);
        return new Rule(source, entrance, List.of(decisions), local);
    }

    private Decision outcome(
            Flag flag, Source source, Optional<Experiment> rule, Optional<Variation> variation, Variables variables) {
        return new Decision(
                flag.key(),
                source,
                rule,
                variation,
                variation.isPresent() && variation.get().enabled(),
                variables.values(),
                source != Source.ROLLOUT || datafile.sendFlagDecisions(),
                variables.invalid(),
                Optional.empty());
    }
}
