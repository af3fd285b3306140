package org.muriel.statistics.srm;

import org.muriel.statistics.distribution.ChiSquare;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;

/**
 * Pearson's chi-square test for a sample ratio mismatch, for a report that is made once.
 *
 * <p>χ² = Σ (n_j − Nθ_j)²/(Nθ_j) with one degree of freedom less than there are arms (Pearson 1900; statistics
 * specification, 9.1). It is the test other tools report, so it is here to compare with. Looked at repeatedly it is wrong:
 * {@link SequentialMismatch} is for that. The alarm level is far below the customary one because experiments are many and
 * an alarm stops everything.
 *
 * @param chiSquare 0 or more
 * @param p chance of at least this deviation when the split is right
 */
public record ChiSquareMismatch(double chiSquare, double p) {
    private static final double ALARM = 0.0005;

    /** There is none before anybody was given to an arm. */
    public static Estimate<ChiSquareMismatch> test(Split split) {
        double total = split.total();
        if (total == 0) {
            return Estimate.none(Reason.NO_DATA);
        }
        double chiSquare = 0;
        for (int arm = 0; arm < split.arms(); arm++) {
            double expected = total * split.shares().get(arm);
            double apart = split.counts().get(arm) - expected;
            chiSquare += apart * apart / expected;
        }
        return Estimate.of(new ChiSquareMismatch(chiSquare, new ChiSquare(split.arms() - 1).survival(chiSquare)));
    }

    public boolean isAlarm() {
        return p < ALARM;
    }
}
