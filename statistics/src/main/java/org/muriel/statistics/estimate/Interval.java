package org.muriel.statistics.estimate;

/**
 * Where an effect is, with the promised certainty at one time that was fixed before the data were seen. Looking again
 * and again until it excludes something breaks the promise; {@link AnytimeInterval} is for that.
 *
 * @param low finite
 * @param high finite, at least {@code low}
 */
public record Interval(double low, double high) implements Bounds {
    public Interval {
        if (!(low <= high) || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException(
                    "interval from " + low + " to " + high + ", expected finite and in order");
        }
    }

    public static Interval around(double centre, double halfWidth) {
        return new Interval(centre - halfWidth, centre + halfWidth);
    }
}
