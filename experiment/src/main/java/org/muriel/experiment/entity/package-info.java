/** What all configured things have in common: identity, project, kind, key, and the limits on them. */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.entity;
