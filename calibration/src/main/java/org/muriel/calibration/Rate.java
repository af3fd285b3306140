package org.muriel.calibration;

import java.util.List;

/**
 * A share of runs.
 *
 * @param count runs in which it happened
 * @param runs all of them, 1 or more
 */
record Rate(long count, int runs) {
    /** Chance of a right method to be called wrong at three standard errors: one in 740 for each promise. */
    private static final double STANDARD_ERRORS = 3;

    static Rate of(List<Boolean> happened) {
        return new Rate(happened.stream().filter(it -> it).count(), happened.size());
    }

    double share() {
        return (double) count / runs;
    }

    boolean isAtMost(double promised) {
        return share() <= promised + slack(promised, runs);
    }

    boolean isAtLeast(double promised) {
        return share() >= promised - slack(promised, runs);
    }

    boolean isNear(double promised) {
        return Math.abs(share() - promised) <= slack(promised, runs);
    }

    /** What luck may add to a rate: three standard errors. */
    static double slack(double rate, int runs) {
        return STANDARD_ERRORS * Math.sqrt(rate * (1 - rate) / runs);
    }

    @Override
    public String toString() {
        return "%.4f".formatted(share());
    }
}
