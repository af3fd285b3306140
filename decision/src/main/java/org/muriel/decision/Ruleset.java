package org.muriel.decision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muriel.decision.audience.Audience;
import org.muriel.decision.datafile.Datafile;
import org.muriel.decision.datafile.Datafile.Attribute;
import org.muriel.decision.datafile.Datafile.Event;
import org.muriel.decision.datafile.Datafile.Experiment;
import org.muriel.decision.datafile.Datafile.Flag;

/**
 * A datafile made ready to decide: every reference is resolved, every text converted. Immutable and safe for all
 * threads; a new datafile is a new ruleset.
 */
public final class Ruleset {
    private final Datafile datafile;
    private final Map<String, FlagRules> flags;
    private final Map<String, Entrance> experimentsByKey;
    private final Map<String, Audience> audiences;
    private final Map<String, Attribute> attributesByKey;
    private final Map<String, Event> eventsByKey;

    Ruleset(
            Datafile datafile,
            Map<String, FlagRules> flags,
            Map<String, Entrance> experimentsByKey,
            Map<String, Audience> audiences,
            Map<String, Attribute> attributesByKey,
            Map<String, Event> eventsByKey) {
        this.datafile = datafile;
        this.flags = flags;
        this.experimentsByKey = experimentsByKey;
        this.audiences = audiences;
        this.attributesByKey = attributesByKey;
        this.eventsByKey = eventsByKey;
    }

    /**
     * The ruleset of a datafile's bytes.
     *
     * @throws org.muriel.decision.datafile.DatafileException if they are no datafile, naming the member that is wrong
     */
    public static Ruleset of(byte[] datafile) {
        return of(Datafile.parse(datafile));
    }

    /**
     * The ruleset of a datafile.
     *
     * @throws org.muriel.decision.datafile.DatafileException if a flag names an experiment that is not there
     */
    public static Ruleset of(Datafile datafile) {
        return new Compilation(datafile).ruleset();
    }

    public Datafile datafile() {
        return datafile;
    }

    public String revision() {
        return datafile.revision();
    }

    /** All flags in the datafile's order; of two with one key the last. */
    public List<Flag> flags() {
        return flags.values().stream().map(FlagRules::flag).toList();
    }

    public Optional<Flag> flag(String key) {
        return Optional.ofNullable(flags.get(key)).map(FlagRules::flag);
    }

    /** An experiment, in a group or not; rules of rollouts are none. */
    public Optional<Experiment> experiment(String key) {
        return Optional.ofNullable(experimentsByKey.get(key)).map(Entrance::experiment);
    }

    /** The experiments that a flag tries, in order. */
    public List<Experiment> experimentsOf(Flag flag) {
        FlagRules rules = flags.get(flag.key());
        return rules == null ? List.of() : experiments(rules.experiments());
    }

    /** The rules of a flag's rollout, in order; none if it has no rollout. */
    public List<Experiment> rolloutOf(Flag flag) {
        FlagRules rules = flags.get(flag.key());
        return rules == null ? List.of() : experiments(rules.rollout());
    }

    private static List<Experiment> experiments(List<Rule> rules) {
        return rules.stream().map(it -> it.entrance().experiment()).toList();
    }

    public Optional<Audience> audience(String id) {
        return Optional.ofNullable(audiences.get(id));
    }

    public Optional<Attribute> attribute(String key) {
        return Optional.ofNullable(attributesByKey.get(key));
    }

    public Optional<Event> event(String key) {
        return Optional.ofNullable(eventsByKey.get(key));
    }

    @Nullable
    FlagRules rules(String flagKey) {
        return flags.get(flagKey);
    }

    Iterable<FlagRules> allRules() {
        return flags.values();
    }

    int size() {
        return flags.size();
    }

    @Nullable
    Entrance entrance(String experimentKey) {
        return experimentsByKey.get(experimentKey);
    }
}
