package org.muriel.statistics.contrast;

import java.util.List;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.summary.Arm;

/**
 * The observed difference between two arms at one look, over one stratum or several: all that a test needs.
 *
 * <p>Over several strata the means are weighted by h_k/H with h_k = n_T n_C/(n_T + n_C) of stratum k and H = Σ h_k
 * (statistics specification, 4). Pooling instead is Simpson's trap: with a share of traffic that changes while rates
 * drift, a difference appears where there is none (a ramp of 5, 20 and 50 % over a doubling rate: 99.98 % false
 * positives pooled, 3.4 % this way). Why these weights and not the visitors' shares: h_k depends on counts alone, so no
 * estimate leaks into it, and h_k d_k is a martingale with clock h_k when there is no effect, even when the
 * split of a stratum was chosen from earlier data; so everything sequential applies unchanged, bandits included. They
 * also minimise the variance when variances are equal. The accepted cost: where effects differ between strata, this
 * is not the average over those who came; {@link AverageEffect} is.
 *
 * @param effectiveCount H: information in units of one observation's variance, more than 0
 * @param mean of the treatment
 * @param baselineMean of the baseline
 * @param varianceOfMean of the treatment's mean, without the guard
 * @param baselineVarianceOfMean of the baseline's mean, without the guard
 * @param guard what the variance is multiplied by, at least 1
 * @param count units of the treatment, in all strata that count
 * @param baselineCount units of the baseline, in all strata that count
 */
public record Contrast(
        double effectiveCount,
        double mean,
        double baselineMean,
        double varianceOfMean,
        double baselineVarianceOfMean,
        double guard,
        double count,
        double baselineCount) {

    /** Means up to here, and their squares as variances, can be multiplied as often as inference does. */
    private static final double LARGEST_MEAN = 1e150;

    /** Beyond so many standard errors nothing is surer; its square is still a number. */
    public static final double LARGEST_Z = 1e150;

    public static Estimate<Contrast> of(Arm treatment, Arm baseline, Guard guard) {
        return stratified(List.of(new Stratum(treatment, baseline)), guard);
    }

    /**
     * Strata in which either arm is empty compare nothing and are left out; without any other there is no contrast, and none
     * when the figures are too large to be squared.
     */
    public static Estimate<Contrast> stratified(List<Stratum> strata, Guard guard) {
        double total = 0;
        for (Stratum stratum : strata) {
            total += stratum.isComparable() ? stratum.effectiveCount() : 0;
        }
        if (total == 0) {
            return Estimate.none(Reason.NO_DATA);
        }
        double mean = 0;
        double baselineMean = 0;
        double variance = 0;
        double baselineVariance = 0;
        double squares = 0;
        double count = 0;
        double baselineCount = 0;
        double degreesOfFreedom = 0;
        for (Stratum stratum : strata) {
            if (stratum.isComparable()) {
                Arm t = stratum.treatment();
                Arm c = stratum.baseline();
                double weight = stratum.effectiveCount() / total;
                mean += weight * t.mean();
                baselineMean += weight * c.mean();
                variance += weight * weight * t.varianceOfMean();
                baselineVariance += weight * weight * c.varianceOfMean();
                squares += (t.count() - 1) * t.unitVariance() + (c.count() - 1) * c.unitVariance();
                degreesOfFreedom += (double) t.count() + c.count() - 2;
                count += t.count();
                baselineCount += c.count();
            }
        }
        double pooled = degreesOfFreedom > 0 ? squares / degreesOfFreedom / total : 0;
        double factor = guard.factor(variance + baselineVariance, pooled);
        Contrast contrast =
                new Contrast(total, mean, baselineMean, variance, baselineVariance, factor, count, baselineCount);
        return contrast.isInRange() ? Estimate.of(contrast) : Estimate.none(Reason.OUT_OF_RANGE);
    }

    private boolean isInRange() {
        return Math.abs(mean) <= LARGEST_MEAN
                && Math.abs(baselineMean) <= LARGEST_MEAN
                && variance() <= LARGEST_MEAN * LARGEST_MEAN;
    }

    /** d: treatment less baseline. */
    public double difference() {
        return mean - baselineMean;
    }

    /** gV: the guarded variance of the difference; 0 when no unit differs from another. */
    public double variance() {
        return guard * (varianceOfMean + baselineVarianceOfMean);
    }

    public double standardError() {
        return Math.sqrt(variance());
    }

    /** d in standard errors. 0 when there is no variance: then nothing is known about chance, and nothing is evidence. */
    public double z() {
        double error = standardError();
        return error > 0 ? Math.clamp(difference() / error, -LARGEST_Z, LARGEST_Z) : 0;
    }

    /** d as a fraction of the size of the baseline's mean: 0.05 is 5 % more. */
    public Estimate<Double> lift() {
        if (baselineMean == 0) {
            return Estimate.none(Reason.BASELINE_IS_ZERO);
        }
        double lift = difference() / Math.abs(baselineMean);
        return Double.isFinite(lift) ? Estimate.of(lift) : Estimate.none(Reason.OUT_OF_RANGE);
    }

    /** As it would be with {@code factor} times the units, if means and variances stayed as they are. */
    public Contrast grown(double factor) {
        return new Contrast(
                effectiveCount * factor,
                mean,
                baselineMean,
                varianceOfMean / factor,
                baselineVarianceOfMean / factor,
                guard,
                count * factor,
                baselineCount * factor);
    }

    /** The differences that a two-sided test with this critical value does not reject, d ± c√(gV). */
    public Region differences(double criticalValue) {
        double error = standardError();
        return error > 0 && criticalValue <= Region.LARGEST_CRITICAL_VALUE
                ? new Region(difference() - criticalValue * error, difference() + criticalValue * error)
                : Region.EVERYTHING;
    }

    /** The lifts that a two-sided test with this critical value does not reject. */
    public Region lifts(double criticalValue, RelativeInterval method) {
        return standardError() > 0
                ? method.region(
                        mean, guard * varianceOfMean, baselineMean, guard * baselineVarianceOfMean, criticalValue)
                : Region.EVERYTHING;
    }
}
