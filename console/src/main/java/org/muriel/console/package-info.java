/** The console in the browser: {@link org.muriel.console.Console} has its addresses. It knows the API, and nothing behind it. */
@org.jspecify.annotations.NullMarked
package org.muriel.console;
