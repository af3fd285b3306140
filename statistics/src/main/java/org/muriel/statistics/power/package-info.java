/**
 * How much has to be measured, and what can then be found? Start at {@link org.muriel.statistics.power.Comparison}, what
 * is to be found, and {@link org.muriel.statistics.power.SampleSize}, what that takes.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.power;
