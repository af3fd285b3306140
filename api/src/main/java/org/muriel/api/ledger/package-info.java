/**
 * What became of the events that were received, for people with a token. Start at {@link
 * org.muriel.api.ledger.LedgerRoutes}.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.ledger;
