package org.muriel.conformance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What every visitor of {@code vectors/decide} gets of every flag, as {@link DecidedProject} has it configured. */
final class DecisionCases {
    private static final Path DECISIONS = Path.of("../vectors/decide/decisions.json");

    /** Rules of a rollout have no key in a configuration: their id stands for it. */
    private static final Map<String, String> RULE_IDS = Map.of("rule_pro", "811", "rule_adult", "812", "half", "821");

    private static final String EVERYONE_ELSE = "default-";

    private DecisionCases() {}

    /**
     * One decision, whoever made it.
     *
     * @param rule key of the experiment or rule; absent when none took the visitor
     */
    record Decided(Optional<String> rule, Optional<String> variation, boolean enabled, String variables) {

        /** From an object with {@code ruleKey}, {@code variationKey}, {@code enabled} and {@code variables}. */
        static Decided of(JsonNode it) {
            return new Decided(
                    text(it.at("/ruleKey")),
                    text(it.at("/variationKey")),
                    it.at("/enabled").booleanValue(),
                    sorted(it.at("/variables")));
        }

        /** Nobody in particular: our rollouts end with a rule for everyone else, which is off, as are gaps. */
        private boolean off() {
            return rule.isEmpty() || rule.get().startsWith(EVERYONE_ELSE) || variation.equals(Optional.of("gap"));
        }

        boolean sameAs(Decided other) {
            return enabled == other.enabled
                    && variables.equals(other.variables)
                    && (off() ? other.off() : rule.equals(other.rule) && variation.equals(other.variation));
        }
    }

    record Visitor(String id, JsonNode attributes, Map<String, Decided> expected) {}

    static List<Visitor> visitors() {
        List<Visitor> visitors = new ArrayList<>();
        for (JsonNode visitor : DecidedProject.read(DECISIONS).at("/visitors")) {
            Map<String, Decided> expected = new TreeMap<>();
            visitor.at("/expect")
                    .forEachEntry((flag, it) -> expected.put(
                            flag,
                            new Decided(
                                    text(it.at("/0")).map(key -> RULE_IDS.getOrDefault(key, key)),
                                    text(it.at("/1")),
                                    it.at("/2").booleanValue(),
                                    sorted(it.at("/3")))));
            visitors.add(new Visitor(visitor.at("/userId").stringValue(), visitor.at("/attributes"), expected));
        }
        return visitors;
    }

    /** {@code [{"id": …, "attributes": {…}}, …]}. */
    static String json(List<Visitor> visitors) {
        return visitors.stream()
                .map(it -> "{\"id\": " + Json.write(Json.text(it.id())) + ", \"attributes\": "
                        + Json.write(it.attributes()) + "}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** How decisions differ from those expected, a line each. */
    static List<String> differences(Visitor visitor, Map<String, Decided> found) {
        List<String> differences = new ArrayList<>();
        visitor.expected().forEach((flag, expected) -> {
            Decided decided = found.get(flag);
            if (decided == null || !expected.sameAs(decided)) {
                differences.add(visitor.id() + " " + visitor.attributes() + " " + flag + ": expected " + expected
                        + ", found " + decided);
            }
        });
        return differences;
    }

    private static Optional<String> text(JsonNode it) {
        return it.isString() && !it.stringValue().isEmpty() ? Optional.of(it.stringValue()) : Optional.empty();
    }

    /** Equal values are equal text: members by name, and numbers as short as can be, since one SDK reads 1 as 1.0. */
    private static String sorted(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> {
                Map<String, String> sorted = new TreeMap<>();
                value.forEachEntry((key, it) -> sorted.put(key, sorted(it)));
                yield sorted.toString();
            }
            case NUMBER -> value.decimalValue().stripTrailingZeros().toPlainString();
            default -> Json.write(value);
        };
    }
}
