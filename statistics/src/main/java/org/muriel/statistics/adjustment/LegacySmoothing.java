package org.muriel.statistics.adjustment;

import java.util.Arrays;

/**
 * What the service we are compatible with did to outliers: an event's value above mean + 3 standard deviations of the seven
 * days before is replaced by that mean (statistics specification, 8.4).
 *
 * <p>Only for those who have to reproduce its numbers. It pulls exactly the values that carry an effect back to the past, and so
 * biases effects towards nothing; results made with it say so. {@link Winsorizing} is what to use instead.
 *
 * @param mean of values in the seven days before
 * @param threshold values above it are replaced
 */
public record LegacySmoothing(double mean, double threshold) {
    private static final double DEVIATIONS = 3;

    /** @param deviation of values in the seven days before, 0 or more */
    public static LegacySmoothing after(double mean, double deviation) {
        if (!(deviation >= 0 && Double.isFinite(mean + deviation))) {
            throw new IllegalArgumentException(
                    "mean " + mean + " and deviation " + deviation + ", expected finite and 0 or more");
        }
        return new LegacySmoothing(mean, mean + DEVIATIONS * deviation);
    }

    public double apply(double value) {
        return value > threshold ? mean : value;
    }

    /** The same for many; the given array stays as it is. */
    public double[] apply(double[] values) {
        return Arrays.stream(values).map(this::apply).toArray();
    }
}
