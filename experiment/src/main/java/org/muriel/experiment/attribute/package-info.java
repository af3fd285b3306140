/** Visitor properties that audiences test and results are segmented by. */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.attribute;
