package org.muriel.result;

import java.util.Optional;

/**
 * How one variation's metric differs from the baseline's.
 *
 * @param value relative to the baseline, 0.05 is 5 %; absent when the baseline's rate is 0
 * @param status direction of the difference as the metric's winning direction sees it; does not wait for significance
 * @param significance 0 to 1; 0 until there is evidence
 * @param significant whether the significance reaches the experiment's confidence threshold
 */
public record Lift(Optional<Double> value, Status status, double significance, boolean significant) {

    public enum Status {
        BETTER,
        WORSE,
        EQUAL
    }
}
