/**
 * How results are to be judged, as far as somebody chose otherwise than usual (statistics specification, 16). What the
 * words mean is the business of whoever computes results.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.settings;
