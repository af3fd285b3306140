package org.muriel.decision.generated;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that can be seen of a call, from whoever answers it.
 *
 * @param lines decisions by the keys of flags
 * @param exposures reported, in an order of their own
 * @param saved the visitor's profile as the call saved it: ids of variations by ids of experiments
 */
record Answer(Map<String, Line> lines, List<Exposure> exposures, Optional<Map<String, String>> saved) {
    Answer {
        exposures = exposures.stream()
                .sorted(Comparator.comparing(Exposure::toString))
                .toList();
    }

    /** This answer as far as it is not about some flags. */
    Answer without(Set<String> flagKeys) {
        Map<String, Line> otherLines = new HashMap<>(lines);
        otherLines.keySet().removeAll(flagKeys);
        return new Answer(
                otherLines,
                exposures.stream()
                        .filter(it -> !flagKeys.contains(it.flagKey()))
                        .toList(),
                saved);
    }

    /** A decision. Absent keys are empty; of reasons only those whose words all SDKs share. */
    record Line(
            String ruleKey,
            String variationKey,
            boolean enabled,
            Map<String, @Nullable Object> variables,
            List<String> reasons) {}

    /** What events report of a decision, with empty texts for what is absent. */
    record Exposure(
            String flagKey,
            String ruleKey,
            String ruleType,
            String variationKey,
            boolean enabled,
            String campaignId,
            String experimentId,
            String variationId) {}
}
