/**
 * The account that shows that no event is lost and none counts twice: {@code received = stored + duplicate + rejected
 * + pending}, per project and hour. Each side counts what it did in the transaction in which it did it.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.event.ledger;
