package org.muriel.conformance;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What came back.
 *
 * @param headers by name in any case; several of one name are joined by a comma
 */
record Answer(int status, Map<String, String> headers, String text) {
    Answer {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    JsonNode json() {
        return Json.parse(text);
    }

    /** The value at a JSON pointer. */
    JsonNode at(String pointer) {
        JsonNode value = json().at(pointer);
        if (value.isMissingNode()) {
            throw new AssertionError("nothing at " + pointer + " of " + this);
        }
        return value;
    }

    long id() {
        return at("/id").longValue();
    }

    /** This answer, which must be a good one. */
    Answer good() {
        if (status / 100 != 2) {
            throw new AssertionError("expected a 2xx, found " + this);
        }
        return this;
    }

    @Override
    public String toString() {
        return status + " " + text;
    }
}
