package org.muriel.result;

import java.time.Duration;
import java.util.Map;

/**
 * Choices of how events become cells (statistics specification, 1.1 and 1.2).
 *
 * @param observation index of a metric → how long after its first exposure a visitor is observed; whoever is still
 *     observed at a look is not in its cell
 */
public record Counting(SegmentMode segmentMode, Crossover crossover, Map<Integer, Duration> observation) {
    public static final Counting DEFAULT = new Counting(SegmentMode.EXPOSURE, Crossover.FIRST, Map.of());

    public Counting {
        observation = Map.copyOf(observation);
    }

    /** Where a visitor's attributes are read. */
    public enum SegmentMode {
        /** On the first exposure, so that the segment is fixed before the outcome. */
        EXPOSURE,
        /** On any event: a visitor belongs from the first event that has the value on, and only such events count. */
        EVENT
    }

    /** What becomes of visitors who were seen in a second variation. */
    public enum Crossover {
        /** They stay in the first. */
        FIRST,
        /** They leave every arm, from the look on at which it is known. */
        EXCLUDE
    }
}
