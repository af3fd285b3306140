package org.muriel.server.vectors;

import tools.jackson.databind.JsonNode;

/** A case says something that its method cannot take. */
final class BadInput extends RuntimeException {
    BadInput(String message) {
        super(message);
    }

    BadInput(String member, String expected, JsonNode found) {
        this(member + ": expected " + expected + ", found " + Json.kind(found));
    }
}
