package org.muriel.api.swagger;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.muriel.api.json.Json;
import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;
import org.muriel.api.schema.Shape.View;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The shapes that a description refers to, each once for every side it is seen from. */
final class Definitions {
    private static final String REFERENCE = "#/definitions/";

    private final Map<String, Known> byName = new TreeMap<>();

    /** @param json filled in once the shapes within are known */
    private record Known(Shape shape, View view, ObjectNode json) {}

    /** What a value must be like; a shape is referred to by its name, and defined. */
    ObjectNode schema(Schema schema, View view) {
        return switch (schema) {
            case Shape shape -> Json.object().put("$ref", REFERENCE + define(shape, view));
            case Schema.Value value -> value(value, view);
        };
    }

    void writeTo(ObjectNode definitions) {
        byName.forEach((name, it) -> definitions.set(name, it.json()));
    }

    private ObjectNode value(Schema.Value value, View view) {
        ObjectNode out = Json.object();
        return switch (value) {
            case Schema.Text(int shortest, int longest, Optional<String> pattern) -> {
                out.put("type", "string");
                if (view != View.ANSWER) {
                    // answers may have what was taken from a key, or came with an import
                    pattern.ifPresent(it -> out.put("pattern", it));
                    if (shortest > 0) {
                        out.put("minLength", shortest);
                    }
                }
                yield longest < Integer.MAX_VALUE ? out.put("maxLength", longest) : out;
            }
            case Schema.Word(var words) -> {
                ArrayNode all = out.put("type", "string").putArray("enum");
                words.forEach(all::add);
                yield out;
            }
            case Schema.Whole(long lowest, long highest) -> {
                out.put("type", "integer").put("format", "int64");
                if (lowest > Long.MIN_VALUE) {
                    out.put("minimum", lowest);
                }
                yield highest < Long.MAX_VALUE ? out.put("maximum", highest) : out;
            }
            case Schema.Decimal(double lowest, double highest) -> {
                out.put("type", "number").put("format", "double");
                if (Double.isFinite(lowest)) {
                    out.put("minimum", lowest);
                }
                yield Double.isFinite(highest) ? out.put("maximum", highest) : out;
            }
            case Schema.Truth() -> out.put("type", "boolean");
            case Schema.Time() -> {
                out.put("type", "string");
                // a request may also give a date alone, which is no date-time
                yield view == View.ANSWER ? out.put("format", "date-time") : out;
            }
            // that the JSON or the scalar itself is taken too cannot be said in Swagger 2.0
            case Schema.JsonText(int longest) -> out.put("type", "string");
            case Schema.Scalar(int longest) -> out.put("type", "string");
            case Schema.Anything() -> out;
            case Schema.File(var mediaTypes) -> out.put("type", "file");
            case Schema.ListOf(Schema element, int most) -> {
                out.put("type", "array").set("items", schema(element, view));
                yield most < Integer.MAX_VALUE ? out.put("maxItems", most) : out;
            }
            case Schema.MapOf(Schema each, int most) -> {
                out.put("type", "object").set("additionalProperties", schema(each, view));
                yield most < Integer.MAX_VALUE ? out.put("maxProperties", most) : out;
            }
        };
    }

    private String define(Shape shape, View view) {
        String name = switch (view) {
            case ANSWER -> shape.name();
            case CREATION -> "New" + shape.name();
            case CHANGE -> shape.name() + "Change";
        };
        Known known = byName.get(name);
        if (known == null) {
            ObjectNode json = Json.object();
            byName.put(name, new Known(shape, view, json));
            fill(json, shape, view);
        } else if (!known.shape().equals(shape) || known.view() != view) {
            throw new IllegalStateException("two different shapes are called " + name);
        }
        return name;
    }

    private void fill(ObjectNode json, Shape shape, View view) {
        json.put("type", "object").put("description", shape.meaning());
        ObjectNode properties = json.putObject("properties");
        ArrayNode required = Json.array();
        for (Shape.Member member : shape.members()) {
            if (!member.isIn(view)) {
                continue;
            }
            ObjectNode property = schema(member.schema(), view);
            if (!member.meaning().isEmpty() && !(member.schema() instanceof Shape)) {
                // beside a reference nothing counts
                property.put("description", member.meaning());
            }
            if (view != View.ANSWER && member.takesNull()) {
                property.put("x-nullable", true);
            }
            properties.set(member.name(), property);
            if (member.isNeededIn(view)) {
                required.add(member.name());
            }
        }
        if (!required.isEmpty()) {
            json.set("required", required);
        }
    }
}
