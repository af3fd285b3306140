package org.muriel.api.ofrep;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muriel.api.json.Json;
import org.muriel.api.json.Values;
import org.muriel.decision.Decision;
import org.muriel.decision.Ruleset;
import org.muriel.decision.audience.Condition;
import org.muriel.decision.datafile.Datafile.Experiment;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decisions as evaluations: the key of a flag has the boolean whether it is on, and {@code flag.variable} the value of
 * one of its variables.
 */
final class Evaluations {
    private static final String EVERYONE_ELSE = "default-";

    private Evaluations() {}

    /**
     * What is evaluated under a key. Keys of flags have no dot.
     *
     * @param variable nothing when the flag itself is meant
     */
    record Target(String flagKey, Optional<String> variable) {
        /** @return nothing when the datafile has no such flag, or the flag no such variable */
        static Optional<Target> find(Ruleset ruleset, String key) {
            int dot = key.indexOf('.');
            Target target = dot < 0
                    ? new Target(key, Optional.empty())
                    : new Target(key.substring(0, dot), Optional.of(key.substring(dot + 1)));
            return ruleset.flag(target.flagKey())
                    .filter(flag -> target.variable().isEmpty()
                            || flag.variables().stream()
                                    .anyMatch(it ->
                                            it.key().equals(target.variable().get())))
                    .map(it -> target);
        }
    }

    /** @return a success, which always has a value, or a failure when a variable's text is none of its type */
    static ObjectNode write(Ruleset ruleset, String key, Decision decision, Optional<String> variable) {
        return variable.isEmpty()
                ? success(ruleset, key, decision, decision.enabled())
                : variable(ruleset, key, decision, decision.variables().get(variable.get()));
    }

    private static ObjectNode variable(Ruleset ruleset, String key, Decision decision, @Nullable Object value) {
        return value == null
                ? failure(key, "GENERAL", "The text of the variable is invalid or of the wrong type.")
                : success(ruleset, key, decision, value);
    }

    private static ObjectNode success(Ruleset ruleset, String key, Decision decision, Object value) {
        ObjectNode node = Json.object().put("key", key).put("reason", reason(decision));
        node.set("value", Values.node(value));
        decision.variationKey().ifPresent(it -> node.put("variant", it));
        ObjectNode metadata =
                node.putObject("metadata").put("flagKey", decision.flagKey()).put("revision", ruleset.revision());
        decision.ruleKey().ifPresent(it -> metadata.put("ruleKey", it));
        decision.ruleId().ifPresent(it -> metadata.put("experimentId", it));
        return node;
    }

    static ObjectNode failure(String key, String errorCode, String details) {
        return Json.object().put("key", key).put("errorCode", errorCode).put("errorDetails", details);
    }

    /** A flag and its variables, each under its key. */
    static void writeAll(ArrayNode into, Ruleset ruleset, Decision decision) {
        into.add(write(ruleset, decision.flagKey(), decision, Optional.empty()));
        decision.variables()
                .keySet()
                .forEach(it -> into.add(write(ruleset, decision.flagKey() + "." + it, decision, Optional.of(it))));
    }

    private static String reason(Decision decision) {
        if (decision.rule().isEmpty()) {
            return decision.variation().isEmpty() ? "DISABLED" : "TARGETING_MATCH";
        }
        return switch (decision.source()) {
            case EXPERIMENT, FEATURE_TEST, HOLDOUT -> "SPLIT";
            case ROLLOUT -> rollout(decision.rule().get());
        };
    }

    private static String rollout(Experiment rule) {
        if (rule.key().startsWith(EVERYONE_ELSE)) {
            return "STATIC";
        }
        return rule.targeting().equals(Condition.EVERYONE) ? "SPLIT" : "TARGETING_MATCH";
    }
}
