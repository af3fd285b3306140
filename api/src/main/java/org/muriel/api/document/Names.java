package org.muriel.api.document;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;

/**
 * What the things of one project are called in its document: by key where they have one, else by name. Of several with
 * one name the second is called {@code name #2}, and so on by ascending id. Not thread-safe.
 */
final class Names {
    private final Map<Kind, Map<String, Long>> ids = new EnumMap<>(Kind.class);
    private final Map<Long, String> names = new HashMap<>();
    private final Map<Kind, Set<String>> broken = new EnumMap<>(Kind.class);

    static Names of(Snapshot snapshot, long projectId, Sections sections) {
        Names names = new Names();
        sections.all().forEach(it -> names.addAll(it, snapshot, projectId));
        return names;
    }

    private <T extends Entity> void addAll(Section<T> section, Snapshot snapshot, long projectId) {
        snapshot.list(section.type(), projectId).forEach(it -> {
            String wanted = section.nameOf().apply(it);
            String name = wanted;
            for (int n = 2; find(section.kind(), name).isPresent(); n++) {
                name = wanted + " #" + n;
            }
            add(section.kind(), name, it.id());
        });
    }

    void add(Kind kind, String name, long id) {
        ids.computeIfAbsent(kind, it -> new HashMap<>()).put(folded(kind, name), id);
        names.put(id, name);
    }

    Optional<Long> find(Kind kind, String name) {
        return Optional.ofNullable(ids.getOrDefault(kind, Map.of()).get(folded(kind, name)));
    }

    /** @param id of something in the project */
    String of(long id) {
        String name = names.get(id);
        if (name == null) {
            throw new IllegalStateException("nothing in this project has the id " + id);
        }
        return name;
    }

    /** What could not be made: whatever refers to it is wrong for no reason of its own. */
    void breaks(Kind kind, String name) {
        broken.computeIfAbsent(kind, it -> new HashSet<>()).add(folded(kind, name));
    }

    boolean isBroken(Kind kind, String name) {
        return broken.getOrDefault(kind, Set.of()).contains(folded(kind, name));
    }

    /** Keys of environments are matched without regard to case. */
    private static String folded(Kind kind, String name) {
        return kind == Kind.ENVIRONMENT ? name.toLowerCase(Locale.ROOT) : name;
    }
}
