package org.muriel.server.vectors;

import java.util.Map;

/** Tests that may be looked at any time (statistics specification, 3 and 5). */
final class SequentialVectors {
    static final Map<String, Method> METHODS = Map.of();

    private SequentialVectors() {}
}
