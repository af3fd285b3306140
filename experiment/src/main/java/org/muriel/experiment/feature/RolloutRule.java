package org.muriel.experiment.feature;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.traffic.Allocation;
import org.muriel.experiment.traffic.Range;
import org.muriel.experiment.traffic.Share;

/**
 * Who gets a feature outside of experiments.
 *
 * @param enabled the switch: a rule that is off serves nobody, whatever its share
 * @param share of the targeted visitors
 * @param variableValues variable id → text served instead of the variable's default
 * @param delivery how clients know it, when that does not follow from its id
 */
public record RolloutRule(
        long id,
        Targeting targeting,
        boolean enabled,
        Share share,
        Map<Long, String> variableValues,
        Optional<Delivery> delivery) {

    /** A rule made here. */
    public RolloutRule(long id, Targeting targeting, boolean enabled, Share share, Map<Long, String> variableValues) {
        this(id, targeting, enabled, share, variableValues, Optional.empty());
    }

    public RolloutRule {
        variableValues = Map.copyOf(variableValues);
        SequencedMap<Long, Integer> total = new LinkedHashMap<>();
        total.put(id, share.basisPoints());
        delivery = delivery.map(it -> it.withRanges(new Allocation(it.ranges())
                .withTotals(total, Share.EVERYONE.basisPoints())
                .ranges()));
    }

    /** Whom it serves, by its id: with another share as many as possible see what they saw. */
    public List<Range> ranges() {
        return delivery.map(Delivery::ranges)
                .orElseGet(() -> share.equals(Share.NOBODY)
                        ? List.of()
                        : List.of(new Range(Optional.of(id), share.basisPoints())));
    }
}
