package org.muriel.statistics.diagnostics;

import java.util.List;
import org.muriel.statistics.distribution.ChiSquare;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;

/**
 * Is the effect the same in all parts? Cochran's Q = Σ(e_k − ē)²/V_k around the inverse-variance mean ē is chi-square with
 * K − 1 degrees of freedom when it is (Cochran 1954, Biometrics 10(1)); I² = max(0, (Q − K + 1)/Q) is the share of the spread
 * that chance does not explain (Higgins and Thompson 2002, Statistics in Medicine 21(11); statistics
 * specification, 9.5).
 *
 * <p>Accepted cost: with many small parts Q is only roughly chi-square, because the variances are estimated too. It is a
 * diagnostic: it asks for a look at the data and decides nothing.
 *
 * @param pooled inverse-variance mean of the effects
 * @param q 0 or more
 * @param p chance of at least this spread when the effect is the same everywhere
 * @param iSquared 0 to less than 1
 */
public record Heterogeneity(double pooled, double q, double p, double iSquared) {
    /** There is none for fewer than two parts, nor when figures are too large to be squared. */
    public static Estimate<Heterogeneity> of(List<Effect> effects) {
        if (effects.size() < 2) {
            return Estimate.none(Reason.TOO_LITTLE_DATA);
        }
        double pooled = pooled(effects);
        double q = 0;
        for (Effect effect : effects) {
            double apart = effect.value() - pooled;
            q += apart * apart * effect.weight();
        }
        if (!Double.isFinite(q)) {
            return Estimate.none(Reason.OUT_OF_RANGE);
        }
        int freedom = effects.size() - 1;
        double unexplained = q == 0 ? 0 : Math.max(0, (q - freedom) / q);
        return Estimate.of(new Heterogeneity(pooled, q, new ChiSquare(freedom).survival(q), unexplained));
    }

    static double pooled(List<Effect> effects) {
        double weights = 0;
        double sum = 0;
        for (Effect effect : effects) {
            weights += effect.weight();
            sum += effect.weight() * effect.value();
        }
        return sum / weights;
    }
}
