/** Experiments: the list, the design, and the states they go through. What they have shown is in {@code results}. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.experiment;
