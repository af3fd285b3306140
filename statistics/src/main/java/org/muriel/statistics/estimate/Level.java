package org.muriel.statistics.estimate;

/**
 * How often one accepts to be wrong.
 *
 * @param alpha probability of an error, 0 to less than 1; at 0 nothing is ever significant and no interval is finite
 */
public record Level(double alpha) {
    /** Decimals that a threshold means: 1 − 0.9 is 0.1 and not 0.09999999999999998 (statistics specification, 14). */
    private static final double DECIMALS = 1e12;

    public Level {
        if (!(alpha >= 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha is " + alpha + ", expected 0 to less than 1");
        }
    }

    /** @param threshold confidence asked for, more than 0 and at most 1 */
    public static Level ofThreshold(double threshold) {
        return new Level(Math.rint((1 - threshold) * DECIMALS) / DECIMALS);
    }

    /** Another share of the same error. */
    public Level times(double factor) {
        return new Level(alpha * factor);
    }

    /** ln(1/α), infinite at level 0. */
    public double logOfInverse() {
        return -StrictMath.log(alpha);
    }
}
