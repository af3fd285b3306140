package org.muriel.api.document;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.json.Json;
import org.muriel.api.json.Words;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.audience.AudienceTest;
import org.muriel.experiment.audience.AudienceTest.Value;
import org.muriel.experiment.audience.MatchType;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Conditions of audiences: a leaf is {@code {attribute: plan, match: exact, value: gold}}. */
final class AudienceTranslation implements Translation<Audience> {
    private static final String CONDITIONS = "conditions";
    private static final Set<String> LEAF = Set.of("attribute", "match", "value");
    private static final Words<MatchType> MATCH_TYPES =
            Words.of(MatchType.class).renaming(MatchType.LEGACY, "x_legacy");

    @Override
    public void toBody(Entry entry, Optional<Audience> current) {
        JsonNode conditions = entry.node().get(CONDITIONS);
        if (conditions == null || conditions.isNull()) {
            return;
        }
        String at = "/" + CONDITIONS;
        Optional<JsonNode> tree =
                Conditions.toBody(entry, conditions, at, at, (leaf, place, inBody) -> leaf(entry, leaf, place, inBody));
        entry.node().remove(CONDITIONS);
        tree.ifPresent(it -> entry.node().set(CONDITIONS, it));
    }

    private static Optional<ObjectNode> leaf(Entry entry, JsonNode sent, String at, String inBody) {
        if (sent instanceof ObjectNode other && other.size() == 1 && other.get("unknown") instanceof ObjectNode kept) {
            ObjectNode leaf = Json.object().put("type", "x_unknown");
            leaf.set("x_test", kept);
            return Optional.of(leaf);
        }
        if (!(sent instanceof ObjectNode object) || !object.has("attribute") || !known(object)) {
            entry.reject(at, "{and: [...]}, {or: [...]}, {not: ...} or {attribute: ..., match: ..., value: ...}", sent);
            return Optional.empty();
        }
        entry.movedFrom(at + "/attribute", inBody + "/name");
        entry.movedFrom(at + "/match", inBody + "/match_type");
        Optional<Long> attribute = entry.id(object.get("attribute"), at + "/attribute", Kind.ATTRIBUTE);
        ObjectNode leaf = Json.object().put("type", "custom_attribute");
        attribute.ifPresent(
                it -> leaf.put("name", entry.get(Attribute.class, it).name()));
        copy(object, "match", leaf, "match_type");
        copy(object, "value", leaf, "value");
        return attribute.map(it -> leaf);
    }

    private static boolean known(ObjectNode leaf) {
        return LEAF.containsAll(leaf.propertyNames());
    }

    private static void copy(ObjectNode from, String member, ObjectNode to, String name) {
        if (from.has(member)) {
            to.set(name, from.get(member));
        }
    }

    @Override
    public Audience numbered(Audience made, Numbering numbering) {
        return numbering.number(made);
    }

    @Override
    public void toEntry(ObjectNode json, Audience audience, Snapshot snapshot, Names names) {
        json.remove(CONDITIONS);
        audience.conditions().ifPresent(it -> json.set(CONDITIONS, Conditions.write(it, test -> write(test, names))));
        if (!audience.segmentation()) {
            json.remove("segmentation");
        }
    }

    private static ObjectNode write(AudienceTest test, Names names) {
        return switch (test) {
            case AudienceTest.OfBrowser(String kept) -> {
                ObjectNode leaf = Json.object();
                leaf.set("unknown", Json.parseOwn(kept));
                yield leaf;
            }
            case AudienceTest.OfAttribute ofAttribute -> {
                ObjectNode leaf = Json.object().put("attribute", names.of(ofAttribute.attributeId()));
                ofAttribute.match().ifPresent(it -> leaf.put("match", MATCH_TYPES.word(it)));
                ofAttribute.value().ifPresent(it -> putValue(leaf, it));
                yield leaf;
            }
        };
    }

    private static void putValue(ObjectNode leaf, Value value) {
        switch (value) {
            case Value.Text(String text) -> leaf.put("value", text);
            case Value.Numeric(BigDecimal number) -> leaf.put("value", number);
            case Value.Truth(boolean truth) -> leaf.put("value", truth);
            case Value.Nothing() -> leaf.putNull("value");
        }
    }
}
