/**
 * Does what was found look like what it should? Whether an effect differs from day to day
 * ({@link org.muriel.statistics.diagnostics.Heterogeneity}), fades or grows
 * ({@link org.muriel.statistics.diagnostics.Trend}), and whether comparisons of equals look like such
 * ({@link org.muriel.statistics.diagnostics.Uniformity}). Only ever shown; never used to alter significance.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.diagnostics;
