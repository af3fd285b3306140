package org.muriel.statistics.multiplicity;

/**
 * "There is no difference", to be judged among others of its kind. One without any data is not handed in at all; one
 * with too little data has p = 1 and log e-value 0.
 *
 * @param p smallest p-value so far, 0 to 1
 * @param logE natural logarithm of the current e-value; only policies on e-values read it
 */
public record Hypothesis(Tier tier, double p, double logE) {
    public Hypothesis {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("p is " + p + ", expected 0 to 1");
        }
    }
}
