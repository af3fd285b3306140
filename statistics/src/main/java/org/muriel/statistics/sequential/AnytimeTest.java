package org.muriel.statistics.sequential;

import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.estimate.Level;

/**
 * A test of "no difference" that may be looked at any time. Its e-value E starts at 1 and, when there is no difference,
 * is a nonnegative supermartingale, so that it ever reaches 1/α with probability at most α (Ville 1939).
 */
public interface AnytimeTest {

    /**
     * Natural logarithm of the e-value against "no difference"; 0 when the contrast has no variance. E itself is never
     * formed: it overflows.
     */
    double logE(Contrast contrast);

    /**
     * The |z| at which ln E = ln(1/α): half the width of the interval in standard errors. Infinite when no z reaches it.
     */
    double criticalValue(Contrast contrast, Level level);

    /** The p-value of an e-value, min(1, 1/E); may underflow to 0. */
    static double p(double logE) {
        return Math.min(1, StrictMath.exp(-logE));
    }
}
