package org.muriel.statistics.bandit;

import org.muriel.statistics.summary.Arm;

/**
 * What is believed of an arm's mean: normal with this mean and standard deviation.
 *
 * @param deviation 0 or more; at 0 the mean is known
 */
public record Posterior(double mean, double deviation) {
    public Posterior {
        if (!Double.isFinite(mean) || !(deviation >= 0 && Double.isFinite(deviation))) {
            throw new IllegalArgumentException(
                    "posterior with mean " + mean + " and deviation " + deviation + ", expected numbers, 0 or more");
        }
    }

    /**
     * Of a proportion: mean and deviation of Beta(1+x, 1+n−x), the posterior of a flat prior. Close enough to normal once
     * some hundred units were seen, and never certain, also when all or none succeeded.
     */
    public static Posterior ofProportion(long count, long successes) {
        if (successes < 0 || successes > count) {
            throw new IllegalArgumentException(successes + " successes, expected 0 to " + count);
        }
        double a = 1.0 + successes;
        double b = 1.0 + count - successes;
        double mean = a / (a + b);
        return new Posterior(mean, Math.sqrt(mean * (b / (a + b)) / (a + b + 1)));
    }

    /** Of any other mean: N(m, s²/n), a flat prior and the central limit theorem. */
    public static Posterior of(Arm arm) {
        return new Posterior(arm.mean(), Math.sqrt(arm.varianceOfMean()));
    }
}
