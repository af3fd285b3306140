package org.muriel.statistics.sequential;

import org.muriel.statistics.estimate.Level;

/**
 * Where a mixture is at its best: fixed before the first look and never changed after.
 *
 * <p>The critical value √((1+x)/x · (2 ln(1/α) + ln(1+x))) is smallest where x = 2 ln(1/α) + ln(1+x), at the value
 * √(1+x★). κ² puts that point at the planned size: a pair of arms with N★ units in all has n_e = N★/4
 * (statistics specification, 3.2). A plan that is wrong by a factor of ten costs about a tenth of the width, so a guess is enough.
 *
 * @param optimum x★, information at which the test is most efficient
 * @param kappaSquared κ², information per effective unit
 */
public record Tuning(double optimum, double kappaSquared) {

    /** What is planned when nobody planned. */
    public static final double DEFAULT_UNITS = 10_000;

    /** Steps of Newton's method; from the start below four reach the last digit. */
    private static final int STEPS = 8;

    /**
     * @param design level the test is designed for, above 0
     * @param units N★: units in both arms at which the test should be most efficient, more than 0
     */
    public static Tuning of(Level design, double units) {
        if (!(units > 0 && units < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("planned for " + units + " units, expected more than 0");
        }
        double optimum = optimum(design);
        return new Tuning(optimum, optimum / (units / 4));
    }

    /** The root of x = L + ln(1+x) with L = 2 ln(1/α), that is −W₋₁(−α²/e) − 1, by Newton from L + ln(1+L). */
    private static double optimum(Level design) {
        double twiceLog = 2 * design.logOfInverse();
        if (!(twiceLog < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("designed for level 0, at which nothing is ever found");
        }
        double x = twiceLog + StrictMath.log1p(twiceLog);
        for (int step = 0; step < STEPS; step++) {
            x -= (x - twiceLog - StrictMath.log1p(x)) * (1 + x) / x;
        }
        return x;
    }
}
