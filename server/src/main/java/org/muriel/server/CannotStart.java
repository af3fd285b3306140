package org.muriel.server;

/** Why the server does not start, in a sentence for its operator. */
final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotStart(String message) {
        super(message);
    }
}
