package org.muriel.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A datafile of version 4 made at random, with what datafiles of other servers may have and ours have not: several rules
 * a flag, holes in ranges, groups that exclude and groups that do not, shared and missing rollouts, rules whose ids are
 * text, tests that nobody knows, audiences that are not there.
 */
final class ForeignDatafile {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> KEYS = List.of("plan", "age", "version", "beta");

    private final Random random;
    private final ObjectNode datafile = JSON.objectNode();
    private final List<String> audiences = new ArrayList<>();
    private final List<String> experiments = new ArrayList<>();
    private final List<ObjectNode> variables = new ArrayList<>();
    private long lastId;

    private ForeignDatafile(long seed) {
        this.random = new Random(seed);
        // projects of one server share its numbers
        this.lastId = 1_000_000 * (1 + seed);
    }

    static ObjectNode of(long seed) {
        ForeignDatafile made = new ForeignDatafile(seed);
        made.fill(seed);
        return made.datafile;
    }

    /** Attributes of a visitor, among them some of the wrong kind. */
    static ObjectNode attributes(Random random) {
        ObjectNode attributes = JSON.objectNode();
        if (random.nextInt(4) > 0) {
            attributes.put("plan", List.of("gold", "free", "", "Gold").get(random.nextInt(4)));
        }
        switch (random.nextInt(5)) {
            case 0 -> attributes.put("age", "18");
            case 1, 2 -> attributes.put("age", random.nextInt(40));
            case 3 -> attributes.put("age", 18.5);
            default -> {}
        }
        if (random.nextInt(3) > 0) {
            attributes.put(
                    "version", List.of("2.0.1", "2.1", "1.9-beta", "none").get(random.nextInt(4)));
        }
        if (random.nextInt(3) > 0) {
            attributes.put("beta", random.nextBoolean());
        }
        if (random.nextInt(4) == 0) {
            attributes.put("country", "NL");
        }
        if (random.nextInt(10) == 0) {
            attributes.put("$opt_bucketing_id", "b" + random.nextInt(1_000));
        }
        return attributes;
    }

    private void fill(long seed) {
        datafile.put("version", "4")
                .put("accountId", "77")
                .put("projectId", id())
                .put("revision", "3")
                .put("sdkKey", "foreign_" + seed)
                .put("environmentKey", random.nextBoolean() ? "production" : "Live_1")
                .put("anonymizeIP", random.nextBoolean())
                .put("sendFlagDecisions", true);
        ArrayNode attributes = datafile.putArray("attributes");
        KEYS.forEach(it -> attributes.addObject().put("id", id()).put("key", it));
        audiences();
        List<ObjectNode> alone = some(1, 4, this::experiment);
        ArrayNode groups = datafile.putArray("groups");
        some(0, 2, this::group).forEach(groups::add);
        datafile.putArray("experiments").addAll(alone);
        ArrayNode events = datafile.putArray("events");
        some(0, 2, () -> {
                    ObjectNode event = JSON.objectNode().put("id", id());
                    ArrayNode ids = event.put("key", "event " + lastId).putArray("experimentIds");
                    some(0, 2, () -> any(experiments)).stream().distinct().forEach(ids::add);
                    return event;
                })
                .forEach(events::add);
        List<ObjectNode> flags = some(1, 4, this::flag);
        shareOut(flags);
        datafile.putArray("featureFlags").addAll(flags);
        rollouts(flags);
        datafile.putArray("integrations");
        datafile.putArray("variables");
    }

    private void audiences() {
        ArrayNode legacy = datafile.putArray("audiences");
        ArrayNode typed = datafile.putArray("typedAudiences");
        some(1, 5, () -> {
            ObjectNode audience = JSON.objectNode().put("id", id());
            audiences.add(audience.path("id").stringValue());
            ArrayNode tree = list(conditions(3));
            boolean isLegacy = random.nextInt(3) == 0;
            audience.put("name", random.nextInt(4) == 0 ? "Same" : "a" + lastId);
            if (isLegacy) {
                legacy.add(audience.put("conditions", Json.write(tree)));
            } else {
                audience.set("conditions", tree);
                typed.add(audience);
            }
            return audience;
        });
        audiences.add("99999999");
    }

    private static ArrayNode list(JsonNode node) {
        return node instanceof ArrayNode array
                ? array
                : JSON.arrayNode().add("or").add(node);
    }

    private JsonNode conditions(int depth) {
        return tree(depth, this::leaf);
    }

    private JsonNode tree(int depth, Supplier<JsonNode> leaf) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return leaf.get();
        }
        String operator = List.of("and", "or", "not").get(random.nextInt(3));
        ArrayNode list = JSON.arrayNode().add(operator);
        int operands = operator.equals("not") ? 1 : 1 + random.nextInt(3);
        for (int i = 0; i < operands; i++) {
            list.add(tree(depth - 1, leaf));
        }
        return list;
    }

    private JsonNode leaf() {
        ObjectNode leaf = JSON.objectNode().put("type", "custom_attribute");
        return switch (random.nextInt(10)) {
            case 0 -> leaf.put("name", "plan").put("match", "exact").put("value", "gold");
            case 1 -> leaf.put("name", "plan").put("value", "gold");
            case 2 -> leaf.put("name", "plan").put("match", "substring").put("value", "o");
            case 3 ->
                leaf.put("name", "age")
                        .put("match", any(List.of("gt", "ge", "lt", "le")))
                        .put("value", 18);
            case 4 -> leaf.put("name", "age").put("match", "exact").put("value", 18.5);
            case 5 ->
                leaf.put("name", "version")
                        .put("match", any(List.of("semver_eq", "semver_ge", "semver_lt")))
                        .put("value", "2.0");
            case 6 -> leaf.put("name", "beta").put("match", "exact").put("value", random.nextBoolean());
            case 7 -> leaf.put("name", any(KEYS)).put("match", "exists");
            case 8 ->
                leaf.put("name", "age")
                        .put("match", any(List.of("gt", "newer")))
                        .put("value", "text");
            default -> leaf.put("name", "country").put("match", "exact").put("value", "NL");
        };
    }

    private ObjectNode experiment() {
        String id = id();
        experiments.add(id);
        ObjectNode experiment = rule(id, "e" + id, some(1, 4, () -> variation(random.nextInt(3) > 0)));
        String status = any(List.of("Running", "Running", "Running", "Paused", "Not started", "Archived"));
        return experiment.put("status", status);
    }

    private ObjectNode variation(boolean enabled) {
        String id = id();
        ObjectNode variation =
                JSON.objectNode().put("id", id).put("key", "v" + id).put("featureEnabled", enabled);
        variation.putArray("variables");
        return variation;
    }

    private ObjectNode rule(String id, String key, List<ObjectNode> variations) {
        ObjectNode rule = JSON.objectNode()
                .put("id", id)
                .put("key", key)
                .put("layerId", id())
                .put("status", "Running");
        ArrayNode ids = rule.putArray("audienceIds");
        if (random.nextInt(3) == 0) {
            some(1, 2, () -> any(audiences)).forEach(ids::add);
        } else if (random.nextInt(3) > 0) {
            rule.set("audienceConditions", list(tree(2, () -> JSON.stringNode(any(audiences)))));
        }
        rule.putArray("variations").addAll(variations);
        List<String> holders =
                variations.stream().map(it -> it.path("id").stringValue()).toList();
        rule.set("trafficAllocation", ranges(holders));
        ObjectNode forced = rule.putObject("forcedVariations");
        if (random.nextInt(3) == 0) {
            forced.put(
                    "visitor-" + random.nextInt(20), any(variations).path("key").stringValue());
            forced.put("visitor-7", "no-such-variation");
        }
        return rule;
    }

    private ArrayNode ranges(List<String> holders) {
        ArrayNode ranges = JSON.arrayNode();
        int end = 0;
        for (int i = random.nextInt(6); i >= 0 && end < 10_000; i--) {
            end = random.nextInt(4) == 0 ? 10_000 : end + random.nextInt(10_001 - end);
            ranges.addObject()
                    .put("entityId", random.nextInt(6) == 0 ? "" : any(holders))
                    .put("endOfRange", end);
        }
        return ranges;
    }

    private ObjectNode group() {
        List<ObjectNode> members = some(1, 3, this::experiment);
        boolean excludes = random.nextInt(4) > 0;
        ObjectNode group = JSON.objectNode().put("id", id()).put("policy", excludes ? "random" : "overlapping");
        List<String> ids = new ArrayList<>(List.of("88888888"));
        members.forEach(it -> ids.add(it.path("id").stringValue()));
        group.set("trafficAllocation", excludes ? ranges(ids) : JSON.arrayNode());
        group.putArray("experiments").addAll(members);
        return group;
    }

    private ObjectNode flag() {
        ObjectNode flag = JSON.objectNode().put("id", id());
        flag.put("key", "f" + lastId).put("rolloutId", "").putArray("experimentIds");
        ArrayNode declared = flag.putArray("variables");
        some(0, 3, () -> {
                    String type = any(List.of("string", "integer", "double", "boolean", "json"));
                    ObjectNode variable = JSON.objectNode().put("id", id()).put("key", type + lastId);
                    variable.put("type", type.equals("json") ? "string" : type).put("defaultValue", value(type));
                    if (type.equals("json")) {
                        variable.put("subType", "json");
                    }
                    variables.add(variable);
                    return variable;
                })
                .forEach(declared::add);
        return flag;
    }

    private String value(String type) {
        return switch (type) {
            case "integer" -> any(List.of("0", "-12", "7"));
            case "double" -> any(List.of("0.5", "1", "-1e3"));
            case "boolean" -> any(List.of("true", "false"));
            case "json" -> any(List.of("{}", "{\"a\": [1, true, null]}"));
            default -> any(List.of("", "blue", "größer", "7", "true"));
        };
    }

    /** Each experiment varies at most one flag, which asks its experiments in any order. */
    private void shareOut(List<ObjectNode> flags) {
        List<String> all = new ArrayList<>(experiments);
        Collections.shuffle(all, random);
        for (String id : all) {
            if (random.nextInt(4) > 0) {
                any(flags).withArray("experimentIds").add(id);
            }
        }
        datafile.path("experiments").forEach(it -> values(((ObjectNode) it).withArray("variations")));
        datafile.path("groups")
                .forEach(group ->
                        group.path("experiments").forEach(it -> values(((ObjectNode) it).withArray("variations"))));
    }

    private void values(ArrayNode variations) {
        variations.forEach(it -> variables.forEach(variable -> {
            if (random.nextInt(3) == 0) {
                String type =
                        variable.has("subType") ? "json" : variable.path("type").stringValue();
                ((ObjectNode) it)
                        .withArray("variables")
                        .addObject()
                        .put("id", variable.path("id").stringValue())
                        .put("value", value(type));
            }
        }));
    }

    /** Some flags have none, and some share one. */
    private void rollouts(List<ObjectNode> flags) {
        ArrayNode rollouts = datafile.putArray("rollouts");
        List<String> ids = new ArrayList<>(List.of(""));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String id = "rollout-" + id();
            ids.add(id);
            ArrayNode rules = JSON.arrayNode();
            for (int j = random.nextInt(4); j >= 0; j--) {
                String ruleId = (random.nextBoolean() ? "" : "default-" + id + "-") + id();
                ObjectNode rule = rule(ruleId, "r" + ruleId, List.of(variation(random.nextInt(4) > 0)));
                rule.putObject("forcedVariations");
                values(rule.withArray("variations"));
                if (j == 0) {
                    rule.remove("audienceConditions");
                    rule.putArray("audienceIds");
                }
                rules.add(rule);
            }
            ObjectNode rollout = rollouts.addObject().put("id", id);
            rollout.set("experiments", rules);
        }
        flags.forEach(it -> it.put("rolloutId", any(ids)));
    }

    private String id() {
        lastId += 1 + random.nextInt(5);
        return Long.toString(lastId);
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private <T> List<T> some(int least, int most, Supplier<T> maker) {
        List<T> made = new ArrayList<>();
        for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
            made.add(maker.get());
        }
        return made;
    }
}
