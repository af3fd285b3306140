package org.muriel.simulation.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Optional;

/** Short words for making and reading JSON. */
public final class Json {
    private Json() {}

    /** @param members names and values by turns; a value is JSON, a text, a number or a truth value */
    public static JsonObject object(Object... members) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < members.length; i += 2) {
            object.add((String) members[i], element(members[i + 1]));
        }
        return object;
    }

    public static JsonArray array(Object... elements) {
        JsonArray array = new JsonArray();
        for (Object element : elements) {
            array.add(element(element));
        }
        return array;
    }

    /** The member, unless it is missing or null. */
    public static Optional<JsonElement> find(JsonObject object, String name) {
        return Optional.ofNullable(object.get(name)).filter(it -> !it.isJsonNull());
    }

    public static long number(JsonObject object, String name) {
        return required(object, name).getAsLong();
    }

    public static String text(JsonObject object, String name) {
        return required(object, name).getAsString();
    }

    private static JsonElement required(JsonObject object, String name) {
        return find(object, name).orElseThrow(() -> new CannotGoOn("An answer of the server has no " + name));
    }

    private static JsonElement element(Object value) {
        return switch (value) {
            case JsonElement json -> json;
            case String text -> new JsonPrimitive(text);
            case Number number -> new JsonPrimitive(number);
            case Boolean truth -> new JsonPrimitive(truth);
            default -> throw new IllegalArgumentException("no JSON: " + value);
        };
    }
}
