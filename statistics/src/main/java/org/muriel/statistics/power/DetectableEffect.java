package org.muriel.statistics.power;

import org.muriel.statistics.distribution.Normal;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.sequential.Mixture;
import org.muriel.statistics.sequential.Tuning;
import org.muriel.statistics.summary.Arm;

/**
 * The smallest true difference that would be found with a given chance, given what was or will be measured (statistics
 * specification, 9.2): (critical value + z_power) √V. It turns "nothing found" into "nothing larger than this".
 *
 * <p>Not to be computed from an observed effect: "observed power" is a function of the p-value and says nothing more
 * (Hoenig and Heisey 2001, The American Statistician 55(1)).
 */
public final class DetectableEffect {
    private DetectableEffect() {}

    /** By a test at one time that was fixed beforehand; there is none without units or variance. */
    public static Estimate<Double> fixedHorizon(Arm treatment, Arm control, Level level, double power) {
        return times(treatment, control, Normal.upperQuantile(level.alpha() / 2), power);
    }

    /** By the sequential test, looked at once, with these units. */
    public static Estimate<Double> sequential(Arm treatment, Arm control, Tuning tuning, Level level, double power) {
        double nT = treatment.count();
        double nC = control.count();
        return nT == 0 || nC == 0
                ? Estimate.none(Reason.NO_DATA)
                : times(
                        treatment,
                        control,
                        Mixture.criticalValue(tuning.kappaSquared() * (nT * nC / (nT + nC)), level),
                        power);
    }

    private static Estimate<Double> times(Arm treatment, Arm control, double critical, double power) {
        double needed = critical + Normal.quantile(SampleSize.checked(power));
        if (treatment.count() == 0 || control.count() == 0) {
            return Estimate.none(Reason.NO_DATA);
        }
        double variance = treatment.varianceOfMean() + control.varianceOfMean();
        double effect = needed * Math.sqrt(variance);
        if (variance == 0) {
            return Estimate.none(Reason.NO_VARIANCE);
        }
        return Double.isFinite(effect) ? Estimate.of(effect) : Estimate.none(Reason.OUT_OF_REACH);
    }
}
