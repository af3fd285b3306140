/** What is said of results. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.results;
