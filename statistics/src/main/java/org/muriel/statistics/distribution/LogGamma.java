package org.muriel.statistics.distribution;

/**
 * The logarithm of the gamma function, its increases, and the logarithm of the beta function.
 *
 * <p>lnΓ(a) grows like a ln a, so that a difference of two values near 10⁷ has lost nine digits before anything was
 * computed. {@link #increase} therefore subtracts on paper: from a = 10 on with Stirling's series (DLMF 5.11.1), whose
 * leading terms combine to ln(1 + n/a), and below after raising a by the recurrence Γ(a+1) = aΓ(a). Around the zeros of
 * lnΓ at 1 and 2 the Taylor series of lnΓ (DLMF 5.7.3) keeps the relative accuracy that Stirling's series would lose.
 *
 * <p>A kept library was measured first: it is as accurate for single values, but has no such differences, and gives
 * other bits on another machine (docs/decisions/0032).
 */
public final class LogGamma {
    private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

    /** 1 − γ, with Euler's constant γ. */
    private static final double ONE_MINUS_EULER = 0.42278433509846713;

    /** From here on the next term of Stirling's series is below 2⁻⁵³ of the value. */
    private static final double STIRLING_FROM = 10;

    /** B₂ₖ/(2k(2k−1)) for k = 2, 3, …: Stirling's series after 1/(12a), in powers of 1/a². */
    private static final double[] STIRLING = {
        -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400
    };

    /** (−1)ᵏ(ζ(k)−1)/k for k = 2, 3, …: coefficients of zᵏ in lnΓ(2+z), computed with 40 digits and rounded. */
    private static final double[] TAYLOR = {
        0.3224670334241132,
        -0.0673523010531981,
        0.020580808427784546,
        -0.007385551028673986,
        0.0028905103307415234,
        -0.001192753911703261,
        0.0005096695247430425,
        -0.00022315475845357939,
        9.945751278180853e-05,
        -4.492623673813314e-05,
        2.050721277567069e-05,
        -9.439488275268397e-06,
        4.374866789907488e-06,
        -2.039215753801366e-06,
        9.55141213040742e-07,
        -4.492469198764566e-07,
        2.1207184805554665e-07,
        -1.0043224823968099e-07,
        4.7698101693639804e-08,
        -2.2711094608943164e-08,
        1.0838659214896955e-08,
        -5.183475041970047e-09,
        2.4836745438024785e-09,
        -1.1921401405860912e-09,
        5.731367241678862e-10,
        -2.7595228851242334e-10,
        1.330476437424449e-10
    };

    private LogGamma() {}

    /**
     * lnΓ(a), relative error about 10⁻¹⁵.
     *
     * @param a more than 0, finite
     */
    public static double of(double a) {
        requirePositive(a, "argument");
        if (a >= STIRLING_FROM) {
            return (a - 0.5) * StrictMath.log(a) - a + HALF_LOG_TWO_PI + remainder(a);
        }
        if (a < 0.5) {
            return of(1 + a) - StrictMath.log(a);
        }
        if (a < 1.5) {
            return taylor(a - 1) - StrictMath.log1p(a - 1);
        }
        double product = 1;
        double reduced = a;
        while (reduced >= 2.5) {
            reduced -= 1;
            product *= reduced;
        }
        return taylor(reduced - 2) + StrictMath.log(product);
    }

    /**
     * lnΓ(a+n) − lnΓ(a) without the cancellation of the difference.
     *
     * @param a more than 0, finite
     * @param n 0 or more, finite
     */
    public static double increase(double a, double n) {
        requirePositive(a, "argument");
        if (!(n >= 0 && n < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("increase by " + n + ", expected a finite number of 0 or more");
        }
        double below = 0;
        double base = a;
        while (base < STIRLING_FROM) {
            below += StrictMath.log1p(n / base);
            base += 1;
        }
        return (base - 0.5) * StrictMath.log1p(n / base)
                + n * (StrictMath.log(base + n) - 1)
                + increaseOfRemainder(base, n)
                - below;
    }

    /**
     * ln B(a, b) = lnΓ(a) + lnΓ(b) − lnΓ(a+b).
     *
     * @param a more than 0, finite
     * @param b likewise
     */
    public static double ofBeta(double a, double b) {
        double small = Math.min(a, b);
        double large = Math.max(a, b);
        if (small < STIRLING_FROM) {
            return of(small) - increase(large, small);
        }
        double ratio = small / large;
        return HALF_LOG_TWO_PI
                - 0.5 * StrictMath.log(large)
                + (small - 0.5) * (StrictMath.log(ratio) - StrictMath.log1p(ratio))
                - large * StrictMath.log1p(ratio)
                + remainderOfBeta(small, large);
    }

    /** What Stirling's leading terms leave: lnΓ(a) − ((a−½) ln a − a + ½ ln 2π). */
    static double remainder(double a) {
        return isLarge(a)
                ? 1 / (12 * a) + afterFirst(a)
                : of(a) - ((a - 0.5) * StrictMath.log(a) - a + HALF_LOG_TWO_PI);
    }

    /** What Stirling's leading terms leave of ln B(a, b), for both of at least 10. */
    static double remainderOfBeta(double a, double b) {
        return remainder(a) + remainder(b) - remainder(a + b);
    }

    /** From here on {@link #remainder} is a series, and small. */
    static boolean isLarge(double a) {
        return a >= STIRLING_FROM;
    }

    private static double increaseOfRemainder(double a, double n) {
        return -n / (12 * a * (a + n)) + afterFirst(a + n) - afterFirst(a);
    }

    private static double afterFirst(double a) {
        double inverse = 1 / a;
        double square = inverse * inverse;
        return Polynomial.ascending(STIRLING, square) * square * inverse;
    }

    /** lnΓ(2+z), for |z| of at most ½. */
    private static double taylor(double z) {
        return z * (ONE_MINUS_EULER + z * Polynomial.ascending(TAYLOR, z));
    }

    private static void requirePositive(double a, String name) {
        if (!(a > 0 && a < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + a + ", expected a finite number above 0");
        }
    }
}
