package org.muriel.api.importing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an import has to say beside the document. Not thread-safe. */
final class Findings {
    /** More help nobody. */
    private static final int MOST = 1_000;

    private final Set<String> losses = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();

    /** Something cannot be represented: some visitors may be decided otherwise. */
    void loss(String what) {
        if (losses.size() < MOST) {
            losses.add(what);
        }
    }

    /** Something was different, and no decision is. */
    void note(String what) {
        if (notes.size() < MOST) {
            notes.add(what);
        }
    }

    List<String> losses() {
        return List.copyOf(losses);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
