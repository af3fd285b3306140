/**
 * Medians and other quantiles, whose certainty comes from counting alone: start at
 * {@link org.muriel.statistics.quantile.OrderRanks} for one look and {@link org.muriel.statistics.quantile.AnytimeRanks} for
 * many. Ranks here begin at 1, the smallest value.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.quantile;
