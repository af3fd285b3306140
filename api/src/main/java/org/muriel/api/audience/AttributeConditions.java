package org.muriel.api.audience;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.muriel.api.json.Json;
import org.muriel.api.json.Words;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.AudienceTest;
import org.muriel.experiment.audience.AudienceTest.OfAttribute;
import org.muriel.experiment.audience.AudienceTest.OfBrowser;
import org.muriel.experiment.audience.AudienceTest.Value;
import org.muriel.experiment.audience.MatchType;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Violation;
import org.muriel.experiment.problem.Violations;
import org.muriel.experiment.project.Project;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The leaves of an audience's conditions: tests of the project's attributes (REST specification, 6.1). */
final class AttributeConditions {
    private static final String CUSTOM_ATTRIBUTE = "custom_attribute";
    private static final String UNKNOWN = "x_unknown";
    private static final String KEPT = "x_test";
    private static final String STORABLE = "text without NUL and half surrogate pairs";
    private static final Words<MatchType> MATCH_TYPES =
            Words.of(MatchType.class).renaming(MatchType.LEGACY, "x_legacy");

    private final Snapshot snapshot;
    private final long projectId;
    private final List<Attribute> attributes;

    private AttributeConditions(Snapshot snapshot, long projectId) {
        this.snapshot = snapshot;
        this.projectId = projectId;
        this.attributes = snapshot.list(Attribute.class, projectId);
    }

    static ConditionGrammar<AudienceTest> grammar(Snapshot snapshot, long projectId) {
        AttributeConditions leaves = new AttributeConditions(snapshot, projectId);
        return new ConditionGrammar<>(leaves::read, leaves::write);
    }

    private Optional<AudienceTest> read(ObjectNode leaf, String at, Violations violations) {
        JsonNode type = leaf.path("type");
        if (type.isString() && type.stringValue().equals(CUSTOM_ATTRIBUTE)) {
            return ofAttribute(leaf, at, violations);
        }
        if (type.isString() && type.stringValue().equals(UNKNOWN)) {
            return ofUnknown(leaf, at, violations);
        }
        if (type.isString() && isBrowserProject()) {
            return ofBrowser(leaf, at, violations);
        }
        violations.add(at + "/type", CUSTOM_ATTRIBUTE, found(type));
        return Optional.empty();
    }

    private boolean isBrowserProject() {
        return snapshot.find(Project.class, projectId)
                .filter(it -> it.platform() == Project.Platform.WEB)
                .isPresent();
    }

    /** A test from elsewhere that is known for nobody here; what it was is kept beside it. */
    private static Optional<AudienceTest> ofUnknown(ObjectNode leaf, String at, Violations violations) {
        if (leaf.path(KEPT) instanceof ObjectNode kept) {
            return ofBrowser(kept, at + "/" + KEPT, violations);
        }
        violations.add(at + "/" + KEPT, "an object, the test as it was", found(leaf.path(KEPT)));
        return Optional.empty();
    }

    private static Optional<AudienceTest> ofBrowser(ObjectNode leaf, String at, Violations violations) {
        String json = Json.spaced(leaf);
        if (!Json.isStorable(json)) {
            violations.add(at, STORABLE, found(leaf));
            return Optional.empty();
        }
        return Optional.of(new OfBrowser(json));
    }

    private Optional<AudienceTest> ofAttribute(ObjectNode leaf, String at, Violations violations) {
        int before = violations.list().size();
        JsonNode name = leaf.path("name");
        Optional<Attribute> byName = name.isString() ? byName(name.stringValue()) : Optional.empty();
        Optional<Attribute> attribute = name.isString() ? byName.or(() -> byKey(name.stringValue())) : Optional.empty();
        if (attribute.isEmpty()) {
            // the emulated API says it in these words
            Optional<String> sentence = name.isString()
                    ? Optional.of("Custom attribute '" + Json.excerpt(name.stringValue()) + "' does not exist")
                    : Optional.empty();
            violations.add(
                    new Violation(at + "/name", "the name of an attribute of this project", found(name), sentence));
        }
        Optional<MatchType> match = match(leaf, at, violations);
        Optional<Value> value = value(leaf.path("value"));
        checkValue(match.orElse(MatchType.EXACT), value, leaf.path("value"), at, violations);
        if (violations.list().size() > before) {
            return Optional.empty();
        }
        return attribute.map(it -> new OfAttribute(it.id(), byName.isEmpty(), match, value));
    }

    private Optional<Attribute> byName(String name) {
        return attributes.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    private Optional<Attribute> byKey(String key) {
        return attributes.stream().filter(it -> it.key().equals(key)).findFirst();
    }

    private ObjectNode write(AudienceTest test) {
        return switch (test) {
            case OfBrowser(String json) when isBrowserProject() -> Json.parseOwn(json);
            case OfBrowser(String json) -> {
                ObjectNode leaf = Json.object().put("type", UNKNOWN);
                leaf.set(KEPT, Json.parseOwn(json));
                yield leaf;
            }
            case OfAttribute(
                    long attributeId,
                    boolean spelledByKey,
                    Optional<MatchType> match,
                    Optional<Value> value) -> {
                ObjectNode leaf = Json.object().put("name", nameOf(attributeId, spelledByKey));
                leaf.put("type", CUSTOM_ATTRIBUTE);
                match.ifPresent(it -> leaf.put("match_type", MATCH_TYPES.word(it)));
                value.ifPresent(it -> putValue(leaf, it));
                yield leaf;
            }
        };
    }

    /** As it was spelled, unless the key has since become another attribute's name, which would be read first. */
    private String nameOf(long attributeId, boolean spelledByKey) {
        Attribute attribute = snapshot.get(Attribute.class, attributeId);
        boolean keyIsClear = attributes.stream()
                .noneMatch(it -> it.id() != attributeId && it.name().equals(attribute.key()));
        return spelledByKey && keyIsClear ? attribute.key() : attribute.name();
    }

    private static Optional<MatchType> match(ObjectNode leaf, String at, Violations violations) {
        JsonNode match = leaf.path("match_type");
        if (match.isMissingNode() || match.isNull()) {
            return Optional.empty();
        }
        Optional<MatchType> known = match.isString() ? MATCH_TYPES.find(match.stringValue()) : Optional.empty();
        if (known.isEmpty()) {
            violations.add(at + "/match_type", "one of " + String.join(", ", MATCH_TYPES.all()), found(match));
        }
        return known;
    }

    private static Optional<Value> value(JsonNode json) {
        if (json.isString()) {
            return Optional.of(new Value.Text(json.stringValue()));
        }
        if (json.isNumber()) {
            return Optional.of(new Value.Numeric(json.decimalValue()));
        }
        if (json.isBoolean()) {
            return Optional.of(new Value.Truth(json.booleanValue()));
        }
        return json.isNull() ? Optional.of(new Value.Nothing()) : Optional.empty();
    }

    private static void checkValue(
            MatchType match, Optional<Value> value, JsonNode sent, String at, Violations violations) {
        boolean fits = switch (match.operand()) {
            case ANY -> value.isPresent() && !(value.get() instanceof Value.Nothing);
            case NONE -> sent.isMissingNode() || sent.isNull();
            case TEXT -> value.isPresent() && value.get() instanceof Value.Text;
            case NUMBER -> value.isPresent() && value.get() instanceof Value.Numeric;
        };
        boolean finite = value.isEmpty()
                || !(value.get() instanceof Value.Numeric(BigDecimal number))
                || Double.isFinite(number.doubleValue());
        if (!finite) {
            violations.add(at + "/value", "a number that fits in a double", found(sent));
        }
        if (value.isPresent() && value.get() instanceof Value.Text(String text) && !Json.isStorable(text)) {
            violations.add(at + "/value", STORABLE, found(sent));
        }
        if (!fits) {
            String expected = switch (match.operand()) {
                case ANY -> "text, a number or a truth value";
                case NONE -> "no value";
                case TEXT -> "text";
                case NUMBER -> "a number";
            };
            violations.add(at + "/value", expected + " for " + MATCH_TYPES.word(match), found(sent));
        }
    }

    private static void putValue(ObjectNode leaf, Value value) {
        switch (value) {
            case Value.Text(String text) -> leaf.put("value", text);
            case Value.Numeric(BigDecimal number) -> leaf.put("value", number);
            case Value.Truth(boolean truth) -> leaf.put("value", truth);
            case Value.Nothing() -> leaf.putNull("value");
        }
    }

    private static String found(JsonNode json) {
        return json.isMissingNode() ? "nothing" : Json.excerpt(json);
    }
}
