package org.muriel.statistics.contrast;

/** How the uncertainty of a ratio of two means is found (statistics specification, 3.3). */
public enum RelativeInterval {
    /**
     * The test itself, inverted: all ratios R of which (m_T − R m_C)² ≤ c²(v_T + R² v_C), by the quadratic of Fieller
     * (1954, Journal of the Royal Statistical Society B 16(2)). At R = 1 this is the test of no difference, so the relative
     * and the absolute view never disagree about significance. When the baseline's mean cannot be told from 0, the
     * ratios that fit have no end, and it says so.
     */
    INVERSION {
        @Override
        Region region(double mean, double variance, double baseline, double baselineVariance, double c) {
            double a = baseline * baseline - c * c * baselineVariance;
            if (!(a > 0)) {
                return Region.EVERYTHING;
            }
            double b = mean * baseline;
            double d = mean * mean - c * c * variance;
            double root = Math.sqrt(Math.max(0, b * b - a * d));
            return lifts((b - root) / a, (b + root) / a, baseline);
        }
    },

    /**
     * The ratio as if it were linear in the means: lift ± c√(v_T/m_C² + v_C m_T²/m_C⁴). Common elsewhere; not the
     * default, because at nominal 10 % error over 400 looks its ever-miss rate reached 10.5 % on low rates, where the
     * inverted one stayed at or below 7.3 %.
     */
    DELTA {
        @Override
        Region region(double mean, double variance, double baseline, double baselineVariance, double c) {
            if (baseline == 0) {
                return Region.EVERYTHING;
            }
            double ratio = mean / baseline;
            double half = c * Math.sqrt(deltaVariance(mean, variance, baseline, baselineVariance));
            return lifts(ratio - half, ratio + half, baseline);
        }
    };

    /**
     * @param variance of the treatment's mean, guarded
     * @param baselineVariance of the baseline's mean, guarded
     * @param c critical value, in standard errors
     * @return lifts, as fractions of the size of the baseline's mean
     */
    abstract Region region(double mean, double variance, double baseline, double baselineVariance, double c);

    /** Variance of the ratio of two means by the delta method; the baseline's mean is not 0. */
    public static double deltaVariance(double mean, double variance, double baseline, double baselineVariance) {
        double square = baseline * baseline;
        return variance / square + baselineVariance * (mean * mean) / (square * square);
    }

    /** Where the baseline is negative, a larger ratio is a smaller mean. */
    private static Region lifts(double lowRatio, double highRatio, double baseline) {
        Region region =
                baseline > 0 ? new Region(lowRatio - 1, highRatio - 1) : new Region(1 - highRatio, 1 - lowRatio);
        return region.isBounded() ? region : Region.EVERYTHING;
    }
}
