/** Routing and query parsing, without a server. */
@org.jspecify.annotations.NullMarked
package org.muriel.api.route;
