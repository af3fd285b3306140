package org.muriel.server.vectors;

/** There are no cases to check; the message says where and why. */
final class UnreadableVectors extends Exception {
    UnreadableVectors(String message) {
        super(message);
    }
}
