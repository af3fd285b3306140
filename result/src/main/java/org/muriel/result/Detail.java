package org.muriel.result;

import java.util.Optional;
import java.util.Set;
import org.muriel.statistics.analysis.Finding;
import org.muriel.statistics.estimate.Bounds;

/**
 * What is known of a lift beyond what everybody sees (statistics specification, 11.7).
 *
 * @param finding of the engine
 * @param exact the exact test of conversions beside it; absent for other metrics, and while nobody knows the shares
 * @param average effect on those who came; absent with one epoch
 * @param visitorsRemainingTotal of all variations together; absent when nobody knows
 * @param theta share of the covariate that is taken out; absent where nothing is
 * @param warnings in the order of the enum
 */
public record Detail(
        Finding finding,
        Optional<Exact> exact,
        Optional<Average> average,
        Optional<Long> visitorsRemainingTotal,
        Optional<Double> theta,
        Set<Warning> warnings) {

    /**
     * @param p smallest p-value so far, not judged among others
     * @param lift at the experiment's level; absent while it has no end
     */
    public record Exact(double p, Optional<Bounds> lift) {
        public double significance() {
            return 1 - p;
        }
    }

    /**
     * @param difference in the unit of the means
     * @param interval at the experiment's level, for one look
     */
    public record Average(double difference, Optional<Bounds> interval) {}
}
