package org.muriel.statistics.fixed;

import java.util.List;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.distribution.Normal;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.summary.Arm;

/**
 * The two-sample z-test for proportions.
 *
 * <p>The p-value takes the variance both arms share when there is no difference, r̄(1 − r̄)(1/n_T + 1/n_C); the interval takes
 * each arm's own, because there it is not assumed that they are equal (Fleiss, Levin and Paik 2003, "Statistical Methods for
 * Rates and Proportions", chapter 3; statistics specification, 7.1). So at the edge the two may disagree, which is the
 * accepted cost of the test everybody knows. Over several strata it is Cochran's (1954, Biometrics 10(4)), with the weights of
 * {@link Contrast}.
 *
 * @param contrast with each arm's own variance
 * @param pooledVariance of the difference if there is none, above 0
 * @param fewest the smallest number of successes or failures in an arm
 */
public record ProportionTest(Contrast contrast, double pooledVariance, long fewest) implements FixedTest {
    /** With less in an arm the normal approximation is too rough to be shown (statistics specification, 7.1). */
    private static final long ENOUGH = 10;

    /** There is none unless both arms have units, and some succeeded and some did not. */
    public static Estimate<ProportionTest> of(Arm treatment, Arm baseline) {
        return of(List.of(new Stratum(treatment, baseline)));
    }

    public static Estimate<ProportionTest> of(List<Stratum> strata) {
        return switch (Contrast.stratified(strata, Guard.OFF)) {
            case Estimate.Unknown<Contrast>(Reason reason) -> Estimate.none(reason);
            case Estimate.Known<Contrast>(Contrast contrast) -> of(strata, contrast);
        };
    }

    private static Estimate<ProportionTest> of(List<Stratum> strata, Contrast contrast) {
        double variance = 0;
        long[] successes = new long[2];
        for (Stratum stratum : strata) {
            if (stratum.isComparable()) {
                Arm t = stratum.treatment();
                Arm c = stratum.baseline();
                double weight = stratum.effectiveCount() / contrast.effectiveCount();
                double rate = (t.count() * t.mean() + c.count() * c.mean()) / ((double) t.count() + c.count());
                variance += weight * weight * rate * (1 - rate) / stratum.effectiveCount();
                successes[0] += Math.round(t.count() * t.mean());
                successes[1] += Math.round(c.count() * c.mean());
            }
        }
        long fewest = Math.min(
                Math.min(successes[0], (long) contrast.count() - successes[0]),
                Math.min(successes[1], (long) contrast.baselineCount() - successes[1]));
        return variance > 0
                ? Estimate.of(new ProportionTest(contrast, variance, fewest))
                : Estimate.none(Reason.NO_VARIANCE);
    }

    /** Whether each arm has ten successes and ten failures; before that it is not shown. */
    public boolean hasEnough() {
        return fewest >= ENOUGH;
    }

    public double z() {
        return contrast.difference() / Math.sqrt(pooledVariance);
    }

    @Override
    public double p() {
        return Math.min(1, 2 * Normal.survival(Math.abs(z())));
    }

    @Override
    public double criticalValue(Level level) {
        return Normal.upperQuantile(level.alpha() / 2);
    }
}
