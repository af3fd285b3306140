/** Exclusion groups: experiments of which a visitor enters at most one, as lanes beside each other. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.group;
