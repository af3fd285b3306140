package org.muriel.openfeature;

import dev.openfeature.sdk.Value;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A type that OpenFeature is asked for.
 *
 * @param types those of variables that have such values
 * @param reading from the value of a variable; nothing if it is of the type and yet has no such value
 */
record Kind<T>(String name, Set<String> types, Function<Object, Optional<T>> reading) {
    static final Kind<Boolean> BOOLEAN = new Kind<>("a boolean", Set.of("boolean"), only(Boolean.class));
    static final Kind<String> STRING = new Kind<>("a string", Set.of("string"), only(String.class));
    static final Kind<Integer> INTEGER = new Kind<>(
            "an integer of 32 bits", Set.of("integer"), only(Long.class).andThen(it -> it.flatMap(Kind::exact)));
    static final Kind<Long> LONG = new Kind<>("an integer of 64 bits", Set.of("integer"), only(Long.class));
    static final Kind<Double> DOUBLE = new Kind<>(
            "a double", Set.of("double", "integer"), only(Number.class).andThen(it -> it.map(Number::doubleValue)));
    static final Kind<Value> OBJECT = new Kind<>(
            "an object",
            Set.of("json", "string", "integer", "double", "boolean"),
            value -> Optional.of(Values.openFeature(value)));

    private static <V> Function<Object, Optional<V>> only(Class<V> type) {
        return value -> Optional.of(value).filter(type::isInstance).map(type::cast);
    }

    private static Optional<Integer> exact(long value) {
        return value == (int) value ? Optional.of((int) value) : Optional.empty();
    }
}
