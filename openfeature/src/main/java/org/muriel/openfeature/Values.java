package org.muriel.openfeature;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.MutableStructure;
import dev.openfeature.sdk.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of variables as OpenFeature has them, and values of its contexts as attributes. */
final class Values {
    private Values() {}

    static Value openFeature(@Nullable Object value) {
        return switch (value) {
            case null -> new Value();
            case Boolean flag -> new Value(flag);
            case String text -> new Value(text);
            case Long whole when whole == whole.intValue() -> new Value(whole.intValue());
            case Long whole -> new Value(whole);
            case Double number -> new Value(number);
            case List<?> elements ->
                new Value(elements.stream().map(Values::openFeature).toList());
            case Map<?, ?> members -> structure(members);
            default -> throw new IllegalArgumentException("no value of a variable: " + value.getClass());
        };
    }

    private static Value structure(Map<?, ?> members) {
        Map<String, Value> values = new LinkedHashMap<>();
        members.forEach((name, member) -> values.put(String.valueOf(name), openFeature(member)));
        return new Value(new MutableStructure(values));
    }

    /** All but the targeting key; a point in time is its ISO text, as over OFREP. */
    static Map<String, @Nullable Object> attributes(EvaluationContext context) {
        Map<String, @Nullable Object> attributes = new HashMap<>(context.asObjectMap());
        attributes.remove(EvaluationContext.TARGETING_KEY);
        attributes.replaceAll((key, value) -> value instanceof Instant instant ? instant.toString() : value);
        return attributes;
    }
}
