/**
 * Does the whole server, as a client sees it, keep its promises? A real server on a free port answers the exchanges
 * of {@code vectors/rest}, the tutorial, restarts, crashes, many writers at once, and requests no client should send.
 * Start at {@link org.muriel.conformance.RestVectorsTest}. Nothing here looks inside the API: what a test needs to
 * know it asks over HTTP, or reads from the data folder of a server that has stopped.
 */
@NullMarked
package org.muriel.conformance;

import org.jspecify.annotations.NullMarked;
