package org.muriel.server.vectors;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The methods by their names in the vectors, one table for each subject. */
final class Methods {
    private static final List<Map<String, Method>> TABLES = List.of(
            SummaryVectors.METHODS,
            MixtureVectors.METHODS,
            SequentialVectors.METHODS,
            MultiplicityVectors.METHODS,
            FixedVectors.METHODS,
            AdjustmentVectors.METHODS,
            HealthVectors.METHODS,
            AnalysisVectors.METHODS,
            ResultsVectors.METHODS);

    private Methods() {}

    static Optional<Method> named(String name) {
        return TABLES.stream()
                .flatMap(table -> Optional.ofNullable(table.get(name)).stream())
                .findFirst();
    }

    /** All of them, in the order of the alphabet. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        TABLES.forEach(table -> names.addAll(table.keySet()));
        return names;
    }
}
