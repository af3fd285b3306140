/** What all configured things have in common: identity, project, kind, and names that must be unique. */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.entity;
