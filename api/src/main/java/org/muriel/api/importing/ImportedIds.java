package org.muriel.api.importing;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.muriel.experiment.catalog.IdGenerator;
import org.muriel.experiment.problem.Violations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which ids of a datafile are kept: here one number names one thing, whatever its kind. */
final class ImportedIds {
    private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,15}");

    private final Set<Long> used = new HashSet<>();
    private final Findings findings;
    private final Violations violations;

    ImportedIds(Findings findings, Violations violations) {
        this.findings = findings;
        this.violations = violations;
    }

    static Optional<Long> number(JsonNode id) {
        String text = id.asString("");
        return DIGITS.matcher(text).matches() && Long.parseLong(text) <= IdGenerator.LAST_FOREIGN
                ? Optional.of(Long.parseLong(text))
                : Optional.empty();
    }

    /**
     * Keeps an id on which buckets hang; one that cannot be kept stands in the way of the import.
     *
     * @param at where it stands in the datafile
     */
    void putRequired(ObjectNode entry, JsonNode id, String at) {
        Optional<Long> number = number(id);
        if (number.isEmpty()) {
            violations.add(
                    at,
                    "decimal text, a number from 1 to " + IdGenerator.LAST_FOREIGN + ": visitors' buckets hang on it",
                    id.toString());
        } else if (!used.add(number.get())) {
            violations.add(
                    at,
                    "an id that nothing else in the datafile has",
                    number.get().toString());
        } else {
            entry.put("id", number.get());
        }
    }

    /** Keeps an id by which nothing is decided, if that can be. */
    void put(ObjectNode entry, JsonNode from, String what) {
        Optional<Long> id = number(from.path("id"));
        if (id.isPresent() && used.add(id.get())) {
            entry.put("id", id.get());
        } else {
            findings.note(what + " gets a new id, for " + from.path("id").asString("none")
                    + " is no number or names something else too");
        }
    }
}
