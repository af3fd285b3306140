package org.muriel.decision;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.muriel.decision.audience.Condition;
import org.muriel.decision.audience.Truth;
import org.muriel.decision.bucketing.Range;

/**
 * One step on the way to a decision: a reason, if somebody asks for it. The words of the first four cases are the same in
 * all SDKs (SDK contract, 4.3); the others follow Go's where it has any, and are not an interface.
 */
public sealed interface Step {
    /** The step in words. */
    String text();

    /** The rule at which it was taken, if it was at one. */
    default Optional<RuleName> rule() {
        return Optional.empty();
    }

    /** A rule that was looked at. */
    record RuleName(Source source, String id, String key) {}

    record NoSuchFlag(String flagKey) implements Step {
        @Override
        public String text() {
            return "No flag was found for key \"" + flagKey + "\".";
        }
    }

    /** A variable whose text does not convert to its type. */
    record InvalidVariable(String variableKey) implements Step {
        @Override
        public String text() {
            return "Variable value for key \"" + variableKey + "\" is invalid or wrong type.";
        }
    }

    /**
     * A decision was forced for this visitor in the whole flag or in one rule.
     *
     * @param known whether the flag has the variation; if not, evaluation goes on
     */
    record Forced(String flagKey, Optional<RuleName> rule, String visitorId, String variationKey, boolean known)
            implements Step {
        @Override
        public String text() {
            String place = rule.map(it -> "flag (" + flagKey + "), rule (" + it.key() + ")")
                    .orElse("flag (" + flagKey + ")");
            return (known ? "Variation (" + variationKey + ")" : "Invalid variation") + " is mapped to " + place
                    + " and user (" + visitorId + ") in the forced decision map.";
        }
    }

    record NoSuchExperiment(String experimentKey) implements Step {
        @Override
        public String text() {
            return "No experiment was found for key \"" + experimentKey + "\".";
        }
    }

    record NotRunning(RuleName at) implements Step {
        @Override
        public Optional<RuleName> rule() {
            return Optional.of(at);
        }

        @Override
        public String text() {
            return "Experiment \"" + at.key() + "\" is not running.";
        }
    }

    /** What was given to a visitor by name, without asking audience and traffic. */
    enum Gift {
        OVERRIDE,
        WHITELIST,
        PROFILE
    }

    /**
     * A visitor was given a variation before, or by name.
     *
     * @param variation its key; as a profile has it, its id, unless the experiment knows it
     * @param known whether the experiment has it; if not, evaluation goes on
     */
    record Given(RuleName at, Gift gift, String visitorId, String variation, boolean known) implements Step {
        @Override
        public Optional<RuleName> rule() {
            return Optional.of(at);
        }

        @Override
        public String text() {
            String user = "User \"" + visitorId + "\" ";
            String place = "variation \"" + variation + "\" of experiment \"" + at.key() + "\"";
            String rest = known ? "." : ", which is not in the datafile.";
            return switch (gift) {
                case OVERRIDE -> user + "is mapped at run time to " + place + rest;
                case WHITELIST -> user + "is whitelisted into " + place + rest;
                case PROFILE -> user + "was previously bucketed into " + place + rest;
            };
        }
    }

    /**
     * Whether the visitor belongs to those a rule is for; unknown counts as no.
     *
     * @param tree what each condition says, if an explanation was asked for
     */
    record Audiences(RuleName at, Truth truth, Optional<Assessed> tree) implements Step {
        @Override
        public Optional<RuleName> rule() {
            return Optional.of(at);
        }

        @Override
        public String text() {
            return "Audiences for " + noun(at) + " " + at.key() + " collectively evaluated to " + (truth == Truth.TRUE)
                    + ".";
        }
    }

    /**
     * A condition, what it says about the visitor, and the same of its operands. All operands are there, also those
     * after the one that settles it.
     *
     * @param found of a test, the visitor's value
     */
    record Assessed(Condition condition, Truth truth, Optional<Object> found, List<Assessed> operands) {}

    /**
     * Where the visitor stands on a line of traffic. What is hashed is the bucketing id followed by the entity's id.
     *
     * @param hash 0 to 2^32 - 1
     * @param bucket 0 to 9999
     * @param hit the index of the range that holds the bucket, if one does
     */
    record Placement(String bucketingId, String entityId, long hash, int bucket, List<Range> ranges, OptionalInt hit) {}

    /** Which experiment of an exclusion group is the visitor's; absent for none. */
    record GroupPlaced(RuleName at, String groupId, Placement placement, Optional<String> experimentId)
            implements Step {
        @Override
        public Optional<RuleName> rule() {
            return Optional.of(at);
        }

        @Override
        public String text() {
            return "User is " + (experimentId.equals(Optional.of(at.id())) ? "" : "not ") + "in experiment \""
                    + at.key() + "\" of group " + groupId + " (bucket " + placement.bucket() + ").";
        }
    }

    /** Which variation of a rule is the visitor's by traffic; absent for none. */
    record Placed(RuleName at, Placement placement, Optional<String> variationKey) implements Step {
        @Override
        public Optional<RuleName> rule() {
            return Optional.of(at);
        }

        @Override
        public String text() {
            return "User is in "
                    + variationKey.map(it -> "variation \"" + it + "\"").orElse("no variation") + " of " + noun(at)
                    + " \"" + at.key() + "\" (bucket " + placement.bucket() + ").";
        }
    }

    /** A bandit chose, by the id of a variation. */
    record Predicted(RuleName at, String variationId) implements Step {
        @Override
        public Optional<RuleName> rule() {
            return Optional.of(at);
        }

        @Override
        public String text() {
            return "Variation " + variationId + " was predicted for experiment \"" + at.key() + "\".";
        }
    }

    /** No prediction could be had of a bandit, or there is none to ask. */
    record NotPredicted(RuleName at) implements Step {
        @Override
        public Optional<RuleName> rule() {
            return Optional.of(at);
        }

        @Override
        public String text() {
            return "Failed to fetch CMAB data for experiment " + at.key() + ".";
        }
    }

    private static String noun(RuleName at) {
        return switch (at.source()) {
            case EXPERIMENT, FEATURE_TEST -> "experiment";
            case ROLLOUT -> "rule";
            case HOLDOUT -> "holdout";
        };
    }
}
