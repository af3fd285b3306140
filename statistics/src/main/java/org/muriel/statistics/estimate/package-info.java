/**
 * What is said about an effect, and how sure it is: a value or the reason why there is none
 * ({@link org.muriel.statistics.estimate.Estimate}), and two kinds of interval that cannot be confused.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.estimate;
