package org.muriel.server.vectors;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One case: what goes into a method, and what has to come out (statistics specification, 12).
 *
 * @param place its file, and its own id or, where it has none, its number in the file, from 0
 */
record VectorCase(String place, JsonNode document) {

    static VectorCase of(JsonNode document, String file, int number) {
        JsonNode id = document.path("id");
        // a failure is one line, whatever somebody is called
        String name = id.isString() ? id.stringValue().replaceAll("\\s+", " ") : "#" + number;
        return new VectorCase(file + "  " + name, document);
    }

    /** What is wrong with our answer or with the case itself; nothing when it passes. */
    Optional<String> failure() {
        try {
            JsonNode name = document.path("method");
            if (!name.isString()) {
                throw new BadInput("method", "a text", name);
            }
            Method method = Methods.named(name.stringValue())
                    .orElseThrow(() -> new BadInput(
                            "method: nothing is known of " + name + "; ./muriel vectors --help names those there are"));
            JsonNode inputs = object("inputs");
            JsonNode expected = object("expected");
            if (expected.isEmpty()) {
                throw new BadInput("expected: expected one field or more, found none");
            }
            Tolerance tolerance = Tolerance.of(document.path("tolerance"));
            JsonNode got = method.evaluate(new Inputs("inputs", inputs)).json();
            return Comparison.of(expected, got, tolerance, method.isWhole());
        } catch (BadInput e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Whatever the reason, the other cases have to be checked too.
            return Optional.of("cannot be evaluated: "
                    + Optional.ofNullable(e.getMessage()).orElse(e.toString()));
        }
    }

    private JsonNode object(String name) {
        JsonNode member = document.path(name);
        if (!member.isObject()) {
            throw new BadInput(name, "an object", member);
        }
        return member;
    }
}
