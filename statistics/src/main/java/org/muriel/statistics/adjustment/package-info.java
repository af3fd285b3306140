/**
 * Seeing the same effect through less noise: what is known beforehand is taken out ({@link
 * org.muriel.statistics.adjustment.Cuped}, {@link org.muriel.statistics.adjustment.PostStratification}), and single
 * outliers are tamed ({@link org.muriel.statistics.adjustment.Winsorizing}). What comes out are arms as any others.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.adjustment;
