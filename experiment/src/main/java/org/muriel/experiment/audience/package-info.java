/** Who qualifies: condition trees over attributes, and combinations of audiences. */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.audience;
