package org.muriel.statistics.sequential;

import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.estimate.Level;

/**
 * The default test: a Gaussian mixture in units of information, so that it has no scale.
 *
 * <p><b>What.</b> The likelihood ratio of "there is an effect" against "there is none", averaged over effects that are
 * N(0, τ²) with τ² = κ² times the variance of one observation. With x = κ² n_e,
 *
 * <pre>
 *   ln E = −½ ln(1+x) + ½ z² x/(1+x)
 *   c    = √( (1+x)/x · (2 ln(1/α) + ln(1+x)) )
 * </pre>
 *
 * <p><b>Source.</b> The mixture sequential probability ratio test (Robbins 1970, Annals of Mathematical Statistics
 * 41(5), section 4) as used for experiments by Johari, Koomen, Pekelis and Walsh (2022, Operations Research 70(3),
 * equation 10). Written in information it is the asymptotic confidence sequence of Waudby-Smith et al. (2024, Annals of
 * Statistics 52(6), theorem 2.2) and the two-sided normal mixture of Howard et al. (2021, Annals of Statistics 49(2),
 * equation 14). Statistics specification, 3.2.
 *
 * <p><b>Why this one.</b> It is in closed form; one setting serves conversions, revenue in any currency, ratios and adjusted
 * metrics, because τ is measured in standard deviations; and it is near its best within a factor of 30 of the planned
 * size. Half of all real effects at the planned size are found before a fixed-horizon test would be allowed to look.
 *
 * <p><b>What it costs.</b> Intervals 1.7 times as wide as at a fixed horizon, at best. The promise is asymptotic: it
 * rests on means being normal, so a gate keeps it closed until there is enough, and
 * {@link org.muriel.statistics.contrast.Guard} covers uneven splits.
 *
 * <p><b>Rejected.</b> One τ for all metrics: has to be tuned per metric and currency ({@code FixedTau} keeps it as an
 * option). τ tied to the current size: a constant boundary, which the law of the iterated logarithm says is crossed
 * sooner or later. Alpha spending: more power when the final size is known, no promise once it is overrun.
 *
 * @param tuning fixed before the first look
 */
public record Mixture(Tuning tuning) implements AnytimeTest {

    @Override
    public double logE(Contrast contrast) {
        return contrast.variance() > 0 ? logE(contrast.z(), information(contrast)) : 0;
    }

    @Override
    public double criticalValue(Contrast contrast, Level level) {
        return criticalValue(information(contrast), level);
    }

    /** x = κ² n_e. */
    public double information(Contrast contrast) {
        return tuning.kappaSquared() * contrast.effectiveCount();
    }

    /**
     * @param z observed difference in standard errors
     * @param x information, more than 0
     */
    public static double logE(double z, double x) {
        return -0.5 * StrictMath.log1p(x) + 0.5 * z * z * (x / (1 + x));
    }

    /** @param x information, more than 0 */
    public static double criticalValue(double x, Level level) {
        return Math.sqrt((1 + x) / x * (2 * level.logOfInverse() + StrictMath.log1p(x)));
    }
}
