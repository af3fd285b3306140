package org.muriel.statistics.sequential;

import java.util.function.DoubleUnaryOperator;
import org.muriel.statistics.contrast.Region;
import org.muriel.statistics.distribution.Roots;

/** Regions of effects on a logarithmic scale, where what is not rejected is one piece around an estimate. */
final class LogScale {
    /** Effects beyond e to this are no numbers any more. */
    private static final double END = 700;

    private LogScale() {}

    /**
     * Where a convex function is at most 0, by doubling steps from a point and halving.
     *
     * @param inside a point of the region, or outside of it on a side without a bound
     * @param bounded whether the region ends below
     * @param boundedAbove whether the region ends above
     */
    static Region within(DoubleUnaryOperator beyond, double inside, boolean bounded, boolean boundedAbove) {
        double start = inside;
        // without an estimate the start may have been beyond the one bound there is
        double step = bounded ? 1 : -1;
        while (beyond.applyAsDouble(start) > 0 && Math.abs(start) < END) {
            start += step;
            step *= 2;
        }
        return new Region(
                bounded ? edge(beyond, start, -1) : Double.NEGATIVE_INFINITY,
                boundedAbove ? edge(beyond, start, 1) : Double.POSITIVE_INFINITY);
    }

    private static double edge(DoubleUnaryOperator beyond, double inside, double direction) {
        double step = direction;
        while (!(beyond.applyAsDouble(inside + step) > 0)) {
            if (Math.abs(inside + step) > END) {
                return direction * Double.POSITIVE_INFINITY;
            }
            step *= 2;
        }
        return Roots.bisect(beyond, inside, inside + step);
    }
}
