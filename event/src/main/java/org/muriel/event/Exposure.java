package org.muriel.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A decision that a visitor was shown. On the wire it is a decision and the {@code campaign_activated} event beside
 * it, from which it has uuid and time. Without an experiment it counts for the use of the flag alone.
 *
 * @param campaignId layer of the experiment, or the rollout
 * @param experimentId of the rule, which may belong to a rollout
 * @param variationId nothing when no variation was decided
 * @param holdback whether the visitor belongs to a share kept out of the campaign
 */
public record Exposure(
        String uuid,
        Instant at,
        Optional<String> campaignId,
        Optional<String> experimentId,
        Optional<String> variationId,
        boolean holdback,
        Optional<Flag> flag)
        implements VisitorEvent {

    /**
     * What the client knew of the flag; some clients say nothing of it.
     *
     * @param key empty when an experiment without a flag was decided
     * @param ruleKey empty when no rule decided
     * @param ruleType {@code experiment}, {@code feature-test}, {@code rollout} or {@code holdout}
     * @param variationKey empty when no variation was decided
     * @param enabled whether the visitor was given the flag
     * @param banditUuid of the prediction that a contextual bandit made
     */
    public record Flag(
            String key,
            String ruleKey,
            String ruleType,
            String variationKey,
            boolean enabled,
            Optional<String> banditUuid) {}
}
