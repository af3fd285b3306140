package org.muriel.statistics.multiplicity;

import java.util.List;
import org.muriel.statistics.estimate.Level;

/**
 * The false discovery rate of e-values under any dependence: in each tier the R largest are rejected, with R the largest r
 * for which E₍ᵣ₎ ≥ m/(αr) (R. Wang and A. Ramdas 2022, Journal of the Royal Statistical Society B 84(3);
 * statistics specification, 6.3).
 *
 * <p>That is {@link BenjaminiHochberg} on 1/E, without its assumption on dependence. It has to be fed the current e-values:
 * the largest so far is no e-value. So what is found may be lost again at a later look, and intervals are those of the
 * latest look alone. Whoever wants decisions that last feeds it {@link RunningMaximum#logAdjusted}, which costs about
 * twice the logarithm of ln E.
 */
public record EBenjaminiHochberg() implements Policy {

    @Override
    public List<Verdict> judge(List<Hypothesis> hypotheses, Level level) {
        return EachTier.judge(hypotheses, it -> StrictMath.exp(-it.logE()), new BenjaminiHochberg(), level);
    }

    @Override
    public boolean isOnCurrentEvidence() {
        return true;
    }
}
