package org.muriel.statistics.distribution;

/**
 * The regularised incomplete beta function Iₓ(a, b), on which the beta and Student's t distribution rest.
 *
 * <p>Below the mean the continued fraction of A. R. DiDonato and A. H. Morris (1992, Algorithm 708, ACM Transactions on
 * Mathematical Software 18, 360–373, section 4), by Lentz's method; above the mean the same from the other side, so that
 * the smaller tail has its own digits. It takes the distance from the mean as given, where the better-known DLMF 8.17.22
 * subtracts numbers near 1 and loses five digits of a t tail at 10⁷ degrees of freedom. The number of its terms grows
 * with the square root of the larger parameter near the mean; where both are large the tail is integrated instead: the
 * density falls like a bell, and 64 nodes over the part that matters are exact to the last digits at a fixed price.
 */
final class IncompleteBeta {
    /** With both parameters above this the tail is integrated: where both ways take about the same time. */
    private static final double BELL_FROM = 1000;

    /** Standard deviations after which a tail beginning at the mean or beyond has lost 2⁻⁵³ of itself and more. */
    private static final double REACH = 9;

    /** Far beyond the root of the largest count anybody has. */
    private static final int MOST_TERMS = 1_000_000;

    private static final double TINY = 1e-300;

    private IncompleteBeta() {}

    /**
     * Iₓ(a, b).
     *
     * @param x 0 to 1
     * @param y 1 − x, given because the caller often knows it to more digits
     */
    static double of(double x, double y, double a, double b) {
        if (x <= 0) {
            return 0;
        }
        if (y <= 0) {
            return 1;
        }
        return isBelowMean(x, y, a, b) ? lowerTail(x, y, a, b) : 1 - lowerTail(y, x, b, a);
    }

    /** 1 − Iₓ(a, b), with its own digits. */
    static double complement(double x, double y, double a, double b) {
        return of(y, x, b, a);
    }

    /** x^a y^b / B(a, b), without the cancellation of its logarithms. */
    static double power(double x, double y, double a, double b) {
        return StrictMath.exp(logPower(x, y, a, b));
    }

    static double logPower(double x, double y, double a, double b) {
        if (LogGamma.isLarge(a) && LogGamma.isLarge(b)) {
            double sum = a + b;
            double meanX = a / sum;
            double meanY = b / sum;
            // d/meanX · a and d/meanY · b are the same number, which is why the linear terms may be left out of both
            double d = x < y ? x - meanX : meanY - y;
            return -a * UnitDeviance.of(d / meanX)
                    - b * UnitDeviance.of(-d / meanY)
                    + 0.5 * StrictMath.log(a * meanY / (2 * StrictMath.PI))
                    - LogGamma.remainderOfBeta(a, b);
        }
        double logX = x < 0.5 ? StrictMath.log(x) : StrictMath.log1p(-y);
        double logY = y < 0.5 ? StrictMath.log(y) : StrictMath.log1p(-x);
        return a * logX + b * logY - LogGamma.ofBeta(a, b);
    }

    private static boolean isBelowMean(double x, double y, double a, double b) {
        return x * (b + 1) <= y * (a + 1);
    }

    private static double lowerTail(double x, double y, double a, double b) {
        return Math.min(a, b) > BELL_FROM ? integral(x, y, a, b) : power(x, y, a, b) * fraction(x, y, a, b);
    }

    /** The density from 0 to x by quadrature over the part of it that matters, as a multiple of its value at x. */
    private static double integral(double x, double y, double a, double b) {
        double sd = StrictMath.sqrt(a * b / (a + b + 1)) / (a + b);
        double beyond = Math.max(0, (a / (a + b) - x) / sd);
        // A bell's tail falls by e for every 1/beyond standard deviations, and never slower than the bell itself.
        double reach = Math.min(x, sd * REACH * Math.min(1, 5 / Math.max(beyond, 1e-9)));
        return GaussLegendre.integrate(u -> power(x - u, y + u, a, b) / ((x - u) * (y + u)), 0, reach, 1);
    }

    private static double fraction(double x, double y, double a, double b) {
        // a − (a+b)x, by the smaller product so that it does not cancel
        double belowMean = a > b ? (a + b) * y - b : a - (a + b) * x;
        double c = nonzero(a / (a + 1) * (belowMean + 1));
        double d = 0;
        double result = c;
        for (int n = 1; n <= MOST_TERMS; n++) {
            double odd = a + 2 * n - 1;
            double alpha = (a + n - 1) / odd * ((a + b + n - 1) / odd) * n * (b - n) * x * x;
            double beta = n + n * (b - n) * x / odd + (a + n) / (odd + 2) * (belowMean + 1 + n * (1 + y));
            d = 1 / nonzero(beta + alpha * d);
            c = nonzero(beta + alpha / c);
            double factor = c * d;
            result *= factor;
            if (Math.abs(factor - 1) < 1e-16) {
                return 1 / result;
            }
        }
        throw new ArithmeticException("no convergence at x = " + x + ", a = " + a + ", b = " + b);
    }

    private static double nonzero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
