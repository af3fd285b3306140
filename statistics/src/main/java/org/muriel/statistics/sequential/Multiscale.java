package org.muriel.statistics.sequential;

import java.util.List;
import java.util.stream.IntStream;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.distribution.Roots;
import org.muriel.statistics.estimate.Level;

/**
 * A mixture over several planned sizes, for those who cannot plan one.
 *
 * <p><b>What.</b> E = Σ w_j E_j with the {@link Mixture} tuned to each of several sizes. An average of e-values is one.
 *
 * <p><b>Source.</b> Statistics specification, 5.4; the idea of mixing over scales is Robbins' (1970, Annals of Mathematical
 * Statistics 41(5), section 5).
 *
 * <p><b>Why it is here.</b> Over four decades of sizes it is flatter than any single tuning.
 *
 * <p><b>What it costs.</b> Near the planned size it is 10 to 15 % slower than {@link Mixture}, and its critical value has no
 * closed form: half a dozen of Newton's steps.
 *
 * @param scales one or more
 */
public record Multiscale(List<Scale> scales) implements AnytimeTest {
    /** Planned sizes with equal weights: what experiments have. */
    private static final List<Double> UNITS = List.of(1e3, 1e4, 1e5, 1e6);

    /** Of sums of weights that are written in decimals. */
    private static final double ROUNDING = 1e-9;

    /**
     * @param weight more than 0
     * @param kappaSquared κ² of a tuning
     */
    public record Scale(double weight, double kappaSquared) {}

    public Multiscale {
        scales = List.copyOf(scales);
        double sum = scales.stream().mapToDouble(Scale::weight).sum();
        if (!scales.stream().allMatch(it -> it.weight() > 0) || Math.abs(sum - 1) > ROUNDING) {
            throw new IllegalArgumentException("weights sum to " + sum + ", expected numbers above 0 that sum to 1");
        }
    }

    /** With the usual sizes. */
    public static Multiscale of(Level design) {
        return of(design, UNITS, UNITS.stream().map(_ -> 1.0 / UNITS.size()).toList());
    }

    /**
     * @param design level the test is designed for
     * @param units planned sizes, as N★ of {@link Tuning#of}
     * @param weights one for each, above 0, summing to 1
     */
    public static Multiscale of(Level design, List<Double> units, List<Double> weights) {
        if (units.size() != weights.size()) {
            throw new IllegalArgumentException(units.size() + " sizes and " + weights.size() + " weights");
        }
        return new Multiscale(IntStream.range(0, units.size())
                .mapToObj(j -> new Scale(
                        weights.get(j), Tuning.of(design, units.get(j)).kappaSquared()))
                .toList());
    }

    @Override
    public double logE(Contrast contrast) {
        return contrast.variance() > 0 ? logE(contrast.z(), contrast.effectiveCount()) : 0;
    }

    @Override
    public double criticalValue(Contrast contrast, Level level) {
        return criticalValue(contrast.effectiveCount(), level);
    }

    /**
     * @param z observed difference in standard errors
     * @param effectiveCount n_e, more than 0
     */
    public double logE(double z, double effectiveCount) {
        double largest = Double.NEGATIVE_INFINITY;
        for (Scale scale : scales) {
            largest = Math.max(largest, logTerm(scale, z, effectiveCount));
        }
        double sum = 0;
        for (Scale scale : scales) {
            sum += StrictMath.exp(logTerm(scale, z, effectiveCount) - largest);
        }
        return largest + StrictMath.log(sum);
    }

    /** @param effectiveCount n_e, more than 0 */
    public double criticalValue(double effectiveCount, Level level) {
        double wanted = level.logOfInverse();
        // E is at least each of its terms, so it gets there no later than the first of them
        double high = Double.POSITIVE_INFINITY;
        for (Scale scale : scales) {
            double x = scale.kappaSquared() * effectiveCount;
            high = Math.min(high, Mixture.criticalValue(x, level.times(scale.weight())));
        }
        return Double.isInfinite(high)
                ? high
                : Roots.newton(
                        z -> logE(z, effectiveCount) - wanted, z -> slope(z, effectiveCount), high, 0, high * 1.01);
    }

    private static double logTerm(Scale scale, double z, double effectiveCount) {
        return StrictMath.log(scale.weight()) + Mixture.logE(z, scale.kappaSquared() * effectiveCount);
    }

    private double slope(double z, double effectiveCount) {
        double whole = logE(z, effectiveCount);
        double sum = 0;
        for (Scale scale : scales) {
            double x = scale.kappaSquared() * effectiveCount;
            sum += StrictMath.exp(logTerm(scale, z, effectiveCount) - whole) * (z * x / (1 + x));
        }
        return sum;
    }
}
