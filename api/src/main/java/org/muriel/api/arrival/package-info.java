/** What comes: the newest events, the first ones, and why some are missing. */
@org.jspecify.annotations.NullMarked
package org.muriel.api.arrival;
