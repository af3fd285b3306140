package org.muriel.statistics.sequential;

import org.muriel.statistics.distribution.Normal;
import org.muriel.statistics.distribution.Roots;
import org.muriel.statistics.estimate.Level;

/**
 * "The treatment is better than a bound", looked at any time: a mixture over positive effects only.
 *
 * <p><b>What.</b> {@link Mixture} with the half of the normal distribution above 0. With x = κ² n_e and z signed,
 *
 * <pre>  ln E₁ = ln 2 − ½ ln(1+x) + ½ z² x/(1+x) + ln Φ(z √(x/(1+x)))</pre>
 *
 * <p><b>Source.</b> The one-sided normal mixture of Howard, Ramdas, McAuliffe and Sekhon (2021, Annals of Statistics
 * 49(2), proposition 6); statistics specification, 5.1.
 *
 * <p><b>Why this one.</b> Guardrails and non-inferiority ask in one direction, where the two-sided test would spend half of its
 * error on the other. Its best size is that of the two-sided test at 2α, so it is tuned with x★(2α).
 *
 * <p><b>What it costs.</b> The bound has no closed form. {@link #closedFormBound} has one and is up to a hundredth wider.
 */
public final class OneSided {
    private static final double LOG_TWO = StrictMath.log(2);

    private OneSided() {}

    /** @param units N★, as in {@link Tuning#of} */
    public static Tuning tuning(Level design, double units) {
        return Tuning.of(design.times(2), units);
    }

    /**
     * ln E₁ against "not better".
     *
     * @param z observed difference in standard errors; below 0 when the treatment looks worse
     * @param x information, more than 0
     */
    public static double logE(double z, double x) {
        double shrunk = z * Math.sqrt(x / (1 + x));
        return LOG_TWO - 0.5 * StrictMath.log1p(x) + (0.5 * shrunk * shrunk + Normal.logCdf(shrunk));
    }

    /** The z at which ln E₁ = ln(1/α), the width of the bound in standard errors; infinite at level 0. */
    public static double bound(double x, Level level) {
        double wanted = level.logOfInverse();
        double high = closedFormBound(x, level);
        return Double.isInfinite(high) ? high : Roots.bisect(z -> logE(z, x) - wanted, 0, 1.01 * high);
    }

    /** √(2(1+x)/x · ln(1 + √(1+x)/(2α))): never less than {@link #bound}. */
    public static double closedFormBound(double x, Level level) {
        return Math.sqrt(2 * (1 + x) / x * StrictMath.log1p(Math.sqrt(1 + x) / (2 * level.alpha())));
    }
}
