/**
 * Tests that may be looked at any time and for any reason: the chance of ever being wrong is bounded, not that at one
 * look. Start at {@link org.muriel.statistics.sequential.Mixture}, the default; the others implement
 * {@link org.muriel.statistics.sequential.AnytimeTest} as well.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.sequential;
