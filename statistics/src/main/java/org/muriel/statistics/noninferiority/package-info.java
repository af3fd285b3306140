/**
 * "At least not much worse": what guardrails ask ({@link org.muriel.statistics.noninferiority.NonInferiority}). It tests
 * against a margin what other packages test against no difference.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.noninferiority;
