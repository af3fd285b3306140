package org.muriel.statistics.diagnostics;

import java.util.List;
import org.muriel.statistics.distribution.Normal;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;

/**
 * Does an effect fade or grow? A straight line through the effects e_k against their place k = 1…K, weighted by 1/V_k; the
 * slope's variance is 1/Σw(k − k̄)² and its p-value normal (weighted least squares with known variances; statistics
 * specification, 9.5).
 *
 * <p>An effect that shrinks towards nothing is {@link Shape#NOVELTY}: people tried the new thing because it was new. One
 * that grows is {@link Shape#PRIMACY}: they had to get used to it. Accepted cost: a line sees neither a jump nor a weekday;
 * {@link Heterogeneity} does.
 *
 * @param slope change of the effect per place
 * @param standardError of the slope, above 0
 * @param p two-sided, against "no slope"
 */
public record Trend(double slope, double standardError, double p, Shape shape) {
    public enum Shape {
        NOVELTY,
        PRIMACY,
        STEADY
    }

    private static final double NOTABLE = 0.01;

    /** There is none for fewer than two parts, nor when figures are too large to be squared. */
    public static Estimate<Trend> of(List<Effect> inOrder) {
        if (inOrder.size() < 2) {
            return Estimate.none(Reason.TOO_LITTLE_DATA);
        }
        double weights = 0;
        double places = 0;
        for (int k = 0; k < inOrder.size(); k++) {
            weights += inOrder.get(k).weight();
            places += inOrder.get(k).weight() * k;
        }
        double middle = places / weights;
        double spread = 0;
        double joint = 0;
        for (int k = 0; k < inOrder.size(); k++) {
            double weight = inOrder.get(k).weight();
            spread += weight * (k - middle) * (k - middle);
            joint += weight * (k - middle) * inOrder.get(k).value();
        }
        double slope = joint / spread;
        double standardError = 1 / Math.sqrt(spread);
        if (!(Double.isFinite(slope) && standardError > 0 && Double.isFinite(standardError))) {
            return Estimate.none(Reason.OUT_OF_RANGE);
        }
        double p = 2 * Normal.survival(Math.abs(slope) / standardError);
        return Estimate.of(new Trend(slope, standardError, p, shape(slope * Heterogeneity.pooled(inOrder), p)));
    }

    private static Shape shape(double slopeTimesEffect, double p) {
        if (p >= NOTABLE || slopeTimesEffect == 0) {
            return Shape.STEADY;
        }
        return slopeTimesEffect < 0 ? Shape.NOVELTY : Shape.PRIMACY;
    }
}
