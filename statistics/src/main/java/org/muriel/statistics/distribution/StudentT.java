package org.muriel.statistics.distribution;

import java.util.function.DoubleUnaryOperator;

/**
 * Student's t distribution.
 *
 * <p>Tails are incomplete beta functions of ν/(ν+t²), with 1 − x known
 * exactly on both sides. Quantiles solve in the logarithms of t and of its tail, where the curve is all but straight at
 * 1.7 as at 10⁶ degrees of freedom; near the centre the probability between 0 and t takes the place of the tail.
 *
 * @param degreesOfFreedom ν, more than 0, need not be whole
 */
public record StudentT(double degreesOfFreedom) {
    /** Tails down to here are solved by what lies between 0 and t. */
    private static final double CENTRE = 0.25;

    public StudentT {
        if (!(degreesOfFreedom > 0 && degreesOfFreedom < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "degrees of freedom are " + degreesOfFreedom + ", expected a finite number above 0");
        }
    }

    public double density(double t) {
        double nu = degreesOfFreedom;
        return StrictMath.exp(-0.5 * (nu + 1) * StrictMath.log1p(t * t / nu) - LogGamma.ofBeta(0.5 * nu, 0.5))
                / StrictMath.sqrt(nu);
    }

    /** Probability of at most t. */
    public double cdf(double t) {
        return survival(-t);
    }

    /** Probability of more than t, with its own digits in the tail. */
    public double survival(double t) {
        return t < 0 ? 1 - tail(-t) : tail(t);
    }

    /**
     * The t that is not exceeded with probability p.
     *
     * @param p strictly between 0 and 1
     */
    public double quantile(double p) {
        return -upperQuantile(p);
    }

    /** The t that is exceeded with probability p; for small p more exact than the quantile of 1 − p. */
    public double upperQuantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("probability is " + p + ", expected between 0 and 1");
        }
        if (p == 0.5) {
            return 0;
        }
        return p > 0.5 ? -solve(1 - p, p - 0.5) : solve(p, 0.5 - p);
    }

    private double solve(double tail, double betweenZeroAndT) {
        boolean central = tail > CENTRE;
        double goal = StrictMath.log(central ? betweenZeroAndT : tail);
        // falling in ln t in both cases
        DoubleUnaryOperator f = central
                ? u -> goal - StrictMath.log(fromZero(StrictMath.exp(u)))
                : u -> StrictMath.log(tail(StrictMath.exp(u))) - goal;
        DoubleUnaryOperator slope = u -> {
            double t = StrictMath.exp(u);
            return -t * density(t) / (central ? fromZero(t) : tail(t));
        };
        double start = StrictMath.log(Normal.upperQuantile(tail));
        double low = start - 1;
        while (f.applyAsDouble(low) < 0) {
            low -= 1;
        }
        double high = start + 1;
        while (f.applyAsDouble(high) > 0) {
            high += 1 + 0.5 * (high - start);
        }
        return StrictMath.exp(Roots.newton(f, slope, start, low, high));
    }

    /**
     * @param t 0 or more
     */
    private double tail(double t) {
        double square = t * t;
        double sum = degreesOfFreedom + square;
        return 0.5 * IncompleteBeta.of(degreesOfFreedom / sum, square / sum, 0.5 * degreesOfFreedom, 0.5);
    }

    private double fromZero(double t) {
        double square = t * t;
        double sum = degreesOfFreedom + square;
        return 0.5 * IncompleteBeta.of(square / sum, degreesOfFreedom / sum, 0.5, 0.5 * degreesOfFreedom);
    }
}
