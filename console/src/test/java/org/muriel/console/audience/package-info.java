/** What is built of a condition is that condition. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.audience;
