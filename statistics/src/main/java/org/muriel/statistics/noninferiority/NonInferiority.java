package org.muriel.statistics.noninferiority;

import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.distribution.Normal;
import org.muriel.statistics.estimate.Direction;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.sequential.AnytimeTest;
import org.muriel.statistics.sequential.OneSided;

/**
 * "The treatment is worse by the margin or more", to be rejected.
 *
 * <p><b>What.</b> With a margin μ that is a fraction of the baseline, where more is better
 *
 * <pre>  z = (m_T − (1−μ) m_C) / √(v_T + (1−μ)² v_C)</pre>
 *
 * and where less is better z = ((1+μ) m_C − m_T) / √(v_T + (1+μ)² v_C). At one time p = 1 − Φ(z); at all times it is
 * {@link OneSided} with this z.
 *
 * <p><b>Source.</b> The linear form of a ratio of means (Rothmann, Wiens and Chan 2011, "Design and Analysis of Non-Inferiority
 * Trials", chapter 5); statistics specification, 9.4.
 *
 * <p><b>Why this one.</b> No ratio is formed, so a baseline near 0 makes the test weak and not wrong; and at μ = 0 it is the
 * one-sided test of no difference.
 *
 * <p><b>What it costs.</b> The margin has to be chosen before the data are seen. Each guardrail is tested at α by itself,
 * because all have to pass; a plan has to make up for that with more power in each.
 *
 * @param z how far the treatment is from the margin, in standard errors; above 0 on its good side
 */
public record NonInferiority(double z) {

    /**
     * Unknown when nothing varies.
     *
     * @param contrast whose guard counts for both arms
     * @param margin μ, 0 or more; less than 1 where more is better
     */
    public static Estimate<NonInferiority> of(Contrast contrast, double margin, Direction better) {
        double ratio = 1 - better.sign() * margin;
        if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY && ratio > 0)) {
            throw new IllegalArgumentException(
                    "margin is " + margin + ", expected 0 or more, and less than 1 where more" + " is better");
        }
        double apart = better.sign() * (contrast.mean() - ratio * contrast.baselineMean());
        double variance =
                contrast.guard() * (contrast.varianceOfMean() + ratio * ratio * contrast.baselineVarianceOfMean());
        return variance > 0
                ? Estimate.of(new NonInferiority(
                        Math.clamp(apart / Math.sqrt(variance), -Contrast.LARGEST_Z, Contrast.LARGEST_Z)))
                : Estimate.none(Reason.NO_VARIANCE);
    }

    /** 1 − Φ(z), for one time that was fixed beforehand. */
    public double fixedP() {
        return Normal.survival(z);
    }

    /**
     * ln E₁, for all times.
     *
     * @param x information, κ² n_e of {@link OneSided#tuning}; more than 0
     */
    public double logE(double x) {
        return OneSided.logE(z, x);
    }

    /** Whether a p-value of either kind rejects "worse by the margin". */
    public static boolean isShown(double p, Level level) {
        return p <= level.alpha();
    }

    /** The p-value at all times. */
    public double anytimeP(double x) {
        return AnytimeTest.p(logE(x));
    }
}
