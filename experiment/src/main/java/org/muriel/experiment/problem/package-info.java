/** What a caller can do wrong, as values. Translated to the wire in one place of {@code api}. */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.problem;
