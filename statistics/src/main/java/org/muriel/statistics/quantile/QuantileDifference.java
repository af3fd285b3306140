package org.muriel.statistics.quantile;

import org.muriel.statistics.distribution.Normal;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Interval;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;

/**
 * Difference of a quantile between two arms, at one time fixed beforehand.
 *
 * <p>The width of each arm's rank interval tells its standard deviation, (upper − lower)/(2z), and the difference is then
 * taken as normal (Price and Bonett 2001, Journal of Statistical Computation and Simulation 68(3); statistics
 * specification, 8.5). Accepted cost: values that are heaped, such as whole seconds, make the deviation jump; use finer values
 * or {@link AnytimeRanks}, which assumes nothing.
 *
 * @param difference treatment less control
 * @param standardError above 0
 * @param p two-sided
 */
public record QuantileDifference(double difference, double standardError, double p, Interval interval) {
    /** An interval with this error still has ends. */
    private static final double LARGEST_ERROR = 1e300;

    /** @param interval of the rank method, at the level given beside it */
    public record Side(double estimate, Interval interval) {
        double deviation(double z) {
            return (interval.high() - interval.low()) / (2 * z);
        }
    }

    /**
     * There is none when neither arm has any width.
     *
     * @param rankLevel at which the arms' own intervals were taken
     */
    public static Estimate<QuantileDifference> of(Side treatment, Side control, Level rankLevel, Level level) {
        double z = Normal.upperQuantile(rankLevel.alpha() / 2);
        double standardError = Math.hypot(treatment.deviation(z), control.deviation(z));
        if (standardError == 0) {
            return Estimate.none(Reason.NO_VARIANCE);
        }
        double difference = treatment.estimate() - control.estimate();
        if (!Double.isFinite(difference) || !(standardError < LARGEST_ERROR)) {
            return Estimate.none(Reason.OUT_OF_RANGE);
        }
        return Estimate.of(new QuantileDifference(
                difference,
                standardError,
                2 * Normal.survival(Math.abs(difference) / standardError),
                Interval.around(difference, standardError * Normal.upperQuantile(level.alpha() / 2))));
    }
}
