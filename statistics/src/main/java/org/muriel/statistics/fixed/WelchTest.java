package org.muriel.statistics.fixed;

import java.util.List;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.distribution.StudentT;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.summary.Arm;

/**
 * Welch's t-test, for means, ratios and adjusted metrics.
 *
 * <p>t = d/√V with V = v_T + v_C and V²/(v_T²/(n_T−1) + v_C²/(n_C−1)) degrees of freedom (Welch 1947, Biometrika 34(1/2);
 * Satterthwaite 1946, Biometrics Bulletin 2(6); statistics specification, 7.1). Student's test, which pools the variances, is
 * wrong as soon as splits are uneven and variances differ, and gains next to nothing when they do not.
 *
 * <p>Over several strata d and V are those of {@link Contrast}, and Satterthwaite's sum runs over all cells. Accepted cost: for
 * skewed outcomes in small arms t is only roughly right; the planned size has to be large enough.
 *
 * @param contrast without the guard, which belongs to looks at all times
 * @param degreesOfFreedom above 0
 */
public record WelchTest(Contrast contrast, double degreesOfFreedom) implements FixedTest {

    /** There is none unless both arms have units, and some arm has two that differ. */
    public static Estimate<WelchTest> of(Arm treatment, Arm baseline) {
        return of(List.of(new Stratum(treatment, baseline)));
    }

    public static Estimate<WelchTest> of(List<Stratum> strata) {
        return switch (Contrast.stratified(strata, Guard.OFF)) {
            case Estimate.Unknown<Contrast>(Reason reason) -> Estimate.none(reason);
            case Estimate.Known<Contrast>(Contrast contrast) ->
                contrast.variance() > 0
                        ? Estimate.of(new WelchTest(contrast, degreesOfFreedom(strata, contrast)))
                        : Estimate.none(Reason.NO_VARIANCE);
        };
    }

    public double t() {
        return contrast.z();
    }

    @Override
    public double p() {
        return Math.min(1, 2 * new StudentT(degreesOfFreedom).survival(Math.abs(t())));
    }

    @Override
    public double criticalValue(Level level) {
        return new StudentT(degreesOfFreedom).upperQuantile(level.alpha() / 2);
    }

    private static double degreesOfFreedom(List<Stratum> strata, Contrast contrast) {
        double sum = 0;
        for (Stratum stratum : strata) {
            if (stratum.isComparable()) {
                double weight = stratum.effectiveCount() / contrast.effectiveCount();
                sum += term(weight, stratum.treatment(), contrast.variance())
                        + term(weight, stratum.baseline(), contrast.variance());
            }
        }
        return 1 / sum;
    }

    /** A cell's share of the variance, squared, over its degrees of freedom. */
    private static double term(double weight, Arm arm, double variance) {
        double share = weight * weight * arm.varianceOfMean() / variance;
        return share == 0 ? 0 : share * share / (arm.count() - 1);
    }
}
