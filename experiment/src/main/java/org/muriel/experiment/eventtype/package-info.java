/** The kinds of conversion events a project measures. */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.eventtype;
