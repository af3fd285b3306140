package org.muriel.experiment.feature;

import java.util.Map;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.traffic.Share;

/**
 * Who gets a feature outside of experiments.
 *
 * @param enabled the switch: a rule that is off serves nobody, whatever its share
 * @param share of the targeted visitors
 * @param variableValues variable id → text served instead of the variable's default
 */
public record RolloutRule(
        long id, Targeting targeting, boolean enabled, Share share, Map<Long, String> variableValues) {
    public RolloutRule {
        variableValues = Map.copyOf(variableValues);
    }
}
