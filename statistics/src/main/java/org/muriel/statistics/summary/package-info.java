/**
 * What is known of one group of measured units: start at {@link org.muriel.statistics.summary.Arm}. Everything else in
 * this module is computed from arms and knows nothing of what was measured or why.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.summary;
