package org.muriel.decision;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the variations of contextual bandits. Must be safe for the threads that decide. SDK contract, 2.10: predictions
 * are kept for half an hour per visitor and rule while the attributes stay equal; that is up to the implementation.
 */
@FunctionalInterface
public interface Bandit {
    /**
     * Chooses a variation for a visitor whom traffic has let in.
     *
     * @param ruleId the experiment
     * @param attributes the visitor's attributes that the experiment lets the bandit know, by attribute key
     * @param options those of the call; the three about a cache are for the bandit
     * @return nothing if no prediction can be had, which makes the decision one of an error
     */
    Optional<Prediction> predict(
            Ruleset ruleset, String ruleId, Visitor visitor, Map<String, Object> attributes, Set<DecideOption> options);

    /** A chosen variation, and the id under which events report the choice. */
    record Prediction(String variationId, String uuid) {}
}
