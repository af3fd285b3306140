package org.muriel.statistics.multiplicity;

import org.muriel.statistics.estimate.Level;

/**
 * What a hypothesis is worth among the others.
 *
 * @param adjustedP 0 to 1; without weights at least the p-value it was made from
 * @param rejected whether {@code adjustedP} is at most the level all were judged at
 * @param intervalLevel level of the interval that agrees: it excludes "no difference" exactly when rejected. For one
 *     that is not rejected it is also the level at which it would be rejected next (statistics specification, 6.4)
 */
public record Verdict(double adjustedP, boolean rejected, Level intervalLevel) {}
