package org.muriel.statistics.bayesian;

import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.RelativeInterval;
import org.muriel.statistics.distribution.Normal;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Interval;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;

/**
 * What is believed of an effect that was measured with a normal error: the posterior of a normal prior is normal, its precision
 * the sum of both, its mean weighted by them (statistics specification, 7.3; Gelman et al. 2013, "Bayesian Data Analysis",
 * section 2.5). With u = mean/sd the chance that the effect is positive is Φ(u), and what a wrong choice costs on average is
 * sd φ(u) − mean Φ(−u) for the treatment and sd φ(u) + mean Φ(u) for the baseline.
 *
 * <p>Effects are relative by default, because priors of lifts carry over from metric to metric. Accepted cost: a lift's error is
 * only roughly normal while the baseline is known badly.
 *
 * @param mean of the effect
 * @param deviation above 0
 */
public record NormalPosterior(double mean, double deviation) {
    /** Between these a deviation is above 0, and an interval has ends. */
    private static final double SMALLEST_VARIANCE = 1e-300;

    private static final double LARGEST_VARIANCE = 1e300;

    public NormalPosterior {
        if (!Double.isFinite(mean) || !(deviation > 0 && Double.isFinite(deviation))) {
            throw new IllegalArgumentException(
                    "posterior with mean " + mean + " and deviation " + deviation + ", expected numbers, above 0");
        }
    }

    /**
     * @param effect measured
     * @param variance of the measurement, above 0
     */
    public static NormalPosterior of(double effect, double variance, EffectPrior prior) {
        return switch (prior) {
            case EffectPrior.Flat _ -> new NormalPosterior(effect, Math.sqrt(variance));
            case EffectPrior.Normal(double priorMean, double priorVariance) -> {
                double weight = priorVariance / (variance + priorVariance);
                yield new NormalPosterior(priorMean + weight * (effect - priorMean), Math.sqrt(weight * variance));
            }
        };
    }

    /** Of the lift; there is none when the baseline is 0 or nothing varies. */
    public static Estimate<NormalPosterior> ofLift(Contrast contrast, EffectPrior prior) {
        if (!(contrast.variance() > 0)) {
            return Estimate.none(Reason.NO_VARIANCE);
        }
        double variance = RelativeInterval.deltaVariance(
                contrast.mean(), contrast.varianceOfMean(), contrast.baselineMean(), contrast.baselineVarianceOfMean());
        return contrast.lift().then(lift -> inRange(lift, variance, prior));
    }

    /** Of the difference; there is none when nothing varies. */
    public static Estimate<NormalPosterior> ofDifference(Contrast contrast, EffectPrior prior) {
        double variance = contrast.varianceOfMean() + contrast.baselineVarianceOfMean();
        return variance > 0 ? inRange(contrast.difference(), variance, prior) : Estimate.none(Reason.NO_VARIANCE);
    }

    private static Estimate<NormalPosterior> inRange(double effect, double variance, EffectPrior prior) {
        return variance > SMALLEST_VARIANCE && variance < LARGEST_VARIANCE
                ? Estimate.of(of(effect, variance, prior))
                : Estimate.none(Reason.OUT_OF_RANGE);
    }

    public Belief belief() {
        double u = mean / deviation;
        double density = deviation * Normal.density(u);
        return new Belief(
                Normal.cdf(u),
                Math.max(0, density - mean * Normal.survival(u)),
                Math.max(0, density + mean * Normal.cdf(u)));
    }

    /** Equal tails: the effect lies below and above with α/2 each. */
    public Interval interval(Level level) {
        return Interval.around(mean, deviation * Normal.upperQuantile(level.alpha() / 2));
    }
}
