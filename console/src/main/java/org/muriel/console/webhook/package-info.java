/** Addresses that are told of changes, and what they were told. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.webhook;
