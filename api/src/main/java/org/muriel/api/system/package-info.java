/** How the server itself is: what it runs on, what waits, and whether its parts do what they should. */
@org.jspecify.annotations.NullMarked
package org.muriel.api.system;
