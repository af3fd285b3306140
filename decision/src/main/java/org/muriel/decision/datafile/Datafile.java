package org.muriel.decision.datafile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.decision.audience.Audience;
import org.muriel.decision.audience.Condition;
import org.muriel.decision.bucketing.Range;

/**
 * What a datafile of version 2, 3 or 4 says, as it says it: lists are in its order and nothing is resolved but what it
 * names must be there. SDK contract, 1.
 *
 * @param revision what tells this datafile from those before and after it
 * @param sdkKey empty if the datafile does not tell, as before version 4
 * @param environmentKey empty if the datafile does not tell
 * @param anonymizeIp whether events of this project ask for shortened addresses
 * @param botFiltering whether events tell to leave out bots; absent if they say nothing on it
 * @param sendFlagDecisions whether decisions by rollouts, and no decisions, are exposures to be reported
 * @param audiences all of them, typed ones first; of two with one id the first is meant
 * @param experiments those outside of groups
 * @param holdouts global ones, which come before all rules of all flags
 * @param localHoldouts those that come before the rules they name
 */
public record Datafile(
        String version,
        String accountId,
        String projectId,
        String revision,
        String sdkKey,
        String environmentKey,
        boolean anonymizeIp,
        Optional<Boolean> botFiltering,
        boolean sendFlagDecisions,
        List<Attribute> attributes,
        List<Event> events,
        List<Audience> audiences,
        List<Experiment> experiments,
        List<Group> groups,
        List<Flag> flags,
        List<Rollout> rollouts,
        List<Integration> integrations,
        List<Holdout> holdouts,
        List<Holdout> localHoldouts) {

    /** A datafile may have at most this many bytes: fifty times the largest seen, and small beside any heap. */
    public static final int MAX_BYTES = 64 * 1024 * 1024;

    /** Conditions may be nested this deep: they are walked by recursion, and no editor makes more than a few levels. */
    public static final int MAX_DEPTH = 64;

    /**
     * Reads a datafile. Members that are not known are passed over; an optional member may be null; a missing list is
     * an empty one.
     *
     * @throws DatafileException if the bytes are no datafile, naming the first member that is wrong
     */
    public static Datafile parse(byte[] json) {
        return DatafileReader.read(json);
    }

    /** A property of visitors. */
    public record Attribute(String id, String key) {}

    /**
     * Something visitors do.
     *
     * @param experimentIds experiments with a metric of it; may name unknown ones
     */
    public record Event(String id, String key, List<String> experimentIds) {}

    /**
     * Something that can be on for some visitors.
     *
     * @param rolloutId empty for none; one that is not there means none, too
     * @param experimentIds in the order in which they are tried
     */
    public record Flag(String id, String key, String rolloutId, List<String> experimentIds, List<Variable> variables) {}

    /**
     * A parameter of a flag.
     *
     * @param type {@code string}, {@code integer}, {@code double}, {@code boolean} or {@code json}
     */
    public record Variable(String id, String key, String type, String defaultValue) {}

    /** The rules by which a flag is delivered, in order. The last is for everyone the others leave. */
    public record Rollout(String id, List<Experiment> rules) {}

    /**
     * Experiments of which a visitor enters at most one, if its policy is {@code random}.
     *
     * @param traffic its entities are experiments
     */
    public record Group(String id, String policy, List<Range> traffic, List<Experiment> experiments) {
        public boolean excludes() {
            return policy.equals("random");
        }
    }

    /**
     * An experiment, a rule of a rollout, or a holdout: they differ in where they stand.
     *
     * @param layerId the campaign; empty if the datafile does not tell
     * @param status empty if the datafile does not tell
     * @param audienceIds any of them will do; looked at only without {@code audienceConditions}
     * @param whitelist visitor ids and the keys of their variations; a key may be unknown
     * @param type {@code ab}, {@code mab}, {@code cmab}, {@code td} or {@code fr}; empty if the datafile does not tell
     */
    public record Experiment(
            String id,
            String key,
            String layerId,
            String status,
            List<String> audienceIds,
            Optional<Condition> audienceConditions,
            List<Variation> variations,
            List<Range> traffic,
            Map<String, String> whitelist,
            String type,
            Optional<Bandit> bandit) {

        /** Whether visitors enter it. {@code Launched} does not count, as in JavaScript and Python. */
        public boolean running() {
            return status.equals("Running");
        }

        /** This experiment with one more variation, and a range for it after the others. */
        public Experiment with(Variation variation, Range range) {
            List<Variation> moreVariations = new ArrayList<>(variations);
            moreVariations.add(variation);
            List<Range> moreTraffic = new ArrayList<>(traffic);
            moreTraffic.add(range);
            return new Experiment(
                    id,
                    key,
                    layerId,
                    status,
                    audienceIds,
                    audienceConditions,
                    List.copyOf(moreVariations),
                    List.copyOf(moreTraffic),
                    whitelist,
                    type,
                    bandit);
        }

        /** Whom it is for, by audiences that are named and not yet resolved. */
        public Condition targeting() {
            if (audienceConditions.isPresent()) {
                return audienceConditions.get();
            }
            return audienceIds.isEmpty()
                    ? Condition.EVERYONE
                    : new Condition.Or(audienceIds.stream()
                            .map(id -> (Condition) new Condition.Named(id))
                            .toList());
        }
    }

    /** A contextual bandit's part of an experiment: what it may know, and the share of visitors it decides for. */
    public record Bandit(List<String> attributeIds, int traffic) {}

    /**
     * An arm.
     *
     * @param enabled whether the flag is on in it; false if the datafile does not tell
     * @param values texts by the ids of variables, of those that differ from the default
     */
    public record Variation(String id, String key, boolean enabled, Map<String, String> values) {}

    /**
     * Visitors who are kept out.
     *
     * @param includedRules the ids of the rules it comes before; of global ones empty, and without meaning
     */
    public record Holdout(Experiment experiment, List<String> includedRules) {}

    /** Another system that SDKs talk to, such as {@code odp}. */
    public record Integration(
            String key, Optional<String> host, Optional<String> publicKey, Optional<String> pixelUrl) {}
}
