package org.muriel.decision;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of tests, as Java values and back. */
public final class Json {
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private Json() {}

    public static String text(Object value) {
        return GSON.toJson(value);
    }

    public static byte[] bytes(Object value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    public static Map<String, @Nullable Object> members(JsonObject object) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        object.asMap().forEach((name, value) -> members.put(name, value(value)));
        return members;
    }

    /** A whole number is a {@code Long}, any other a {@code Double}. */
    public static @Nullable Object value(JsonElement element) {
        return switch (element) {
            case JsonObject object -> members(object);
            case JsonPrimitive text when text.isString() -> text.getAsString();
            case JsonPrimitive flag when flag.isBoolean() -> flag.getAsBoolean();
            case JsonPrimitive number when number.getAsString().matches("-?\\d{1,18}") -> number.getAsLong();
            case JsonPrimitive number -> number.getAsDouble();
            case JsonElement array
            when array.isJsonArray() -> {
                List<@Nullable Object> elements = new ArrayList<>();
                array.getAsJsonArray().forEach(it -> elements.add(value(it)));
                yield elements;
            }
            default -> null;
        };
    }
}
