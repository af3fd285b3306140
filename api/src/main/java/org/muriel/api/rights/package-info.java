/**
 * What a write needs of the person who makes it, by what it would change. Start at {@link
 * org.muriel.api.rights.GuardedCatalog}. Which routes somebody may call at all is asked before, in {@code route}.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.rights;
