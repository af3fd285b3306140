package org.muriel.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that fit a schema of the description, as far as the description knows; and the same spoilt. */
final class MadeUpBodies {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** An address of this machine that refuses every connection at once. */
    private static final String NOBODY_LISTENS = "http://127.0.0.1:9/hook";

    private static final String ODDITY = "\u0001oddity\u0001";

    /** Of those the first that fits a pattern is taken, after random letters. */
    private static final List<String> TEXTS = List.of(
            "2026-03-01T09:00",
            "14d",
            "Europe/Berlin",
            "a@example.com",
            "https://app.example.com/hook",
            "2026-03-01",
            "a b");

    /** Member → the kind of thing whose id it is. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("project_id", "project"),
            Map.entry("event_id", "event"),
            Map.entry("feature_id", "feature"),
            Map.entry("audience_ids", "audience"),
            Map.entry("audience_id", "audience"),
            Map.entry("attribute_id", "attribute"),
            Map.entry("experiment_id", "experiment"),
            Map.entry("experiment_ids", "experiment"),
            Map.entry("variation_id", "variation"),
            Map.entry("environment_id", "environment"),
            Map.entry("entities", "experiment"),
            Map.entry("variables", "variable"));

    private final JsonNode definitions;
    private final Random random;
    private final KnownThings things;

    MadeUpBodies(JsonNode description, Random random, KnownThings things) {
        this.definitions = description.at("/definitions");
        this.random = random;
        this.things = things;
    }

    JsonNode fitting(JsonNode schema) {
        return fitting(schema, "", "", 0);
    }

    /** @param member that holds it, and the one that holds that */
    private JsonNode fitting(JsonNode schema, String member, String around, int depth) {
        if (schema.has("$ref")) {
            String name = schema.at("/$ref").asString().replace("#/definitions/", "");
            return whole(name, object(definitions.path(name), member, depth));
        }
        if (schema.has("enum")) {
            return schema.at("/enum").get(random.nextInt(schema.at("/enum").size()));
        }
        return switch (schema.path("type").asString("")) {
            case "object" ->
                schema.has("properties")
                        ? object(schema, member, depth)
                        : map(schema.path("additionalProperties"), member, depth);
            case "array" -> array(schema, member, depth);
            case "integer" -> whole(schema, member, around);
            case "number" -> JSON.numberNode(number(schema));
            case "boolean" -> JSON.booleanNode(random.nextInt(4) != 0);
            case "string" -> JSON.stringNode(text(schema, member));
            default -> things.sample(member, random);
        };
    }

    /** With members that belong together, which a description cannot say. */
    private ObjectNode whole(String definition, ObjectNode object) {
        if (definition.equals("ForecastBaseline")
                && object.path("kind").asString().equals("rate")) {
            object.put("rate", 0.01 + 0.9 * random.nextDouble());
        } else if (definition.equals("ForecastBaseline")) {
            object.put("mean", 1 + random.nextInt(100)).put("sd", 1 + random.nextInt(100));
        } else if (definition.equals("ForecastQuestion") && object.has("mde") == object.has("days")) {
            object.put("days", 1 + random.nextInt(100)).remove("mde");
        }
        return object;
    }

    private ObjectNode object(JsonNode schema, String around, int depth) {
        ObjectNode object = JSON.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(it -> required.add(it.asString()));
        // the more members, the more reasons to be refused: mostly some few
        int chance = 1 + random.nextInt(4);
        schema.path("properties").forEachEntry((name, property) -> {
            boolean wanted = depth < 4 && random.nextInt(5) < chance && random.nextInt(3) == 0;
            if (required.contains(name) || wanted) {
                object.set(name, fitting(property, name, around, depth + 1));
            }
        });
        return object;
    }

    private ObjectNode map(JsonNode values, String member, int depth) {
        ObjectNode map = JSON.objectNode();
        List<String> names = member.equals("environments")
                ? List.of("Production", "Development", "production")
                : List.of("color", "size", "x");
        for (int i = random.nextInt(3); i > 0; i--) {
            map.set(names.get(random.nextInt(names.size())), fitting(values, member, member, depth + 1));
        }
        return map;
    }

    private ArrayNode array(JsonNode schema, String member, int depth) {
        ArrayNode array = JSON.arrayNode();
        int size = member.equals("rollout_rules") ? 1 : random.nextInt(3);
        for (int i = 0; i < size; i++) {
            array.add(fitting(schema.path("items"), member, member, depth + 1));
        }
        if (member.equals("variations") && !array.isEmpty()) {
            int share = 10_000 / array.size();
            array.forEach(it -> ((ObjectNode) it).put("weight", share).remove("status"));
        }
        return array;
    }

    private JsonNode whole(JsonNode schema, String member, String around) {
        String kind = KINDS.getOrDefault(member.equals("id") ? around : member, "");
        if (!kind.isEmpty()) {
            return JSON.numberNode(Long.parseLong(things.id(kind, random)));
        }
        long lowest = schema.path("minimum").asLong(0);
        long highest = Math.min(schema.path("maximum").asLong(10_000), lowest + 10_000);
        return JSON.numberNode(
                switch (random.nextInt(4)) {
                    case 0 -> lowest;
                    case 1 -> highest;
                    default -> lowest + random.nextLong(highest - lowest + 1);
                });
    }

    private double number(JsonNode schema) {
        double lowest = schema.path("minimum").asDouble(0);
        double highest = Math.min(schema.path("maximum").asDouble(1), lowest + 1_000);
        return Math.round((lowest + random.nextDouble() * (highest - lowest)) * 1_000) / 1_000.0;
    }

    private String text(JsonNode schema, String member) {
        if (member.endsWith("conditions")) {
            return conditions(member);
        }
        String letters = "k" + Long.toString(random.nextLong() >>> 1, 36);
        if (member.equals("url")) {
            return NOBODY_LISTENS;
        }
        if (member.equals("redirect_uris")) {
            return "https://app.example.com/back";
        }
        if (member.equals("email")) {
            return letters + "@example.com";
        }
        if (!schema.has("pattern")) {
            return member.endsWith("_time") || member.endsWith("_end") ? "2026-03-01T09:00:00Z" : letters;
        }
        Pattern pattern = Pattern.compile(schema.at("/pattern").asString());
        return pattern.matcher(letters).find()
                ? letters
                : TEXTS.stream()
                        .filter(it -> pattern.matcher(it).find())
                        .findFirst()
                        .orElse(letters);
    }

    private String conditions(String member) {
        if (random.nextInt(3) == 0) {
            return "everyone";
        }
        String operator = List.of("and", "or", "not").get(random.nextInt(3));
        String leaf = member.equals("conditions")
                ? "{\"type\": \"custom_attribute\", \"name\": \"" + KnownThings.ATTRIBUTE + "\", \"value\": \"x\"}"
                : "{\"audience_id\": " + things.id("audience", random) + "}";
        return "[\"" + operator + "\", " + leaf + "]";
    }

    /** The body as it is written, with something wrong in one to three places. */
    String spoilt(JsonNode body) {
        JsonNode spoilt = body.deepCopy();
        List<String> raw = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            spoil(spoilt, raw);
        }
        String text = Json.write(spoilt);
        for (String oddity : raw) {
            text = text.replaceFirst(
                    Pattern.quote(Json.write(JSON.stringNode(ODDITY))),
                    java.util.regex.Matcher.quoteReplacement(oddity));
        }
        return switch (random.nextInt(12)) {
            case 0 -> text.substring(0, random.nextInt(text.length() + 1));
            case 1 -> text + text;
            default -> text;
        };
    }

    private void spoil(JsonNode body, List<String> raw) {
        List<JsonNode> places = new ArrayList<>();
        collect(body, places);
        JsonNode place = places.get(random.nextInt(places.size()));
        if (place instanceof ArrayNode array) {
            int at = random.nextInt(array.size() + 1);
            if (at == array.size()) {
                odd(raw, array::add);
            } else if (random.nextInt(3) == 0) {
                array.remove(at);
            } else if (random.nextInt(3) == 0) {
                array.add(array.get(at).deepCopy());
            } else {
                odd(raw, it -> array.set(at, it));
            }
        } else if (place instanceof ObjectNode object) {
            List<String> names = new ArrayList<>(object.propertyNames());
            if (names.isEmpty() || random.nextInt(10) == 0) {
                odd(raw, it -> object.set("x" + random.nextInt(1_000), it));
                return;
            }
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                odd(raw, it -> object.set(name, it));
            }
        }
    }

    private void odd(List<String> raw, java.util.function.Consumer<JsonNode> put) {
        raw.add(Oddities.VALUES.get(random.nextInt(Oddities.VALUES.size())));
        put.accept(JSON.stringNode(ODDITY));
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainer()) {
            places.add(node);
            node.forEach(it -> collect(it, places));
        }
    }
}
