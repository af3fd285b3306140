package org.muriel.api.route;

/** What stands behind the HTTP server. Thread-safe. */
public interface Answering {
    Reply answer(Request request);

    /**
     * The answer to a request that could not be read.
     *
     * @param path what it asks for, as far as anybody can tell; may be empty, and a query may follow
     */
    Reply unreadable(String path, int status, String message);
}
