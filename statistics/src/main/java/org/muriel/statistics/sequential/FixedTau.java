package org.muriel.statistics.sequential;

import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.estimate.Level;

/**
 * The mixture test with one absolute τ² for the effects it expects, in the metric's own unit.
 *
 * <p><b>What.</b> With d and its variance V,
 *
 * <pre>
 *   ln Λ = ½ ln(V/(V+τ²)) + τ² d²/(2V(V+τ²))
 *   d ± √( V(V+τ²)/τ² · (2 ln(1/α) + ln((V+τ²)/V)) )
 * </pre>
 *
 * <p><b>Source.</b> Johari, Koomen, Pekelis and Walsh (2022, Operations Research 70(3), equation 10); statistics
 * specification, 5.2.
 *
 * <p><b>Why it is here.</b> It is what others mean by the mixture sequential probability ratio test, so that their numbers can be
 * checked. It is sound, but τ has to be tuned for each metric and each currency; {@link Mixture} measures τ in standard
 * deviations instead, and is the default.
 *
 * @param tauSquared variance of the effects expected, more than 0, in the metric's unit squared
 */
public record FixedTau(double tauSquared) implements AnytimeTest {
    /** More is no more certain, and this much is still a number. */
    private static final double LARGEST_INFORMATION = 1e300;

    public FixedTau {
        if (!(tauSquared > 0 && tauSquared < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tau squared is " + tauSquared + ", expected a finite number above 0");
        }
    }

    @Override
    public double logE(Contrast contrast) {
        return contrast.variance() > 0 ? Mixture.logE(contrast.z(), information(contrast.variance())) : 0;
    }

    @Override
    public double criticalValue(Contrast contrast, Level level) {
        return criticalValue(contrast.variance(), level);
    }

    /** @param variance of the difference, more than 0 */
    public double logE(double difference, double variance) {
        return Mixture.logE(difference / Math.sqrt(variance), information(variance));
    }

    /** @param variance of the difference, more than 0 */
    public double criticalValue(double variance, Level level) {
        return Mixture.criticalValue(information(variance), level);
    }

    private double information(double variance) {
        return Math.min(LARGEST_INFORMATION, tauSquared / variance);
    }
}
