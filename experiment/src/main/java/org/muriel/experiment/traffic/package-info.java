/**
 * Parts of the traffic. Start at {@link org.muriel.experiment.traffic.Share}; {@link
 * org.muriel.experiment.traffic.Allocation} says who holds which buckets, and how that changes.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.traffic;
