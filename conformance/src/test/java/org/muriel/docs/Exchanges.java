package org.muriel.docs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the tutorial prints, cut into its requests and the values it hands on. */
final class Exchanges {
    private static final List<String> HANDED_ON = List.of("For later steps, in ", "Saved in ");

    private Exchanges() {}

    /** The requests with these titles, each with its answer, and every value handed on. */
    static List<String> select(List<String> titles, List<String> printed) {
        Set<String> missing = new HashSet<>(titles);
        List<String> selected = new ArrayList<>();
        boolean selecting = false;
        for (int i = 0; i < printed.size(); i++) {
            String line = printed.get(i);
            if (isTitle(printed, i)) {
                selecting = titles.contains(line);
                missing.remove(line);
            } else if (isHandedOn(printed, i)) {
                selecting = true;
            }
            if (selecting) {
                selected.add(line);
            }
        }
        if (!missing.isEmpty()) {
            throw new AssertionError("the tutorial printed no request titled " + missing);
        }
        return selected;
    }

    private static boolean isTitle(List<String> printed, int index) {
        return index + 1 < printed.size() && printed.get(index + 1).equals("Request:");
    }

    private static boolean isHandedOn(List<String> printed, int index) {
        return HANDED_ON.stream().anyMatch(printed.get(index)::startsWith);
    }
}
