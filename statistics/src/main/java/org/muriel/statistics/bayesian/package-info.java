/**
 * Chances that an effect is one way or the other, and what a wrong choice costs: {@link
 * org.muriel.statistics.bayesian.RateComparison} for proportions, {@link org.muriel.statistics.bayesian.NormalPosterior} for
 * everything else, {@link org.muriel.statistics.bayesian.Belief} for what both say. No random numbers are drawn. What is said
 * here does not bound false positives of those who look repeatedly.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.bayesian;
