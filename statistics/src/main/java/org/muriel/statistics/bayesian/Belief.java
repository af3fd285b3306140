package org.muriel.statistics.bayesian;

import org.muriel.statistics.estimate.Direction;
import org.muriel.statistics.estimate.Level;

/**
 * What is believed of a treatment against its baseline.
 *
 * <p>It fills the same fields as a test does (statistics specification, 7.3): significance is the chance that the better one is
 * the better one. That is not a promise about error rates. With a flat prior, read continuously, it crosses any threshold
 * sooner or later, so results made with it say that they are not adjusted for peeking.
 *
 * @param chanceToBeat probability that the treatment's mean is higher
 * @param lossOfTreatment expected E[(C − T)₊], what choosing the treatment costs if more is better; 0 or more
 * @param lossOfBaseline expected E[(T − C)₊], what keeping the baseline costs; 0 or more
 */
public record Belief(double chanceToBeat, double lossOfTreatment, double lossOfBaseline) {
    public Belief {
        if (!(chanceToBeat >= 0 && chanceToBeat <= 1) || !(lossOfTreatment >= 0 && lossOfBaseline >= 0)) {
            throw new IllegalArgumentException("chance " + chanceToBeat + " and losses " + lossOfTreatment + " and "
                    + lossOfBaseline + ", expected 0 to 1 and 0 or more");
        }
    }

    /** The same belief for those to whom less may be better: chance and losses change sides. */
    public Belief towards(Direction better) {
        return switch (better) {
            case INCREASING -> this;
            case DECREASING ->
                new Belief(
                        1 - chanceToBeat, /* lossOfTreatment= */ lossOfBaseline, /* lossOfBaseline= */ lossOfTreatment);
        };
    }

    /** ½ to 1. */
    public double significance() {
        return Math.max(chanceToBeat, 1 - chanceToBeat);
    }

    public boolean isSignificant(Level level) {
        return Math.min(chanceToBeat, 1 - chanceToBeat) <= level.alpha();
    }
}
