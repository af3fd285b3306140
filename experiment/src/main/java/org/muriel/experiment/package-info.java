/**
 * What is being tested and which changes are allowed: start at {@link org.muriel.experiment.Experiment} and
 * {@link org.muriel.experiment.Lifecycle}. Knows no HTTP, JSON or SQL.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment;
