package org.muriel.statistics.contrast;

import org.muriel.statistics.summary.Arm;

/** Two arms whose units may be compared with each other, and not with those of another stratum. */
public record Stratum(Arm treatment, Arm baseline) {
    public boolean isComparable() {
        return treatment.count() > 0 && baseline.count() > 0;
    }

    /** What the pair weighs, n_T n_C / (n_T + n_C): the size of a balanced pair of the same precision, over four. */
    public double effectiveCount() {
        double t = treatment.count();
        double c = baseline.count();
        return t * c / (t + c);
    }
}
