package org.muriel.calibration;

import java.util.random.RandomGenerator;

/** Random numbers of the distributions that outcomes have. {@link LuckTest} compares them with what they should be. */
final class Luck {
    /** Below this many expected successes counting through is faster than rejecting. */
    private static final double FEW = 10;

    private Luck() {}

    /**
     * How many of n succeed.
     *
     * @param p chance of each, 0 to 1
     */
    static long binomial(RandomGenerator random, long n, double p) {
        if (p > 0.5) {
            return n - binomial(random, n, 1 - p);
        }
        return n * p < FEW ? byWaiting(random, n, p) : byRejection(random, n, p);
    }

    /** Jumps from success to success: the units in between are geometric (Devroye 1986, X.4.3). */
    private static long byWaiting(RandomGenerator random, long n, double p) {
        if (p == 0) {
            return 0;
        }
        double log = Math.log1p(-p);
        long successes = 0;
        long place = 0;
        while (true) {
            place += 1 + (long) Math.floor(Math.log(1 - random.nextDouble()) / log);
            if (place > n || place <= 0) {
                return successes;
            }
            successes++;
        }
    }

    /** Transformed rejection (Hörmann 1993, Journal of Statistical Computation and Simulation 46, algorithm BTRS). */
    private static long byRejection(RandomGenerator random, long n, double p) {
        double q = 1 - p;
        double spread = Math.sqrt(n * p * q);
        double b = 1.15 + 2.53 * spread;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double c = n * p + 0.5;
        double accept = 0.92 - 4.2 / b;
        double alpha = (2.83 + 5.1 / b) * spread;
        double mode = Math.floor((n + 1) * p);
        double odds = p / q;
        while (true) {
            double v = random.nextDouble();
            double u = random.nextDouble() - 0.5;
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + c);
            if (us >= 0.07 && v <= accept) {
                return (long) k;
            }
            if (k < 0 || k > n) {
                continue;
            }
            double height = Math.log(v * alpha / (a / (us * us) + b));
            double ratio = (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1)))
                    + (n + 1) * Math.log((n - mode + 1) / (n - k + 1))
                    + (k + 0.5) * Math.log(odds * (n - k + 1) / (k + 1))
                    + tail(mode)
                    + tail(n - mode)
                    - tail(k)
                    - tail(n - k);
            if (height <= ratio) {
                return (long) k;
            }
        }
    }

    /** What Stirling's formula leaves of ln k!. */
    private static double tail(double k) {
        double square = (k + 1) * (k + 1);
        return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1);
    }

    /** Marsaglia and Tsang 2000, ACM Transactions on Mathematical Software 26(3); scale 1, shape above 0. */
    static double gamma(RandomGenerator random, double shape) {
        if (shape < 1) {
            return gamma(random, shape + 1) * Math.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            if (v > 0) {
                v = v * v * v;
                if (Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                    return d * v;
                }
            }
        }
    }

    /** For small means, by multiplying until e^(−mean) is passed (Knuth). */
    static int poisson(RandomGenerator random, double mean) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    static double logNormal(RandomGenerator random, double mean, double deviation) {
        return Math.exp(mean + deviation * random.nextGaussian());
    }
}
