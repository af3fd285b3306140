package org.muriel.statistics.diagnostics;

/**
 * An estimated effect of one part of the data: a day, a cohort, a stratum.
 *
 * @param value any number
 * @param variance of the estimate, above 0; a part without one is left out
 */
public record Effect(double value, double variance) {
    public Effect {
        if (!Double.isFinite(value) || !(variance > 0 && Double.isFinite(variance))) {
            throw new IllegalArgumentException(
                    "effect " + value + " with variance " + variance + ", expected numbers and a variance above 0");
        }
    }

    double weight() {
        return 1 / variance;
    }
}
