package org.muriel.statistics.analysis;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.muriel.statistics.contrast.Region;

/** All numbers within a result, found through the components of its records. */
final class Numbers {
    private Numbers() {}

    /** @param found gets where each number is, and the number */
    static void each(Object value, String place, BiConsumer<String, Double> found) {
        switch (value) {
            case Number number -> found.accept(place, number.doubleValue());
            case double[] numbers -> {
                for (int i = 0; i < numbers.length; i++) {
                    found.accept(place + "[" + i + "]", numbers[i]);
                }
            }
            case Optional<?> optional -> optional.ifPresent(it -> each(it, place, found));
            case OptionalDouble optional -> optional.ifPresent(it -> found.accept(place, it));
            case OptionalLong optional -> optional.ifPresent(it -> found.accept(place, (double) it));
            case Iterable<?> values -> {
                int i = 0;
                for (Object item : values) {
                    each(item, place + "[" + i++ + "]", found);
                }
            }
            case Map<?, ?> map -> each(map.values(), place, found);
            // Only here is an infinity a word: a region without an end.
            case Region(double low, double high) -> {
                found.accept(place + ".low", low == Double.NEGATIVE_INFINITY ? 0 : low);
                found.accept(place + ".high", high == Double.POSITIVE_INFINITY ? 0 : high);
            }
            case Record theRecord -> {
                for (RecordComponent component : theRecord.getClass().getRecordComponents()) {
                    each(read(theRecord, component), place + "." + component.getName(), found);
                }
            }
            default -> {}
        }
    }

    private static Object read(Record theRecord, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(theRecord);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot read " + component, e);
        }
    }
}
