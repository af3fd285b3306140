/**
 * OAuth 2.0 for programs that people let act for them (REST specification, 1.2; RFC 6749). {@link
 * org.muriel.api.oauth.ConsentRoutes} asks the person, {@link org.muriel.api.oauth.TokenEndpoint} answers the program,
 * {@link org.muriel.api.oauth.ClientRoutes} says which programs there are.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.oauth;
