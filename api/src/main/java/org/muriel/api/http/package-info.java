/** The HTTP server. The only package that knows the HTTP library. */
@org.jspecify.annotations.NullMarked
package org.muriel.api.http;
