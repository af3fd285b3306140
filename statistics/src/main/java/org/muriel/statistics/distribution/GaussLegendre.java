package org.muriel.statistics.distribution;

import java.util.function.DoubleUnaryOperator;

/**
 * Gauss–Legendre quadrature with 64 nodes on each of several equal pieces.
 *
 * <p>Exact for polynomials up to degree 127 in each piece, and to the last digits for a density over pieces of a few
 * standard deviations. It asks for the function at the same places on every machine and sums in one order, so that equal
 * inputs give equal bits; adaptive rules would be faster and choose their places by rounding errors. Nodes are the roots
 * of the Legendre polynomial P₆₄, found by Newton's method from cos(π(i−¼)/(64+½)) (DLMF 3.5(v)).
 */
public final class GaussLegendre {
    public static final int NODES = 64;

    private static final double[] PLACES = new double[NODES / 2];
    private static final double[] WEIGHTS = new double[NODES / 2];

    static {
        for (int i = 0; i < NODES / 2; i++) {
            double x = StrictMath.cos(StrictMath.PI * (i + 0.75) / (NODES + 0.5));
            double slope = 0;
            for (int step = 0; step < 6; step++) {
                double previous = 1;
                double value = x;
                for (int n = 2; n <= NODES; n++) {
                    double next = ((2 * n - 1) * x * value - (n - 1) * previous) / n;
                    previous = value;
                    value = next;
                }
                slope = NODES * (previous - x * value) / (1 - x * x);
                x -= value / slope;
            }
            PLACES[i] = x;
            WEIGHTS[i] = 2 / ((1 - x * x) * slope * slope);
        }
    }

    private GaussLegendre() {}

    /**
     * ∫ f from {@code from} to {@code to}.
     *
     * @param pieces 1 or more, of equal length
     */
    public static double integrate(DoubleUnaryOperator f, double from, double to, int pieces) {
        if (pieces < 1) {
            throw new IllegalArgumentException("pieces are " + pieces + ", expected 1 or more");
        }
        double half = 0.5 * (to - from) / pieces;
        double sum = 0;
        for (int piece = 0; piece < pieces; piece++) {
            double centre = from + (2 * piece + 1) * half;
            for (int i = 0; i < PLACES.length; i++) {
                double away = half * PLACES[i];
                sum += WEIGHTS[i] * (f.applyAsDouble(centre - away) + f.applyAsDouble(centre + away));
            }
        }
        return sum * half;
    }
}
