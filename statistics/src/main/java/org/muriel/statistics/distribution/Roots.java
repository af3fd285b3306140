package org.muriel.statistics.distribution;

import java.util.function.DoubleUnaryOperator;

/** Where a continuous function crosses 0, given two places between which it does. */
public final class Roots {
    /** Halvings until two doubles of like size are neighbours, and as many again for a root that is tiny in its bracket. */
    private static final int MOST_STEPS = 200;

    private Roots() {}

    /**
     * Halves the bracket until its ends are neighbours. Sure, and exact to the last digit that the function knows: for
     * bounds that are computed once. At each step the function is evaluated once, about 60 times in all.
     *
     * @param f of different sign at the two ends, or 0 at one
     * @param from one end, which may be the upper one
     */
    public static double bisect(DoubleUnaryOperator f, double from, double to) {
        double low = Math.min(from, to);
        double high = Math.max(from, to);
        boolean rising = f.applyAsDouble(low) < 0;
        for (int step = 0; step < MOST_STEPS; step++) {
            double middle = low + 0.5 * (high - low);
            if (middle <= low || middle >= high) {
                break;
            }
            double value = f.applyAsDouble(middle);
            if (value == 0) {
                return middle;
            }
            if (value < 0 == rising) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low + 0.5 * (high - low);
    }

    /**
     * Newton's steps, halving instead whenever one would leave the bracket or does not halve the last: about 6
     * evaluations where the function is smooth, never more than bisection needs.
     *
     * @param f of different sign at the two ends
     * @param slope its derivative
     * @param start between the two ends
     */
    public static double newton(
            DoubleUnaryOperator f, DoubleUnaryOperator slope, double start, double from, double to) {
        boolean rising = f.applyAsDouble(from) < 0;
        double low = from;
        double high = to;
        double x = start;
        double before = high - low;
        for (int step = 0; step < MOST_STEPS; step++) {
            double value = f.applyAsDouble(x);
            if (value == 0) {
                return x;
            }
            if (value < 0 == rising) {
                low = x;
            } else {
                high = x;
            }
            double move = -value / slope.applyAsDouble(x);
            double next = x + move;
            if (!(next > low && next < high && Math.abs(move) <= 0.5 * before)) {
                move = 0.5 * (high - low);
                next = low + move;
            }
            if (next == x || Math.abs(move) <= Math.ulp(x)) {
                return next;
            }
            before = Math.abs(move);
            x = next;
        }
        return x;
    }
}
