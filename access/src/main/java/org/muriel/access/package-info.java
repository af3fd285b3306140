/**
 * Who may do what: people and the tokens they act with. Start at {@link org.muriel.access.Access}. Knows no HTTP and
 * no database.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.access;
