/** What was changed, by whom, from what to what. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.history;
