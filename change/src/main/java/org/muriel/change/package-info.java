/**
 * What there is to tell of an entry of the journal. Start at {@link org.muriel.change.Notices}. Knows neither JSON nor
 * whom it is told.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.change;
