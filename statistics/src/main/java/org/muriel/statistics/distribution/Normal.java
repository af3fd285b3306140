package org.muriel.statistics.distribution;

/**
 * The standard normal distribution.
 *
 * <p>The cdf is Cody's rational approximation in three ranges (W. J. Cody 1969, Rational Chebyshev approximations for the
 * error function, Mathematics of Computation 23, 631–637; in the form for Φ that Cody published as ANORM in Algorithm 715,
 * ACM Transactions on Mathematical Software 19, 1993). Beyond the first range it approximates the ratio of tail to
 * density, which neither underflows nor loses digits however far the tail: {@link #logCdf} is exact to the last digits at
 * z = −10¹⁰ as well, and the third range is an asymptotic expansion in 1/z² already. Quantiles are two of Halley's steps
 * from a rough first guess: two evaluations of the cdf buy an inverse that agrees with it, instead of a second table.
 */
public final class Normal {
    private static final double INVERSE_ROOT_TWO_PI = 0.3989422804014327;

    /** Up to here Φ(z) − ½ is approximated, then the tail. */
    private static final double CENTRE = 0.66291;

    private static final double TAIL_FROM = StrictMath.sqrt(32);

    private static final double[] CENTRE_NUMERATOR = {
        18154.98125334356, 1067.6894854603709, 161.02823106855587, 2.2352520354606837, 0.06568233791820745
    };
    private static final double[] CENTRE_DENOMINATOR = {
        45507.78933502673, 10260.932208618979, 976.0985517377767, 47.202581904688245, 1
    };
    private static final double[] MIDDLE_NUMERATOR = {
        9842.714838383978,
        11602.65143764735,
        6848.190450536283,
        2494.5375852903726,
        597.2702763948002,
        93.50665613217785,
        8.883149794388377,
        0.39894151208813466,
        1.0765576773720192e-08
    };
    private static final double[] MIDDLE_DENOMINATOR = {
        19685.429676859992,
        38912.00328609327,
        34900.95272114598,
        18615.571640885097,
        6485.558298266761,
        1519.3775994075547,
        235.387901782625,
        22.266688044328117,
        1
    };
    private static final double[] TAIL_NUMERATOR = {
        2.9112874951168793e-05,
        0.0014216191932278934,
        0.0222352778706498070,
        0.12740116116024736,
        0.215898534057957,
        0.023073441764940174
    };
    private static final double[] TAIL_DENOMINATOR = {
        7.297515550839662e-05, 0.0037823963320275824, 0.06598813786892856, 0.4682382124808651, 1.284260096144911, 1
    };

    private Normal() {}

    /** φ(z). */
    public static double density(double z) {
        return INVERSE_ROOT_TWO_PI * bell(Math.abs(z));
    }

    /** Φ(z), the probability of at most z. */
    public static double cdf(double z) {
        return z > -CENTRE ? z < CENTRE ? 0.5 + centred(z) : 1 - tail(z) : tail(-z);
    }

    /** 1 − Φ(z), with its own digits where Φ(z) is nearly 1. */
    public static double survival(double z) {
        return cdf(-z);
    }

    /** ln Φ(z), also where Φ(z) is below the smallest double. */
    public static double logCdf(double z) {
        if (z > CENTRE) {
            return StrictMath.log1p(-tail(z));
        }
        return z > -CENTRE ? StrictMath.log(0.5 + centred(z)) : -0.5 * z * z + StrictMath.log(tailPerBell(-z));
    }

    /**
     * Φ⁻¹(p).
     *
     * @param p strictly between 0 and 1
     */
    public static double quantile(double p) {
        return -upperQuantile(p);
    }

    /** The z that is exceeded with probability p; for small p more exact than the quantile of 1 − p. */
    public static double upperQuantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("probability is " + p + ", expected between 0 and 1");
        }
        if (p == 0.5) {
            return 0;
        }
        // 1 − p is exact for p of at least ½
        return p > 0.5 ? -upperHalf(1 - p, 0.5 - p) : upperHalf(p, 0.5 - p);
    }

    private static double upperHalf(double p, double fromCentre) {
        double z = roughly(p);
        for (int step = 0; step < 2; step++) {
            // How far Φ(z) is beyond its target, in units of the density; near the centre as a difference of
            // differences
            double beyond = z < CENTRE
                    ? (centred(z) - Math.abs(fromCentre)) / density(z)
                    : p / density(z) - tailPerBell(z) / INVERSE_ROOT_TWO_PI;
            z -= beyond / (1 + 0.5 * z * beyond);
        }
        return z;
    }

    /** Within 0.0005 (C. Hastings 1955, Approximations for Digital Computers, sheet 68; Abramowitz and Stegun 26.2.23). */
    private static double roughly(double p) {
        double t = StrictMath.sqrt(-2 * StrictMath.log(p));
        return t - ((0.010328 * t + 0.802853) * t + 2.515517) / (((0.001308 * t + 0.189269) * t + 1.432788) * t + 1);
    }

    /** Φ(z) − ½ for small |z|, with its own relative accuracy. */
    private static double centred(double z) {
        double square = z * z;
        return z * Polynomial.ascending(CENTRE_NUMERATOR, square) / Polynomial.ascending(CENTRE_DENOMINATOR, square);
    }

    /** 1 − Φ(z) for z not small. */
    private static double tail(double z) {
        return bell(z) * tailPerBell(z);
    }

    /** (1 − Φ(z)) / exp(−z²/2) for z not small. */
    private static double tailPerBell(double z) {
        if (z < TAIL_FROM) {
            return Polynomial.ascending(MIDDLE_NUMERATOR, z) / Polynomial.ascending(MIDDLE_DENOMINATOR, z);
        }
        double square = 1 / (z * z);
        double correction =
                square * Polynomial.ascending(TAIL_NUMERATOR, square) / Polynomial.ascending(TAIL_DENOMINATOR, square);
        return (INVERSE_ROOT_TWO_PI - correction) / z;
    }

    /** exp(−z²/2); z is split so that its square is not rounded, which would cost as many digits as z² has (Cody 1969). */
    private static double bell(double z) {
        if (z > 40) {
            return 0;
        }
        double head = Math.rint(z * 16) / 16;
        return StrictMath.exp(-0.5 * head * head) * StrictMath.exp(-0.5 * (z - head) * (z + head));
    }
}
