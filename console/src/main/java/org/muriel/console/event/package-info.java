/** Events: what visitors do that metrics count, and what arrives of them, while it arrives. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.event;
