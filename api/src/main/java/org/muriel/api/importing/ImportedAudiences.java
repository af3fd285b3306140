package org.muriel.api.importing;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muriel.api.entity.Limits;
import org.muriel.api.json.Json;
import org.muriel.experiment.audience.MatchType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The audiences of a datafile and the conditions on them (SDK contract, 3). What clients find unknown is made a test that
 * is unknown here too.
 */
final class ImportedAudiences {
    private static final String PLACEHOLDER = "$opt_dummy_audience";

    /** What our own datafiles say of an audience without conditions: clients have no word for everybody. */
    private static final JsonNode EVERYBODY = Json.array()
            .add("not")
            .add(Json.object()
                    .put("match", "exists")
                    .put("name", "$opt_dummy_attribute")
                    .put("type", "custom_attribute"));

    private static final Map<String, MatchType> MATCHES = Stream.of(MatchType.values())
            .filter(it -> it != MatchType.LEGACY)
            .collect(Collectors.toUnmodifiableMap(it -> it.name().toLowerCase(Locale.ROOT), it -> it));

    private final Findings findings;
    private final ObjectNode attributes;
    private final ObjectNode audiences = Json.object();

    /** Audience id → name in the document. */
    private final Map<String, String> names = new LinkedHashMap<>();

    /** @param attributes entries of the document, to which those that conditions name are added */
    ImportedAudiences(Findings findings, ObjectNode attributes) {
        this.findings = findings;
        this.attributes = attributes;
    }

    ObjectNode entries() {
        return audiences;
    }

    /** Typed ones win over others with the same id. */
    void read(JsonNode datafile, ImportedIds ids) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        datafile.path("audiences").forEach(it -> byId.put(it.path("id").asString(""), it));
        datafile.path("typedAudiences").forEach(it -> byId.put(it.path("id").asString(""), it));
        Set<String> taken = new HashSet<>();
        byId.forEach((id, audience) -> {
            if (id.equals(PLACEHOLDER)) {
                return;
            }
            String wanted = audience.path("name").asString("").isBlank()
                    ? id
                    : audience.path("name").asString("");
            String name = taken.add(wanted) ? wanted : wanted + " " + id;
            taken.add(name);
            ObjectNode entry = audiences.putObject(name);
            ids.put(entry, audience, "audience '" + name + "'");
            conditions(audience.path("conditions"), "audience '" + name + "'")
                    .ifPresent(it -> entry.set("conditions", it));
            names.put(id, name);
        });
    }

    /** The {@code audience_conditions} of an experiment or a rule. */
    JsonNode targeting(JsonNode rule, String what) {
        JsonNode conditions = parsed(rule.path("audienceConditions"));
        if (conditions.isMissingNode() || conditions.isNull()) {
            JsonNode ids = rule.path("audienceIds");
            if (ids.isEmpty()) {
                return text("everyone");
            }
            ArrayNode list = Json.array();
            ids.forEach(it -> list.add(text(named(it, what))));
            return Json.object().set("or", list);
        }
        if (conditions.isArray() && conditions.isEmpty()) {
            return text("everyone");
        }
        JsonNode tree = tree(conditions, what, it -> text(named(it, what)), () -> text(nobodysAudience(what)));
        // a single name that is the word for everybody
        return tree.isString() ? Json.object().set("or", Json.array().add(tree)) : tree;
    }

    private String named(JsonNode id, String what) {
        String text = id.asString("");
        return names.computeIfAbsent(text, it -> {
            findings.note(what + " is for the audience " + it
                    + ", which the datafile does not have: it is made one of which nobody knows whether they belong");
            return unknown("Unknown audience " + it, Json.object().put("audience", it));
        });
    }

    private String nobodysAudience(String what) {
        findings.loss(what + ": a list of audiences with an operator and nothing else");
        return unknown("Nobody knows who", Json.object());
    }

    private String unknown(String name, ObjectNode kept) {
        if (!audiences.has(name)) {
            ObjectNode leaf = Json.object();
            leaf.set("unknown", kept);
            audiences.putObject(name).set("conditions", leaf);
        }
        return name;
    }

    private Optional<JsonNode> conditions(JsonNode sent, String what) {
        JsonNode conditions = parsed(sent);
        if (conditions.isMissingNode()
                || conditions.isNull()
                || conditions.equals(EVERYBODY)
                || (conditions.isArray() && conditions.isEmpty())) {
            findings.note(what + " has no conditions: everybody belongs to it");
            return Optional.empty();
        }
        return Optional.of(tree(conditions, what, it -> leaf(it, what), () -> {
            findings.loss(what + ": a list with an operator and no condition");
            return unknownLeaf(Json.object());
        }));
    }

    private static JsonNode parsed(JsonNode conditions) {
        String text = conditions.isString() ? conditions.stringValue().strip() : "";
        if (!text.startsWith("[") && !text.startsWith("{")) {
            return conditions;
        }
        try {
            return Json.parse(text);
        } catch (Json.NotJson e) {
            return conditions;
        }
    }

    private interface Leaf {
        JsonNode of(JsonNode leaf);
    }

    private interface Empty {
        JsonNode instead();
    }

    /** A list without an operator means any of its elements; not looks at its first operand alone. */
    private static JsonNode tree(JsonNode node, String what, Leaf leaf, Empty empty) {
        if (!(node instanceof ArrayNode list)) {
            return leaf.of(node);
        }
        String first = list.isEmpty() ? "" : list.get(0).asString("");
        boolean hasOperator = List.of("and", "or", "not").contains(first);
        String operator = hasOperator ? first : "or";
        int from = hasOperator ? 1 : 0;
        if (list.size() == from) {
            return empty.instead();
        }
        ObjectNode tree = Json.object();
        if (operator.equals("not")) {
            tree.set("not", tree(list.get(from), what, leaf, empty));
            return tree;
        }
        ArrayNode operands = tree.putArray(operator);
        for (int i = from; i < list.size(); i++) {
            operands.add(tree(list.get(i), what, leaf, empty));
        }
        return tree;
    }

    private JsonNode leaf(JsonNode sent, String what) {
        ObjectNode kept =
                sent instanceof ObjectNode object ? object : Json.object().put("value", sent.asString(""));
        String type = kept.path("type").asString("");
        if (type.equals("third_party_dimension")) {
            findings.loss(what + ": whether a visitor is in the segment "
                    + kept.path("value").asString("") + " is not known here, and counts as unknown");
            return unknownLeaf(kept);
        }
        if (!type.equals("custom_attribute") || !kept.path("name").isString()) {
            return unknownLeaf(kept);
        }
        return ofAttribute(kept, what);
    }

    private JsonNode ofAttribute(ObjectNode kept, String what) {
        String key = kept.path("name").stringValue();
        JsonNode match = kept.path("match");
        JsonNode value = kept.path("value");
        boolean legacy = match.isMissingNode() || match.isNull();
        MatchType type = legacy ? MatchType.LEGACY : MATCHES.get(match.asString(""));
        if (type == null || !fits(type, value)) {
            return unknownLeaf(kept);
        }
        if (!Limits.LOOSE_KEY.matcher(key).matches()) {
            findings.loss(what + ": an attribute cannot be called '" + key + "' here; its test counts as unknown");
            return unknownLeaf(kept);
        }
        if (!attributes.has(key)) {
            findings.note("attribute " + key + " is in a condition alone, and is made");
            attributes.putObject(key);
        }
        ObjectNode leaf = Json.object().put("attribute", key).put("match", legacy ? "x_legacy" : match.asString(""));
        if (type.operand() != MatchType.Operand.NONE) {
            leaf.set("value", value);
        }
        return leaf;
    }

    /** Whether clients can compare with the value at all. */
    private static boolean fits(MatchType type, JsonNode value) {
        return switch (type.operand()) {
            case NONE -> true;
            case TEXT -> value.isString();
            case NUMBER ->
                value.isNumber() && Double.isFinite(value.decimalValue().doubleValue());
            case ANY ->
                value.isString()
                        || value.isBoolean()
                        || (value.isNumber()
                                && Double.isFinite(value.decimalValue().doubleValue()));
        };
    }

    private static ObjectNode unknownLeaf(ObjectNode kept) {
        ObjectNode leaf = Json.object();
        leaf.set("unknown", kept);
        return leaf;
    }

    private static JsonNode text(String text) {
        return Json.object().stringNode(text);
    }
}
