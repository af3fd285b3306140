package org.muriel.statistics.contrast;

/**
 * The effects that a test does not reject, before anybody says which promise that carries. A region without an end
 * says nothing and becomes a missing interval; a finite one becomes an
 * {@link org.muriel.statistics.estimate.Interval} or an {@link org.muriel.statistics.estimate.AnytimeInterval}.
 *
 * @param low negative infinity for no bound
 * @param high infinity for no bound
 */
public record Region(double low, double high) {
    public static final Region EVERYTHING = new Region(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** With so little information that a critical value passes this, nothing is said (statistics specification, 14). */
    static final double LARGEST_CRITICAL_VALUE = 1e150;

    public boolean isBounded() {
        return Double.isFinite(low) && Double.isFinite(high);
    }

    /** What both do not reject; without any member, low above high, when they contradict each other. */
    public Region intersect(Region other) {
        return new Region(Math.max(low, other.low), Math.min(high, other.high));
    }

    public boolean contains(double effect) {
        return low <= effect && effect <= high;
    }
}
