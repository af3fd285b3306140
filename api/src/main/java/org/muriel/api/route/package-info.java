/**
 * From a request to a handler and back: {@link org.muriel.api.route.Route} declares, {@link
 * org.muriel.api.route.Router} finds, checks and calls. Knows no HTTP library.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.route;
