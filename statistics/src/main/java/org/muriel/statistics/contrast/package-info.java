/**
 * Two arms against each other: the observed difference and how much of it chance could make. Start at
 * {@link org.muriel.statistics.contrast.Contrast}; {@link org.muriel.statistics.contrast.RelativeInterval} turns it
 * into what can be said of the lift. Which critical value is right is the business of the packages that test.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.contrast;
