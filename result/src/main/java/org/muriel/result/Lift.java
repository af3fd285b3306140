package org.muriel.result;

import java.util.Optional;
import org.muriel.statistics.estimate.Bounds;

/**
 * How one variation's metric differs from the baseline's, and how sure that is (statistics specification, 11.3).
 *
 * @param value 0.05 is 5 % more, or in the metric's unit when differences are absolute; absent when the baseline's rate
 *     is 0
 * @param status direction of the difference as the metric's winning direction sees it; does not wait for significance
 * @param significance 0 to 1; 0 until there is evidence
 * @param significant whether the significance reaches the experiment's confidence threshold
 * @param interval in the unit of {@code value}; absent while nothing may be said
 * @param visitorsRemaining of this variation until it is significant, if all stays as it is; absent when nobody knows
 * @param mostConclusive whether this variation is the metric's winner
 */
public record Lift(
        Optional<Double> value,
        Status status,
        double significance,
        boolean significant,
        Optional<Bounds> interval,
        Optional<Long> visitorsRemaining,
        boolean mostConclusive) {

    public enum Status {
        BETTER,
        WORSE,
        EQUAL
    }
}
