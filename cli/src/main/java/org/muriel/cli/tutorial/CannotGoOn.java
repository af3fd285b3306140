package org.muriel.cli.tutorial;

/**
 * Something outside the tutorial is not as needed: a setting, the server, the network. The message is one
 * line for the person at the terminal. An exception, so that the steps read as plain sequences of requests.
 */
final class CannotGoOn extends RuntimeException {
    CannotGoOn(String message) {
        super(message);
    }
}
