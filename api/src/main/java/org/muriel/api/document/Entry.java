package org.muriel.api.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.muriel.api.json.Json;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;
import org.muriel.experiment.problem.Violation;
import org.muriel.experiment.problem.Violations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry of a document on its way to the body that its resource would get. It knows where in the document each part
 * of the body came from, so that what is wrong with the body is told of the document. Not thread-safe.
 */
final class Entry {
    /** What looks wrong in a body when something that it refers to is missing. */
    private static final Pattern FROM_REFERENCES =
            Pattern.compile("^/type$|/(entities|event_id|feature_id|variable_values|x_experiment_order)(/|$)");

    private final ObjectNode node;
    private final Names names;
    private final Snapshot snapshot;
    private final Violations violations = new Violations();
    private final List<Moved> moved = new ArrayList<>();
    private boolean incomplete;

    /** That what the body has at one pointer stood at another. */
    private record Moved(String inBody, String inEntry) {
        boolean holds(String pointer) {
            return pointer.equals(inBody) || pointer.startsWith(inBody + "/");
        }
    }

    /** @param node belongs to the entry, which changes it */
    Entry(ObjectNode node, Names names, Snapshot snapshot) {
        this.node = node;
        this.names = names;
        this.snapshot = snapshot;
    }

    ObjectNode node() {
        return node;
    }

    Names names() {
        return names;
    }

    Violations violations() {
        return violations;
    }

    /** Whether it refers to what is itself wrong: then nothing can be made of it, and nothing of that is its fault. */
    boolean isIncomplete() {
        return incomplete;
    }

    void reject(String at, String expected, JsonNode found) {
        violations.add(at, expected, found.isMissingNode() ? "nothing" : Json.excerpt(found));
    }

    void movedFrom(String inEntry, String inBody) {
        moved.add(new Moved(inBody, inEntry));
    }

    /** What was found wrong with the body, told of the entry. */
    void reportAll(List<Violation> ofBody) {
        ofBody.stream()
                .filter(it -> !incomplete || !FROM_REFERENCES.matcher(it.at()).find())
                .forEach(it -> violations.add(new Violation(place(it.at()), it.expected(), it.found(), it.sentence())));
    }

    private String place(String pointer) {
        return moved.stream()
                .filter(it -> it.holds(pointer))
                .max(Comparator.comparingInt(it -> it.inBody().length()))
                .map(it -> it.inEntry() + pointer.substring(it.inBody().length()))
                .orElse(pointer);
    }

    /** Replaces a name in an object by the id that goes under another member in bodies. */
    void nameToId(ObjectNode object, String at, String member, Kind kind, String idMember) {
        JsonNode name = object.remove(member);
        movedFrom(at + "/" + member, at + "/" + idMember);
        if (name == null) {
            return;
        }
        if (name.isNull()) {
            object.putNull(idMember);
            return;
        }
        id(name, at + "/" + member, kind).ifPresent(it -> object.put(idMember, it));
    }

    /** The id of what a name means; a name of nothing is reported. */
    Optional<Long> id(JsonNode name, String at, Kind kind) {
        // a name that reads as a number or a truth value is easily left without quotes
        boolean isName = name.isString() || name.isIntegralNumber() || name.isBoolean();
        String text = name.asString("");
        Optional<Long> id = isName ? names.find(kind, text) : Optional.empty();
        if (id.isEmpty() && isName && names.isBroken(kind, text)) {
            incomplete = true;
        } else if (id.isEmpty()) {
            String by = kind == Kind.AUDIENCE || kind == Kind.GROUP ? "name" : "key";
            reject(at, "the " + by + " of an " + kind.word() + " of this project or document", name);
        }
        return id;
    }

    <T extends Entity> T get(Class<T> type, long id) {
        return snapshot.get(type, id);
    }

    static String escaped(String member) {
        return member.replace("~", "~0").replace("/", "~1");
    }
}
