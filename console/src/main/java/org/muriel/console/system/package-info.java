/** How the server is. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.system;
