/** Tests of traffic. */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.traffic;
