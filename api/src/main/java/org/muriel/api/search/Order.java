package org.muriel.api.search;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The orders in which what was found can be listed. Equals follow each other by id. */
final class Order {
    private static final Map<String, Comparator<Hit>> ASCENDING = Map.of(
            "archived", Comparator.comparing(Hit::archived, Boolean::compare),
            "created", Comparator.comparing(Hit::created),
            "description", Comparator.comparing(it -> it.description().toLowerCase(Locale.ROOT)),
            "id", Comparator.comparingLong(Hit::id),
            "key", Comparator.comparing(it -> it.key().orElse("").toLowerCase(Locale.ROOT)),
            "last_modified", Comparator.comparing(Hit::lastModified),
            "name", Comparator.comparing(it -> it.name().toLowerCase(Locale.ROOT)),
            "project_id", Comparator.comparingLong(Hit::projectId),
            "status", Comparator.comparing(it -> it.status().orElse("")),
            "type", Comparator.comparing(Hit::type));

    private Order() {}

    static Set<String> words() {
        return ASCENDING.keySet();
    }

    /** @param word one of {@link #words} */
    static Comparator<Hit> by(String word, boolean descending) {
        Comparator<Hit> ascending = ASCENDING.getOrDefault(word, Comparator.comparingLong(Hit::id));
        return (descending ? ascending.reversed() : ascending).thenComparingLong(Hit::id);
    }
}
