package org.muriel.statistics.estimate;

import java.util.Optional;
import java.util.function.Function;

/**
 * A statistic, or the reason why there is none. Never {@code NaN}, never an infinity.
 *
 * @param <T> what is estimated: a {@link Double}, an interval, a count
 */
public sealed interface Estimate<T> {
    record Known<T>(T value) implements Estimate<T> {}

    record Unknown<T>(Reason reason) implements Estimate<T> {}

    static <T> Estimate<T> of(T value) {
        return new Known<>(value);
    }

    static <T> Estimate<T> none(Reason reason) {
        return new Unknown<>(reason);
    }

    /** For those who only show the value where there is one. */
    default Optional<T> known() {
        return switch (this) {
            case Known<T>(T value) -> Optional.of(value);
            case Unknown<T> _ -> Optional.empty();
        };
    }

    default <R> Estimate<R> map(Function<? super T, ? extends R> change) {
        return switch (this) {
            case Known<T>(T value) -> of(change.apply(value));
            case Unknown<T>(Reason reason) -> none(reason);
        };
    }

    /** What follows from the value, if there is one and it can be computed. */
    default <R> Estimate<R> then(Function<? super T, Estimate<R>> next) {
        return switch (this) {
            case Known<T>(T value) -> next.apply(value);
            case Unknown<T>(Reason reason) -> none(reason);
        };
    }
}
