package org.muriel.decision.datafile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * From the text of a variable to its value. SDK contract, 4.2. Where SDKs convert differently this follows JavaScript:
 * only {@code true} and {@code false} are boolean, and a number may be followed by other characters. Two things are ours:
 * a whole number of up to 64 bits is exact, and infinity is no value, because JSON cannot say it.
 */
public final class VariableText {
    private static final Pattern INTEGER = Pattern.compile("\\s*([+-]?\\d+)");
    private static final Pattern DOUBLE = Pattern.compile("\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)");
    private static final JsonFactory FACTORY = new JsonFactory();

    private VariableText() {}

    /**
     * The value of a text: a {@code String} for {@code string} and for types that are not known, a {@code Boolean}, a
     * {@code Long} (beyond 64 bits a {@code Double}) for {@code integer}, a {@code Double} for {@code double}, and for
     * {@code json} any of these, or an unmodifiable {@code List} or {@code Map} of such.
     *
     * @return nothing if the text does not convert, and for the JSON text {@code null}
     */
    public static Optional<Object> value(String type, String text) {
        return switch (type) {
            case "boolean" ->
                switch (text) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                };
            case "integer" ->
                leading(INTEGER, text)
                        .map(VariableText::whole)
                        .filter(it -> Double.isFinite(it.doubleValue()))
                        .map(Object.class::cast);
            case "double" ->
                leading(DOUBLE, text)
                        .map(Double::valueOf)
                        .filter(Double::isFinite)
                        .map(Object.class::cast);
            case "json" -> json(text);
            default -> Optional.of(text);
        };
    }

    private static Optional<String> leading(Pattern number, String text) {
        Matcher matcher = number.matcher(text);
        return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Number whole(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException beyondLong) {
            return Double.valueOf(digits);
        }
    }

    private static Optional<Object> json(String text) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            Object value = json(in, in.nextToken());
            return in.nextToken() == null ? Optional.ofNullable(value) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** Recursion ends with the nesting that the parser allows, 500 levels. */
    private static @Nullable Object json(JsonParser in, @Nullable JsonToken token) {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                for (String name; (name = in.nextName()) != null; ) {
                    members.put(name, json(in, in.nextToken()));
                }
                yield Collections.unmodifiableMap(members);
            }
            case START_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                for (JsonToken next; (next = in.nextToken()) != JsonToken.END_ARRAY; ) {
                    elements.add(json(in, next));
                }
                yield Collections.unmodifiableList(elements);
            }
            case VALUE_STRING -> in.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT ->
                in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? (Object) in.getDoubleValue()
                        : in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case null, default -> null;
        };
    }
}
