/**
 * Many hypotheses at once: what a p-value is worth among others, and at which level an interval has to be shown so
 * that it agrees. Start at {@link org.muriel.statistics.multiplicity.Policy}.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.multiplicity;
