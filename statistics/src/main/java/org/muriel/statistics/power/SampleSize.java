package org.muriel.statistics.power;

import org.muriel.statistics.distribution.Normal;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.sequential.Mixture;
import org.muriel.statistics.sequential.Tuning;

/**
 * Units that a test needs to find a difference with a given chance.
 *
 * <p><b>Fixed horizon.</b> A test at one time finds δ with power 1 − β when δ/√V is z_{1−α/2} + z_{1−β}; with
 * V = (s²_C + s²_T/ratio)/n_C that is solved for n_C (for example Chow, Shao and Wang 2008, "Sample size calculations in
 * clinical research", chapter 3; statistics specification, 9.2). The far tail, a significant result in the wrong
 * direction, is left out: it only ever makes the answer larger, and by nothing at usual powers.
 *
 * <p><b>Sequential.</b> The smallest n with δ/√V(n) − c(n) ≥ z_{1−β}, where c is the sequential critical value at n. That counts
 * one look, at the end. Accepted cost: those who look earlier too have more power than was asked for, and half of the real
 * effects are found well before n. Counting all looks would need a simulation for each answer.
 *
 * <p>With m comparisons in the family the level is divided by m, which is more than what the false discovery rate asks for:
 * a plan should err on the side of too many.
 *
 * @param control units of the control, not rounded
 * @param treatment units of the treatment, not rounded
 */
public record SampleSize(double control, double treatment) {
    /** Beyond this nobody can wait; it also bounds the search. */
    private static final double MOST = 1e18;

    private static final int BISECTIONS = 200;

    /** Both arms together, rounded up arm by arm. */
    public long total() {
        return (long) (Math.ceil(control) + Math.ceil(treatment));
    }

    /** Of a test at one time that was fixed beforehand. */
    public static SampleSize fixedHorizon(Comparison comparison, Level level, double power) {
        double z = Normal.upperQuantile(level.alpha() / 2) + Normal.quantile(checked(power));
        double needed = z / Math.abs(comparison.difference()) * Math.sqrt(comparison.varianceTimesControl());
        return of(needed * needed, comparison);
    }

    /** Of the sequential test with this design, looked at once, at the end. */
    public static SampleSize sequential(Comparison comparison, Tuning tuning, Level level, double power) {
        double needed = Normal.quantile(checked(power));
        double low = 0;
        double high = 1;
        while (excess(high, comparison, tuning, level) < needed) {
            low = high;
            high *= 2;
            if (high > MOST) {
                return of(high, comparison);
            }
        }
        for (int step = 0; step < BISECTIONS && low < high; step++) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) {
                break;
            }
            if (excess(middle, comparison, tuning, level) < needed) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return of(high, comparison);
    }

    /** How far the expected z-score lies above the critical value; grows with n wherever it is near the power asked for. */
    private static double excess(double control, Comparison comparison, Tuning tuning, Level level) {
        double ratio = comparison.treatmentPerControl();
        double effective = control * ratio / (1 + ratio);
        double expected = Math.abs(comparison.difference()) / Math.sqrt(comparison.varianceTimesControl() / control);
        return expected - Mixture.criticalValue(tuning.kappaSquared() * effective, level);
    }

    private static SampleSize of(double control, Comparison comparison) {
        return new SampleSize(Math.min(MOST, control), Math.min(MOST, control * comparison.treatmentPerControl()));
    }

    static double checked(double power) {
        if (!(power > 0 && power < 1)) {
            throw new IllegalArgumentException("power is " + power + ", expected between 0 and 1");
        }
        return power;
    }
}
