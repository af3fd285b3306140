package org.muriel.api.document;

import java.util.Optional;
import org.muriel.api.json.Json;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.entity.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code audience_conditions}: the word {@code everyone}, the name of an audience, or a tree of names. */
final class TargetingTranslation {
    private static final String MEMBER = "audience_conditions";
    private static final String EVERYONE = "everyone";

    private TargetingTranslation() {}

    /** @param at of the object that has the member, in the entry as in the body */
    static void toBody(Entry entry, ObjectNode object, String at) {
        JsonNode sent = object.get(MEMBER);
        if (sent == null
                || sent.isNull()
                || (sent.isString() && sent.stringValue().equals(EVERYONE))) {
            return;
        }
        String place = at + "/" + MEMBER;
        object.remove(MEMBER);
        Conditions.toBody(entry, sent, place, place, (leaf, where, inBody) -> leaf(entry, leaf, where))
                .ifPresent(it -> object.set(MEMBER, it));
    }

    private static Optional<ObjectNode> leaf(Entry entry, JsonNode name, String at) {
        if (name.isContainer()) {
            entry.reject(at, "the name of an audience, {and: [...]}, {or: [...]} or {not: ...}", name);
            return Optional.empty();
        }
        return entry.id(name, at, Kind.AUDIENCE).map(it -> Json.object().put("audience_id", it));
    }

    static void toEntry(ObjectNode object, Targeting targeting, Names names) {
        object.set(
                MEMBER,
                switch (targeting) {
                    case Targeting.Everyone() -> text(EVERYONE);
                    case Targeting.Audiences(Condition.Leaf<Long>(Long id))
                    when names.of(id).equals(EVERYONE) ->
                        // an audience of that name is not the word
                        Json.object().set("or", Json.array().add(EVERYONE));
                    case Targeting.Audiences(Condition<Long> condition) ->
                        Conditions.write(condition, it -> text(names.of(it)));
                });
    }

    private static JsonNode text(String text) {
        return Json.object().stringNode(text);
    }
}
