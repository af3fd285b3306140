/** One's own tokens, programs that act for people, and the people of the account. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.account;
