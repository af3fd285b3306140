/** Parts of the traffic. Start at {@link org.muriel.experiment.traffic.Share}. */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.traffic;
