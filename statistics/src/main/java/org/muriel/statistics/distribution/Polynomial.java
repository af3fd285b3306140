package org.muriel.statistics.distribution;

/** Polynomials by Horner's rule. */
final class Polynomial {
    private Polynomial() {}

    /** c₀ + c₁x + c₂x² + … */
    static double ascending(double[] coefficients, double x) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum * x + coefficients[i];
        }
        return sum;
    }
}
