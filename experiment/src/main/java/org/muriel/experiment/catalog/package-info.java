/**
 * The whole configuration: an immutable {@link org.muriel.experiment.catalog.Snapshot}, the journal of what
 * changed, and the {@link org.muriel.experiment.catalog.Draft} in which one write is made. Storage implements
 * {@link org.muriel.experiment.catalog.Catalog}; the rules of a write are here.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.catalog;
