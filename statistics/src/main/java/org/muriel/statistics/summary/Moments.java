package org.muriel.statistics.summary;

/**
 * Count, mean and spread of units whose sums were not kept, in a form that merges.
 *
 * <p>Merging is associative up to rounding, so days, files and shards may be combined in any order. The mean is kept
 * instead of the raw sum of squares because the latter loses digits when the mean is large against the spread (Chan,
 * Golub and LeVeque 1983, The American Statistician 37(3), equation 1.5). Where sums can be kept exactly,
 * {@link Arm#mean} is better: it is the same to the last bit in any order.
 *
 * @param count units, 0 or more
 * @param mean 0 when {@code count} is 0
 * @param squares summed squared distance from the mean (M₂), never negative
 */
public record Moments(long count, double mean, double squares) {
    public static final Moments NONE = new Moments(0, 0, 0);

    public Moments {
        if (count < 0 || !Double.isFinite(mean) || !(squares >= 0 && squares < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("moments of " + count + " units with mean " + mean + " and squares "
                    + squares + ", expected a count and squares of 0 or more and finite figures");
        }
    }

    public Moments merge(Moments other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        double both = (double) count + other.count;
        double apart = other.mean - mean;
        return new Moments(
                Math.addExact(count, other.count),
                mean + apart * (other.count / both),
                squares + other.squares + apart * apart * ((double) count * other.count / both));
    }

    /** Sample variance, M₂/(n−1); 0 for fewer than two units. */
    public double variance() {
        return count < 2 ? 0 : squares / (count - 1);
    }

    public Arm arm() {
        return new Arm(count, mean, variance());
    }
}
