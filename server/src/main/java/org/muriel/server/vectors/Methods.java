package org.muriel.server.vectors;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The methods by their names in the vectors, one table for each subject. */
final class Methods {
    private static final List<Map<String, Method>> TABLES =
            List.of(SequentialVectors.METHODS, MultiplicityVectors.METHODS);

    private Methods() {}

    static Optional<Method> named(String name) {
        return TABLES.stream()
                .flatMap(table -> Optional.ofNullable(table.get(name)).stream())
                .findFirst();
    }
}
