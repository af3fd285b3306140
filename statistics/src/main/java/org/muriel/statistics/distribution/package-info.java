/**
 * Distributions and the numerics below them: normal, Student's t, chi-square, beta, differences of ln Γ, quadrature and
 * root finding. Everything is computed with {@link java.lang.StrictMath}, so that every machine gives the same bits, and
 * keeps its relative accuracy in both tails. Knows nothing of tests or intervals.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.distribution;
