package org.muriel.statistics.distribution;

/**
 * The chi-square distribution.
 *
 * <p>Its tail is the regularised incomplete gamma function Q(k/2, x/2): the series DLMF 8.11.4 for the lower part where
 * that is the smaller one, Lentz's evaluation of the continued fraction DLMF 8.9.2 for the upper part otherwise.
 *
 * @param degreesOfFreedom k, more than 0
 */
public record ChiSquare(double degreesOfFreedom) {
    private static final int MOST_TERMS = 1_000_000;
    private static final double TINY = 1e-300;

    public ChiSquare {
        if (!(degreesOfFreedom > 0 && degreesOfFreedom < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "degrees of freedom are " + degreesOfFreedom + ", expected a finite number above 0");
        }
    }

    /** Probability of more than {@code x}, with its own digits in the tail. */
    public double survival(double x) {
        if (x <= 0) {
            return 1;
        }
        double a = 0.5 * degreesOfFreedom;
        double half = 0.5 * x;
        double power = power(half, a);
        if (power == 0) { // so far out that the fraction below would not come to an end
            return half < a + 1 ? 1 : 0;
        }
        return half < a + 1 ? 1 - power * series(half, a) : power * fraction(half, a);
    }

    /** x^a e^(−x) / Γ(a). */
    private static double power(double x, double a) {
        if (LogGamma.isLarge(a)) {
            return StrictMath.exp(-a * UnitDeviance.of((x - a) / a) - LogGamma.remainder(a))
                    * StrictMath.sqrt(a / (2 * StrictMath.PI));
        }
        return StrictMath.exp(a * StrictMath.log(x) - x - LogGamma.of(a));
    }

    private static double series(double x, double a) {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; term > sum * 1e-17; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    private static double fraction(double x, double a) {
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double result = d;
        for (int i = 1; i <= MOST_TERMS; i++) {
            double step = -i * (i - a);
            b += 2;
            d = 1 / nonzero(step * d + b);
            c = nonzero(b + step / c);
            double factor = d * c;
            result *= factor;
            if (Math.abs(factor - 1) < 1e-16) {
                return result;
            }
        }
        throw new ArithmeticException("no convergence at x = " + x + ", a = " + a);
    }

    private static double nonzero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
