/** Audiences: visitors whose attributes meet conditions, built or written. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.audience;
