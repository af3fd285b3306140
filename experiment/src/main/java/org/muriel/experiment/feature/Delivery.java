package org.muriel.experiment.feature;

import java.util.List;
import org.muriel.experiment.traffic.Range;

/**
 * How datafiles show a rule of a rollout that was made elsewhere. Its buckets hang on its id, so that is kept to the
 * letter.
 *
 * @param ruleId what is hashed to find a visitor's bucket
 * @param ruleKey what decisions name
 * @param layerId what events name
 * @param variationId of its only variation
 * @param variationKey what decisions name
 * @param featureEnabled whether the feature is on for whoever gets the variation
 * @param ranges which buckets it serves, held by the rule's own id
 */
public record Delivery(
        String ruleId,
        String ruleKey,
        String layerId,
        String variationId,
        String variationKey,
        boolean featureEnabled,
        List<Range> ranges) {
    public Delivery {
        ranges = List.copyOf(ranges);
    }

    Delivery withRanges(List<Range> newRanges) {
        return new Delivery(ruleId, ruleKey, layerId, variationId, variationKey, featureEnabled, newRanges);
    }
}
