package org.muriel.statistics.bayesian;

import java.util.List;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;

/** What is believed of an effect before it is measured. */
public sealed interface EffectPrior {
    /** Nothing: every effect is as likely as any other. */
    record Flat() implements EffectPrior {}

    /**
     * @param mean any number; 0 for "it may go either way"
     * @param variance above 0
     */
    record Normal(double mean, double variance) implements EffectPrior {
        public Normal {
            if (!Double.isFinite(mean) || !(variance > 0 && Double.isFinite(variance))) {
                throw new IllegalArgumentException(
                        "prior with mean " + mean + " and variance " + variance + ", expected numbers, above 0");
            }
        }
    }

    /** One experiment of the past: its measured lift, and the variance of that measurement. */
    record Past(double lift, double variance) {}

    /** Of lifts, when nothing else is known: two of three effects lie within 10 %. */
    EffectPrior SUGGESTED = new Normal(0, 0.1 * 0.1);

    /** Less experiments than this say little about the spread of effects. */
    int FEWEST_EXPERIMENTS = 20;

    /** Effects are never taken to be all smaller than a percent. */
    double SMALLEST_DEVIATION = 0.01;

    /**
     * N(0, σ²) fitted to past experiments by the method of moments: lifts vary by σ² and by their error, so σ² is the mean of
     * lift² − V (statistics specification, 7.3; an empirical Bayes prior, as Deng 2015, WWW). There is none from fewer than 20
     * experiments. Accepted cost: it takes effects of different kinds of experiments for one population.
     */
    static Estimate<EffectPrior> fitted(List<Past> experiments) {
        if (experiments.size() < FEWEST_EXPERIMENTS) {
            return Estimate.none(Reason.TOO_LITTLE_DATA);
        }
        double sum = 0;
        for (Past experiment : experiments) {
            sum += experiment.lift() * experiment.lift() - experiment.variance();
        }
        return Estimate.of(new Normal(0, Math.max(SMALLEST_DEVIATION * SMALLEST_DEVIATION, sum / experiments.size())));
    }
}
