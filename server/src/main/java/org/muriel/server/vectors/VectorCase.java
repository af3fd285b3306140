package org.muriel.server.vectors;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One case: what goes into a method, and what has to come out (statistics specification, 12).
 *
 * @param id its own, or its place where it has none
 */
record VectorCase(String id, JsonNode document) {

    static VectorCase of(JsonNode document, String place) {
        JsonNode id = document.path("id");
        return new VectorCase(id.isString() ? id.stringValue() : place, document);
    }

    /** What is wrong with our answer or with the case itself; nothing when it passes. */
    Optional<String> failure() {
        try {
            JsonNode name = document.path("method");
            if (!name.isString()) {
                throw new BadInput("method", "a text", name);
            }
            Method method = Methods.named(name.stringValue())
                    .orElseThrow(() -> new BadInput("unknown method " + name.stringValue()));
            JsonNode inputs = object("inputs");
            JsonNode expected = object("expected");
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
