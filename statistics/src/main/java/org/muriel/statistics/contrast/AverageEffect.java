package org.muriel.statistics.contrast;

import java.util.List;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;

/**
 * The average effect on those who came: strata weighted by their units, Σ(n_k/N)d_k with variance Σ(n_k/N)²V_k
 * (statistics specification, 4). It answers another question than {@link Contrast} when effects differ between
 * strata; its weights know the outcome of the split, so it carries no promise at all times and is no test.
 *
 * @param difference treatment less baseline
 * @param variance of the difference
 */
public record AverageEffect(double difference, double variance) {

    public static Estimate<AverageEffect> over(List<Stratum> strata) {
        double total = 0;
        for (Stratum stratum : strata) {
            total += stratum.isComparable() ? units(stratum) : 0;
        }
        if (total == 0) {
            return Estimate.none(Reason.NO_DATA);
        }
        double difference = 0;
        double variance = 0;
        for (Stratum stratum : strata) {
            if (stratum.isComparable()) {
                double share = units(stratum) / total;
                difference +=
                        share * (stratum.treatment().mean() - stratum.baseline().mean());
                variance += share
                        * share
                        * (stratum.treatment().varianceOfMean()
                                + stratum.baseline().varianceOfMean());
            }
        }
        return Estimate.of(new AverageEffect(difference, variance));
    }

    private static double units(Stratum stratum) {
        return (double) stratum.treatment().count() + stratum.baseline().count();
    }
}
