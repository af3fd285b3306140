package org.muriel.statistics.contrast;

import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.summary.Moments;

/**
 * Comparing arms whose probabilities differ from unit to unit, as when a policy looks at who comes.
 *
 * <p>Each unit becomes a score whose expectation is the effect on it, whatever the policy learnt before:
 *
 * <pre>  ψ = μ_T − μ_C + 1{T}(Y − μ_T)/π − 1{C}(Y − μ_C)/(1 − π)</pre>
 *
 * with π the probability recorded at its assignment and μ predictions made from earlier units only (augmented inverse
 * probability weighting: Robins, Rotnitzky and Zhao 1994, JASA 89(427); statistics specification, 5.6). Mean and variance
 * of the scores take the place of a difference of two means. Bad predictions cost precision and nothing else; small
 * probabilities cost a lot of it, so that none may be below {@link #LEAST}.
 */
public final class PropensityScore {
    /** A single unit weighs a hundred times its share at most. */
    public static final double LEAST = 0.01;

    private PropensityScore() {}

    /**
     * ψ of one unit.
     *
     * @param treated the arm it was given to
     * @param outcome Y
     * @param predicted μ_T, what earlier units let expect under the treatment; 0 without a prediction
     * @param baselinePredicted μ_C, likewise under the baseline
     * @param probability π that it would be treated; 0.01 to 0.99
     */
    public static double of(
            boolean treated, double outcome, double predicted, double baselinePredicted, double probability) {
        if (!(probability >= LEAST && probability <= 1 - LEAST)) {
            throw new IllegalArgumentException(
                    "probability is " + probability + ", expected " + LEAST + " to " + (1 - LEAST));
        }
        return predicted
                - baselinePredicted
                + (treated ? (outcome - predicted) / probability : (baselinePredicted - outcome) / (1 - probability));
    }

    /**
     * What the tests take: d is the mean of the scores, V its variance, n_e = n/4. It has a difference and no lift, because
     * scores have no baseline.
     */
    public static Estimate<Contrast> contrast(Moments scores) {
        if (scores.count() == 0) {
            return Estimate.none(Reason.NO_DATA);
        }
        double n = scores.count();
        return Estimate.of(new Contrast(n / 4, scores.mean(), 0, scores.variance() / n, 0, 1, n / 2, n / 2));
    }
}
