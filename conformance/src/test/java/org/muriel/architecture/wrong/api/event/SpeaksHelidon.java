package org.muriel.architecture.wrong.api.event;

import io.helidon.webserver.http.ServerRequest;

/** The HTTP server outside its package. */
record SpeaksHelidon(ServerRequest request) {}
