/**
 * What was changed, when and by whom (REST specification, 17): entries of the journal as the API has them. Start at
 * {@link org.muriel.api.history.HistoryRoutes}.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.history;
