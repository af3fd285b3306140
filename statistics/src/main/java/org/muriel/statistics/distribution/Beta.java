package org.muriel.statistics.distribution;

/**
 * The beta distribution on (0, 1): what is known of a rate after a − 1 successes and b − 1 failures.
 *
 * @param a more than 0, finite
 * @param b more than 0, finite
 */
public record Beta(double a, double b) {
    public Beta {
        if (!(a > 0 && b > 0 && a + b < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("beta of " + a + " and " + b + ", expected finite numbers above 0");
        }
    }

    public double mean() {
        return a / (a + b);
    }

    public double standardDeviation() {
        return StrictMath.sqrt(mean() * (b / (a + b)) / (a + b + 1));
    }

    /** Density; 0 outside of (0, 1) and at its ends. */
    public double density(double x) {
        return x > 0 && x < 1 ? IncompleteBeta.power(x, 1 - x, a, b) / (x * (1 - x)) : 0;
    }

    /** Probability of at most x. */
    public double cdf(double x) {
        return IncompleteBeta.of(x, 1 - x, a, b);
    }

    /** Probability of more than x, with its own digits where it is small. */
    public double survival(double x) {
        return IncompleteBeta.complement(x, 1 - x, a, b);
    }

    /**
     * The x that is not exceeded with probability p.
     *
     * @param p strictly between 0 and 1
     */
    public double quantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("probability is " + p + ", expected between 0 and 1");
        }
        // The smaller tail, so that a p near 1 is not rounded away.
        return p <= 0.5
                ? Roots.newton(x -> cdf(x) - p, this::density, mean(), 0, 1)
                : Roots.newton(x -> (1 - p) - survival(x), this::density, mean(), 0, 1);
    }
}
