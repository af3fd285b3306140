/**
 * The REST API: start at {@link org.muriel.api.Api}, which lists every route. One package per resource holds its
 * routes and its JSON.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api;
