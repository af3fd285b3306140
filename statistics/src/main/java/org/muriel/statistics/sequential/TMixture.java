package org.muriel.statistics.sequential;

import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.estimate.Level;

/**
 * The mixture test for few units: exact at every size when outcomes are normal, because the variance is integrated out
 * instead of taken for known.
 *
 * <p><b>What.</b> t of the regression of the outcome on the arm, ν = n − coefficients, r = g/(g+n):
 *
 * <pre>
 *   ln E = ½ ln r + ½(ν+1)(ln(1 + t²/ν) − ln(1 + r t²/ν))
 *   c    = √( ν(1−w)/(w−r) ),  w = (rα²)^(1/(ν+1)),  infinite when w ≤ r
 * </pre>
 *
 * <p><b>Source.</b> Lindon, Ham, Tingley and Bojinov (2022, Anytime-valid linear models and regression adjusted causal
 * inference in randomized experiments, arXiv 2210.08589, theorem on the t statistic); statistics specification, 5.5.
 *
 * <p><b>Why it is here.</b> For a few dozen large customers the normal approximation of {@link Mixture} promises too much. From a few
 * hundred units on the two agree.
 *
 * <p><b>What it costs.</b> Exact for normal outcomes only. With few units there is no z at all that reaches a small level, and
 * then there is no interval. It takes the contrast's standard error as it is, guard included, for that of the regression, so that
 * strata and adjusted means can be tested as well; its degrees of freedom are those of two arms.
 *
 * @param tuning fixed before the first look; x = n/g in its information, so that it is at its best where the default is
 */
public record TMixture(Tuning tuning) implements AnytimeTest {
    /** Two means are estimated. */
    private static final int MEANS = 2;

    @Override
    public double logE(Contrast contrast) {
        double nu = degreesOfFreedom(contrast);
        return contrast.variance() > 0 && nu >= 1 ? logE(contrast.z(), nu, ratio(contrast)) : 0;
    }

    @Override
    public double criticalValue(Contrast contrast, Level level) {
        double nu = degreesOfFreedom(contrast);
        return nu >= 1 ? criticalValue(nu, ratio(contrast), level) : Double.POSITIVE_INFINITY;
    }

    /**
     * @param t the t statistic
     * @param nu degrees of freedom, 1 or more
     * @param ratio r = g/(g+n), between 0 and 1
     */
    public static double logE(double t, double nu, double ratio) {
        double square = t * t / nu;
        return 0.5 * StrictMath.log(ratio)
                + 0.5 * (nu + 1) * (StrictMath.log1p(square) - StrictMath.log1p(ratio * square));
    }

    /** The |t| at which ln E = ln(1/α); infinite when none reaches it. */
    public static double criticalValue(double nu, double ratio, Level level) {
        double logW = (StrictMath.log(ratio) - 2 * level.logOfInverse()) / (nu + 1);
        double w = StrictMath.exp(logW);
        return w > ratio ? Math.sqrt(nu * -StrictMath.expm1(logW) / (w - ratio)) : Double.POSITIVE_INFINITY;
    }

    private static double degreesOfFreedom(Contrast contrast) {
        return contrast.count() + contrast.baselineCount() - MEANS;
    }

    private double ratio(Contrast contrast) {
        return 1 / (1 + tuning.kappaSquared() * contrast.effectiveCount());
    }
}
