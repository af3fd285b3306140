package org.muriel.cli.tutorial;

/**
 * Something outside this program is not as needed: a setting, the server, the network. The message is one
 * line for the person at the terminal. An exception, so that programs read as plain sequences of requests.
 */
public final class CannotGoOn extends RuntimeException {
    public CannotGoOn(String message) {
        super(message);
    }
}
