package org.muriel.statistics.estimate;

import java.util.Optional;

/**
 * Where an effect is, with the promised certainty at all times at once: one member of a confidence sequence. Members
 * of one sequence may be intersected, which an {@link Interval} does not allow.
 *
 * @param low finite
 * @param high finite, at least {@code low}
 */
public record AnytimeInterval(double low, double high) implements Bounds {
    public AnytimeInterval {
        if (!(low <= high) || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException(
                    "interval from " + low + " to " + high + ", expected finite and in order");
        }
    }

    public static AnytimeInterval around(double centre, double halfWidth) {
        return new AnytimeInterval(centre - halfWidth, centre + halfWidth);
    }

    /** What both allow; empty when they contradict each other. */
    public Optional<AnytimeInterval> intersection(AnytimeInterval other) {
        double from = Math.max(low, other.low);
        double to = Math.min(high, other.high);
        return from <= to ? Optional.of(new AnytimeInterval(from, to)) : Optional.empty();
    }
}
